#include "benchgate/builds/program_identity.h"

#include <algorithm>
#include <cstdint>
#include <sstream>
#include <string_view>
#include <vector>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/measure/child_process.h"

namespace benchgate::builds {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = std::size_t{1} << 30;

// System V ABI, "ELF-64 Object File Format", sections 2, 4 and 8.
constexpr std::size_t kHeaderBytes = 64;
constexpr std::size_t kSegmentBytes = 56;
constexpr std::uint64_t kLoad = 1;
constexpr std::uint64_t kInterpreter = 3;
constexpr std::uint64_t kNote = 4;
constexpr std::uint64_t kBuildId = 3;  // NT_GNU_BUILD_ID

std::uint64_t integer_at(std::string_view bytes, std::size_t offset, std::size_t size) {
  std::uint64_t value = 0;
  if (offset > bytes.size() || size > bytes.size() - offset) return 0;
  for (std::size_t i = size; i-- > 0;) {
    value = (value << 8U) | static_cast<unsigned char>(bytes[offset + i]);
  }
  return value;
}

struct Segment {
  std::uint64_t type = 0;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;  ///< in the file
};

std::optional<std::vector<Segment>> segments_of(std::string_view file) {
  constexpr std::string_view kMagic =
      "\x7f"
      "ELF\x02\x01";
  if (file.size() < kHeaderBytes || !file.starts_with(kMagic)) return std::nullopt;
  if (integer_at(file, 54, 2) != kSegmentBytes) return std::nullopt;
  const auto table = integer_at(file, 32, 8);
  const auto count = integer_at(file, 56, 2);
  std::vector<Segment> segments;
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto at = table + i * kSegmentBytes;
    if (at > file.size() || file.size() - at < kSegmentBytes) return std::nullopt;
    const Segment segment{.type = integer_at(file, at, 4),
                          .offset = integer_at(file, at + 8, 8),
                          .size = integer_at(file, at + 32, 8)};
    if (segment.offset > file.size() || segment.size > file.size() - segment.offset) {
      return std::nullopt;
    }
    segments.push_back(segment);
  }
  return segments;
}

void clear(std::string& file, std::uint64_t offset, std::uint64_t size) {
  std::fill_n(file.begin() + static_cast<std::ptrdiff_t>(offset), size, '\0');
}

/// The build ID is a hash over debug information, too.
void clear_build_id(std::string& file, const Segment& notes) {
  const auto padded = [](std::uint64_t size) { return (size + 3) / 4 * 4; };
  const auto end = notes.offset + notes.size;
  for (auto at = notes.offset; at + 12 <= end;) {
    const auto name = padded(integer_at(file, at, 4));
    const auto content = integer_at(file, at + 4, 4);
    const auto begin = at + 12 + name;
    if (begin > end || content > end - begin) return;
    if (integer_at(file, at + 8, 4) == kBuildId) clear(file, begin, content);
    at = begin + padded(content);
  }
}

bool has_interpreter(std::string_view file) {
  const auto segments = segments_of(file);
  return segments && std::ranges::find(*segments, kInterpreter, &Segment::type) != segments->end();
}

/// The files of the libraries that the loader would load, in its order; nothing where it does not
/// say. Only asked of what has a loader; listing is what would be done should it not listen.
std::optional<std::vector<std::string>> libraries_of(const fs::path& executable) {
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

std::optional<std::string> read(const fs::path& path) try {
  return read_file(path, kMostBytes);
} catch (const InputError&) {
  return std::nullopt;
}

bool load_the_same(const fs::path& base, const fs::path& head) {
  auto base_file = read(base);
  auto head_file = read(head);
  if (!base_file || !head_file) return false;
  const auto base_bytes = loaded_bytes(std::move(*base_file));
  return base_bytes && base_bytes == loaded_bytes(std::move(*head_file));
}

bool load_the_same_libraries(const fs::path& base, const fs::path& head) {
  const auto base_libraries = libraries_of(base);
  const auto head_libraries = libraries_of(head);
  if (!base_libraries || !head_libraries) return false;
  return std::ranges::equal(
      *base_libraries, *head_libraries,
      [](const std::string& a, const std::string& b) { return a == b || load_the_same(a, b); });
}

}  // namespace

std::optional<std::string> loaded_bytes(std::string file) {
  const auto segments = segments_of(file);
  if (!segments) return std::nullopt;
  // Where and how many sections there are: debug information is among them.
  clear(file, 40, 8);
  clear(file, 60, 4);
  for (const auto& segment : *segments) {
    if (segment.type == kNote) clear_build_id(file, segment);
  }
  std::string loaded = file.substr(0, kHeaderBytes);
  for (const auto& segment : *segments) {
    if (segment.type == kLoad) loaded.append(file, segment.offset, segment.size);
  }
  return loaded;
}

bool are_same_program(const fs::path& base, const fs::path& head) {
  if (!load_the_same(base, head)) return false;
  const auto file = read(head);
  return file && (!has_interpreter(*file) || load_the_same_libraries(base, head));
}

}  // namespace benchgate::builds
