#include "benchgate/measure/elf_compiler.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <set>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace benchgate::measure {
namespace {

// System V ABI, "ELF-64 Object File Format", sections 2 and 4.
constexpr std::uint64_t kHeaderBytes = 64;
constexpr std::uint64_t kSectionBytes = 64;
constexpr std::uint64_t kMaxSections = 10'000;
constexpr std::uint64_t kMaxTextBytes = 64 * 1024;

/// Little-endian; 0 beyond the end.
template <typename Integer>
Integer integer_at(const std::string& bytes, std::size_t offset) {
  if (offset + sizeof(Integer) > bytes.size()) return 0;
  std::uint64_t value = 0;
  for (std::size_t i = sizeof(Integer); i-- > 0;) {
    value = (value << 8) | static_cast<unsigned char>(bytes[offset + i]);
  }
  return static_cast<Integer>(value);
}

std::string read_at(std::ifstream& file, std::uint64_t offset, std::uint64_t size) {
  std::string bytes(static_cast<std::size_t>(size), '\0');
  file.clear();
  file.seekg(static_cast<std::streamoff>(offset & 0x7FFF'FFFF'FFFF'FFFFU));
  file.read(bytes.data(), static_cast<std::streamsize>(size));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

struct Section {
  std::uint32_t name;
  std::uint64_t offset;
  std::uint64_t size;
};

Section section_at(const std::string& table, std::size_t index) {
  const std::size_t at = index * kSectionBytes;
  return {.name = integer_at<std::uint32_t>(table, at),
          .offset = integer_at<std::uint64_t>(table, at + 24),
          .size = integer_at<std::uint64_t>(table, at + 32)};
}

std::string join_texts(const std::string& bytes) {
  std::set<std::string> texts;
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::string text(bytes.c_str() + begin);
    begin += text.size() + 1;
    if (!text.empty()) texts.insert(text);
  }
  return fmt::format("{}", fmt::join(texts, "; "));
}

}  // namespace

std::optional<std::string> elf_compiler(const std::filesystem::path& executable) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(executable, ignored)) return std::nullopt;
  std::ifstream file(executable, std::ios::binary);
  const std::string header = read_at(file, 0, kHeaderBytes);
  if (header.size() < kHeaderBytes || !header.starts_with("\x7f"
                                                          "ELF\x02\x01")) {
    return std::nullopt;
  }
  const auto sections = integer_at<std::uint16_t>(header, 60);
  const auto names_index = integer_at<std::uint16_t>(header, 62);
  if (sections > kMaxSections || names_index >= sections ||
      integer_at<std::uint16_t>(header, 58) != kSectionBytes) {
    return std::nullopt;
  }
  const auto table = read_at(file, integer_at<std::uint64_t>(header, 40), sections * kSectionBytes);
  const Section names_at = section_at(table, names_index);
  const auto names = read_at(file, names_at.offset, std::min(names_at.size, kMaxTextBytes));
  for (std::size_t i = 0; i < sections; ++i) {
    const Section section = section_at(table, i);
    if (section.name >= names.size()) continue;
    if (std::strcmp(names.c_str() + section.name, ".comment") != 0) continue;
    auto text = join_texts(read_at(file, section.offset, std::min(section.size, kMaxTextBytes)));
    if (text.empty() || text.size() > 1000) return std::nullopt;
    return text;
  }
  return std::nullopt;
}

}  // namespace benchgate::measure
