// An executable or a library as a set of blocks: each function and each named object is one.
//
// Needs the symbol table and the relocations that `-Wl,--emit-relocs` keeps, on x86-64. It decides
// nothing: which block leads to which others is walker.h's business.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "benchgate/elf/elf_file.h"

namespace benchgate::reach {

using Address = std::uint64_t;

/// Thread-local sections have addresses of their own: `.tbss` lies where other sections are.
inline constexpr Address kThreadLocal = Address{1} << 62U;

/// A section that is loaded.
struct Region {
  std::string name;
  Address begin = 0;
  Address end = 0;
  std::string_view bytes;  ///< empty: zeros
  bool executable = false;
  bool writable = false;  ///< while the program runs; not what the loader alone writes
};

/// Where one or several symbols with a size are.
struct Block {
  Address begin = 0;
  Address end = 0;
  std::string_view name;
};

struct Relocation {
  Address place = 0;
  std::uint32_t type = 0;
  std::uint32_t symbol = 0;
  std::int64_t addend = 0;
};

/// Why nothing can be told of a file.
struct Unreadable {
  std::string reason;  ///< "it has no symbol table; link it without -s and do not strip it"
};

class Image {
 public:
  [[nodiscard]] static std::variant<Image, Unreadable> read(elf::ElfFile file);

  [[nodiscard]] const elf::ElfFile& file() const { return file_; }
  [[nodiscard]] const std::vector<Region>& regions() const { return regions_; }
  [[nodiscard]] const std::vector<Block>& blocks() const { return blocks_; }
  [[nodiscard]] const std::vector<elf::Symbol>& symbols() const { return symbols_; }

  /// Null where nothing is loaded.
  [[nodiscard]] const Region* region_at(Address address) const;
  [[nodiscard]] const Region* region_named(std::string_view name) const;
  [[nodiscard]] const Block* block_at(Address address) const;
  /// The first block that begins at or after the address; null at the end of its region.
  [[nodiscard]] const Block* next_block(Address address, const Region& region) const;
  /// The last block that ends at or before the address.
  [[nodiscard]] const Block* previous_block(Address address, const Region& region) const;

  /// Sorted by place, of [begin, end).
  [[nodiscard]] std::pair<const Relocation*, const Relocation*> relocations(Address begin,
                                                                            Address end) const;
  /// The first address from there on that a relocation of a local target names.
  [[nodiscard]] Address next_referenced(Address address) const;
  /// Clipped to the region; `storage` holds zeros where the file has no bytes.
  [[nodiscard]] std::string_view bytes(Address begin, Address end, std::string& storage) const;
  /// Nothing for undefined and absolute symbols.
  [[nodiscard]] std::optional<Address> address_of(const elf::Symbol& symbol) const;
  /// What other files may use by name.
  [[nodiscard]] const std::unordered_map<std::string_view, Address>& exports() const {
    return exports_;
  }
  /// Those of them that are functions, and not of the kind that every file may have (weak).
  [[nodiscard]] const std::vector<std::string_view>& exported_functions() const {
    return exported_functions_;
  }

 private:
  explicit Image(elf::ElfFile file) : file_(std::move(file)) {}
  void read_regions();
  void read_symbols(std::size_t table);
  void read_relocations(std::size_t table);
  void find_referenced();
  void read_exports();
  void merge_overlapping_blocks();

  elf::ElfFile file_;
  std::vector<Region> regions_;                ///< sorted
  std::vector<std::optional<Address>> moved_;  ///< by section: what is added to its addresses
  std::vector<Block> blocks_;                  ///< sorted, none overlaps another
  std::vector<elf::Symbol> symbols_;
  std::vector<Relocation> relocations_;  ///< sorted
  std::vector<Address> referenced_;      ///< sorted
  std::unordered_map<std::string_view, Address> exports_;
  std::vector<std::string_view> exported_functions_;
};

}  // namespace benchgate::reach
