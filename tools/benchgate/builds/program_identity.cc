#include "benchgate/builds/program_identity.h"

#include <algorithm>
#include <cstdint>
#include <sstream>
#include <string_view>
#include <vector>

#include <elf.h>

#include "benchgate/measure/child_process.h"

namespace benchgate::builds {
namespace {

namespace fs = std::filesystem;

// System V ABI, "ELF-64 Object File Format", section 2: where and how many sections there are.
constexpr std::uint64_t kHeaderBytes = 64;
constexpr elf::Range kSectionTable{.offset = 40, .size = 8};
constexpr elf::Range kSectionCount{.offset = 60, .size = 4};

/// Clears what `cleared` and `place` have in common in `bytes`, the file's bytes at `place`.
void clear(std::string& bytes, const elf::Range& place, const elf::Range& cleared) {
  const auto begin = std::max(cleared.offset, place.offset);
  const auto end = std::min(cleared.offset + cleared.size, place.offset + bytes.size());
  for (auto at = begin; at < end; ++at) bytes[at - place.offset] = '\0';
}

bool has_interpreter(const elf::ElfFile& file) {
  return std::ranges::any_of(file.segments(),
                             [](const elf::Segment& one) { return one.type == PT_INTERP; });
}

bool load_the_same_libraries(const fs::path& base, const fs::path& head) {
  const auto base_libraries = loaded_libraries(base);
  const auto head_libraries = loaded_libraries(head);
  if (!base_libraries || !head_libraries) return false;
  return std::ranges::equal(
      *base_libraries, *head_libraries,
      [](const std::string& a, const std::string& b) { return a == b || load_the_same(a, b); });
}

}  // namespace

std::optional<std::string> loaded_bytes(const elf::ElfFile& file) {
  const auto build_ids = file.build_ids();
  const auto header = file.bytes_at({.offset = 0, .size = kHeaderBytes});
  if (!header) return std::nullopt;
  std::string loaded(*header);
  clear(loaded, {.offset = 0}, kSectionTable);
  clear(loaded, {.offset = 0}, kSectionCount);
  for (const auto& segment : file.segments()) {
    const auto bytes = file.bytes_at({.offset = segment.offset, .size = segment.file_size});
    if (!bytes) return std::nullopt;
    if (segment.type != PT_LOAD) continue;
    std::string copy(*bytes);
    // Debug information is among the sections, and the build ID is a hash over it, too.
    const elf::Range place{.offset = segment.offset, .size = segment.file_size};
    clear(copy, place, kSectionTable);
    clear(copy, place, kSectionCount);
    for (const auto& build_id : build_ids) clear(copy, place, build_id);
    loaded += copy;
  }
  return loaded;
}

std::optional<std::vector<std::string>> loaded_libraries(const fs::path& executable) {
  const auto result =
      measure::run_child({.command = {executable.string(), "--benchmark_list_tests"},
                          .environment = {{"LD_TRACE_LOADED_OBJECTS", "1"}},
                          .inherits_secrets = false,
                          .time_limit = measure::Seconds{20}});
  if (result.exit_status != 0 || !result.standard_output.is_complete) return std::nullopt;
  constexpr std::string_view kArrow = " => ";
  std::vector<std::string> files;
  std::istringstream lines(result.standard_output.text);
  for (std::string line; std::getline(lines, line);) {
    const auto arrow = line.find(kArrow);
    if (arrow == std::string::npos) continue;
    const auto path = line.substr(arrow + kArrow.size());
    const auto address = path.rfind(" (0x");
    if (address == std::string::npos) return std::nullopt;  // "not found"
    files.push_back(path.substr(0, address));
  }
  if (files.empty()) return std::nullopt;
  return files;
}

bool load_the_same(const fs::path& base, const fs::path& head) {
  const auto base_file = elf::ElfFile::open(base);
  const auto head_file = elf::ElfFile::open(head);
  if (!base_file || !head_file) return false;
  const auto base_bytes = loaded_bytes(*base_file);
  return base_bytes && base_bytes == loaded_bytes(*head_file);
}

bool are_same_program(const fs::path& base, const fs::path& head) {
  if (!load_the_same(base, head)) return false;
  const auto file = elf::ElfFile::open(head);
  return file && (!has_interpreter(*file) || load_the_same_libraries(base, head));
}

}  // namespace benchgate::builds
