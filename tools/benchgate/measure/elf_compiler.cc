#include "benchgate/measure/elf_compiler.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "benchgate/elf/elf_file.h"

namespace benchgate::measure {
namespace {

constexpr std::size_t kMaxTextBytes = 64 * 1024;

std::string join_texts(std::string_view bytes) {
  std::set<std::string> texts;
  while (!bytes.empty()) {
    const auto text = bytes.substr(0, bytes.find('\0'));
    if (!text.empty()) texts.emplace(text);
    bytes.remove_prefix(std::min(bytes.size(), text.size() + 1));
  }
  return fmt::format("{}", fmt::join(texts, "; "));
}

}  // namespace

std::optional<std::string> elf_compiler(const std::filesystem::path& executable) {
  const auto file = elf::ElfFile::open(executable);
  if (!file) return std::nullopt;
  const auto& sections = file->sections();
  const auto comment = std::ranges::find(sections, ".comment", &elf::Section::name);
  if (comment == sections.end() || comment->size > kMaxTextBytes) return std::nullopt;
  const auto bytes = file->bytes_of(static_cast<std::size_t>(comment - sections.begin()));
  if (!bytes) return std::nullopt;
  auto text = join_texts(*bytes);
  if (text.empty() || text.size() > 1000) return std::nullopt;
  return text;
}

}  // namespace benchgate::measure
