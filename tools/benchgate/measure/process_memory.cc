#include "benchgate/measure/process_memory.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "benchgate/elf/elf_file.h"
#include "benchgate/measure/descriptor.h"

namespace benchgate::measure {
namespace {

constexpr std::size_t kMostMappings = 100'000;

/// A line of /proc/PID/maps.
struct Mapping {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::uint64_t offset = 0;
  bool is_writable = false;
  std::string path{};  ///< of a file, "[heap]", or empty

  [[nodiscard]] bool is_of_file() const { return path.starts_with('/'); }
};

std::vector<Mapping> mappings_of(int process) {
  std::vector<Mapping> mappings;
  std::ifstream file(fmt::format("/proc/{}/maps", process));
  for (std::string line; mappings.size() < kMostMappings && std::getline(file, line);) {
    std::istringstream words(line);
    Mapping mapping;
    char dash = 0;
    std::string rights;
    std::string device;
    std::string node;
    words >> std::hex >> mapping.begin >> dash >> mapping.end >> rights >> mapping.offset >>
        device >> node >> std::ws;
    std::getline(words, mapping.path);
    if (rights.size() < 2) return {};
    mapping.is_writable = rights[0] == 'r' && rights[1] == 'w';
    mappings.push_back(std::move(mapping));
  }
  return mappings;
}

/// The lowest address that the file itself gives to what is loaded of it.
std::optional<std::uint64_t> first_address(const std::filesystem::path& path) {
  const auto file = elf::ElfFile::open(path);
  if (!file) return std::nullopt;
  for (const auto& segment : file->segments()) {
    if (segment.is_loaded()) return segment.address - segment.offset;
  }
  return std::nullopt;
}

std::optional<std::string> copy(int memory, std::uint64_t begin, std::uint64_t size) {
  std::string bytes(size, '\0');
  for (std::size_t done = 0; done < size;) {
    const auto got =
        ::pread(memory, bytes.data() + done, size - done, static_cast<off_t>(begin + done));
    if (got <= 0) return std::nullopt;
    done += static_cast<std::size_t>(got);
  }
  return bytes;
}

}  // namespace

std::optional<ProcessMemory> ProcessMemory::read(int process, std::uint64_t most_bytes) {
  const Descriptor memory(
      ::open(fmt::format("/proc/{}/mem", process).c_str(), O_RDONLY | O_CLOEXEC));
  if (!memory.is_open()) return std::nullopt;
  ProcessMemory read;
  std::uint64_t end_of_file = 0;  // of a program or library: its .bss follows without a name
  for (const auto& mapping : mappings_of(process)) {
    auto& files = read.files_;
    if (mapping.is_of_file()) {
      const bool is_next = !files.empty() && files.back().path == mapping.path;
      if (is_next) {
        files.back().end = mapping.end;
      } else if (const auto first = first_address(mapping.path)) {
        files.push_back({.begin = mapping.begin,
                         .end = mapping.end,
                         .bias = mapping.begin - mapping.offset - *first,
                         .path = mapping.path});
      }
      end_of_file = mapping.end;
    }
    const bool is_bss = mapping.path.empty() && mapping.begin == end_of_file && !files.empty();
    if (is_bss) files.back().end = end_of_file = mapping.end;
    if (!mapping.is_writable) continue;
    const auto size = mapping.end - mapping.begin;
    if (size > most_bytes) return std::nullopt;
    most_bytes -= size;
    auto bytes = copy(memory.get(), mapping.begin, size);
    if (!bytes) return std::nullopt;
    read.areas_.push_back({.begin = mapping.begin,
                           .bytes = std::move(*bytes),
                           .is_of_file = mapping.is_of_file() || is_bss,
                           .is_heap = mapping.path == "[heap]"});
  }
  if (read.areas_.empty() || read.files_.empty()) return std::nullopt;
  return read;
}

const ProcessMemory::Area* ProcessMemory::area_at(std::uint64_t address) const {
  const auto next = std::ranges::upper_bound(areas_, address, {}, &Area::begin);
  if (next == areas_.begin()) return nullptr;
  const auto& area = *std::prev(next);
  return address - area.begin < area.bytes.size() ? &area : nullptr;
}

std::optional<std::string_view> ProcessMemory::bytes(std::uint64_t address,
                                                     std::uint64_t size) const {
  const auto* area = area_at(address);
  if (area == nullptr || area->bytes.size() - (address - area->begin) < size) return std::nullopt;
  return std::string_view(area->bytes).substr(address - area->begin, size);
}

std::optional<std::uint64_t> ProcessMemory::word(std::uint64_t address) const {
  std::uint64_t word = 0;
  const auto content = bytes(address, sizeof word);
  if (!content) return std::nullopt;
  std::memcpy(&word, content->data(), sizeof word);
  return word;
}

std::optional<FileAddress> ProcessMemory::in_file(std::uint64_t address) const {
  const auto next = std::ranges::upper_bound(files_, address, {}, &File::begin);
  if (next == files_.begin()) return std::nullopt;
  const auto& file = *std::prev(next);
  if (address >= file.end) return std::nullopt;
  return FileAddress{.file = file.path, .address = address - file.bias};
}

}  // namespace benchgate::measure
