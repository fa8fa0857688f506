// The writable memory of a process that does nothing at the moment, and the files that are mapped
// into it. Linux only; a process of another user cannot be read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace benchgate::measure {

/// An address in a file that is loaded, as the file's own symbols count.
struct FileAddress {
  std::filesystem::path file{};
  std::uint64_t address = 0;
};

class ProcessMemory {
 public:
  /// Copies it. Nothing where it cannot be read, or has more than `most_bytes` that are writable.
  [[nodiscard]] static std::optional<ProcessMemory> read(int process, std::uint64_t most_bytes);

  struct Area {
    std::uint64_t begin = 0;
    std::string bytes{};
    bool is_of_file = false;  ///< variables of a program or library; otherwise heap and stacks
    bool is_heap = false;     ///< the first one of malloc()
  };
  [[nodiscard]] const std::vector<Area>& areas() const { return areas_; }  ///< sorted

  /// Null where nothing writable is.
  [[nodiscard]] const Area* area_at(std::uint64_t address) const;
  /// Of writable memory; nothing where it ends before.
  [[nodiscard]] std::optional<std::string_view> bytes(std::uint64_t address,
                                                      std::uint64_t size) const;
  [[nodiscard]] std::optional<std::uint64_t> word(std::uint64_t address) const;
  /// Nothing where no file is.
  [[nodiscard]] std::optional<FileAddress> in_file(std::uint64_t address) const;

 private:
  struct File {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::uint64_t bias = 0;  ///< what the loader added to its addresses
    std::filesystem::path path{};
  };
  std::vector<Area> areas_;
  std::vector<File> files_;
};

}  // namespace benchgate::measure
