#include "benchgate/builds/named_files.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "benchgate/elf/elf_file.h"

namespace benchgate::builds {
namespace {

/// Compilers put a short text together from numbers of eight bytes.
constexpr std::size_t kBytesOfNumber = 8;

bool contains(std::string_view bytes, std::string_view text) {
  return bytes.find(text) != std::string_view::npos;
}

/// A folder's name is short and may be part of any word; alone or before a '/' it is a folder.
bool names_folder(std::string_view bytes, const std::string& folder) {
  const std::string_view end("\0", 1);
  const auto ended = folder + std::string(end);
  return contains(bytes, folder + '/') || contains(bytes, '/' + ended) ||
         contains(bytes, std::string(end) + ended);
}

}  // namespace

bool names_file(const std::filesystem::path& program, const std::string& file) {
  const auto elf = elf::ElfFile::open(program);
  if (!elf) return true;
  const std::filesystem::path path(file);
  const auto name = path.filename().string();
  const auto folder = path.parent_path().filename().string();
  for (std::size_t i = 0; i < elf->sections().size(); ++i) {
    const auto& section = elf->sections()[i];
    const auto bytes = elf->bytes_of(i);
    if (!section.is_loaded() || !bytes) continue;
    if (section.is_code()) {
      const auto begins = [&](const std::string& text) {
        return contains(*bytes, std::string_view(text).substr(0, kBytesOfNumber));
      };
      if (name.size() >= kBytesOfNumber / 2 && (begins(name) || begins(file))) return true;
    } else if (contains(*bytes, name) || (!folder.empty() && names_folder(*bytes, folder))) {
      return true;
    }
  }
  return false;
}

}  // namespace benchgate::builds
