#include "benchgate/reach/image.h"

#include <algorithm>
#include <utility>

#include <elf.h>

namespace benchgate::reach {
namespace {

bool is_loaded(const elf::Section& section) {
  return (section.flags & SHF_ALLOC) != 0;
}

/// The loader writes there, then nobody.
bool is_relocated_only(std::string_view name) {
  return name.starts_with(".data.rel.ro") || name == ".init_array" || name == ".fini_array" ||
         name == ".preinit_array" || name == ".dynamic" || name == ".got";
}

bool has_a_block(const elf::Symbol& symbol) {
  return symbol.size > 0 &&
         (symbol.type == STT_FUNC || symbol.type == STT_OBJECT || symbol.type == STT_TLS ||
          symbol.type == STT_GNU_IFUNC || symbol.type == STT_NOTYPE || symbol.type == STT_COMMON);
}

/// Names that say more come first: a function's own, not that of a part.
bool comes_first(const Block& a, const Block& b) {
  if (a.begin != b.begin) return a.begin < b.begin;
  if (a.end != b.end) return a.end > b.end;
  return a.name < b.name;
}

}  // namespace

std::variant<Image, Unreadable> Image::read(elf::ElfFile file) {
  if (file.header().machine != EM_X86_64) return Unreadable{"it is not for x86-64"};
  const auto& sections = file.sections();
  const auto table = std::ranges::find(sections, std::uint32_t{SHT_SYMTAB}, &elf::Section::type);
  if (table == sections.end()) {
    return Unreadable{"it has no symbol table; do not strip it or link it with -s"};
  }
  const auto symbols = static_cast<std::size_t>(table - sections.begin());
  Image image(std::move(file));
  image.read_regions();
  image.read_symbols(symbols);
  if (image.symbols_.empty()) return Unreadable{"its symbol table is damaged"};
  image.read_relocations(symbols);
  const auto* text = image.region_named(".text");
  if (text == nullptr) return Unreadable{"it has no section .text"};
  const auto [first, last] = image.relocations(text->begin, text->end);
  if (first == last) {
    return Unreadable{"it has no relocations; link it with -Wl,--emit-relocs"};
  }
  image.find_referenced();
  image.read_exports();
  return image;
}

void Image::read_regions() {
  const auto& sections = file_.sections();
  moved_.resize(sections.size());
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const auto& section = sections[i];
    if (!is_loaded(section)) continue;
    const bool thread_local_storage = (section.flags & SHF_TLS) != 0;
    const Address moved = thread_local_storage ? kThreadLocal : 0;
    if (section.address >= kThreadLocal || section.size >= kThreadLocal) continue;
    Region region{.name = section.name,
                  .begin = section.address + moved,
                  .end = section.address + moved + section.size,
                  .executable = (section.flags & SHF_EXECINSTR) != 0,
                  .writable = (section.flags & SHF_WRITE) != 0 && !is_relocated_only(section.name)};
    if (section.type != SHT_NOBITS) {
      const auto bytes = file_.bytes_of(i);
      if (!bytes) continue;
      region.bytes = *bytes;
    } else {
      region.executable = false;  // there is no code in it to look at
    }
    moved_[i] = moved;
    if (section.size > 0) regions_.push_back(std::move(region));
  }
  std::ranges::sort(regions_, {}, &Region::begin);
}

std::optional<Address> Image::address_of(const elf::Symbol& symbol) const {
  if (symbol.section == SHN_UNDEF || symbol.section >= moved_.size()) return std::nullopt;
  if (!moved_[symbol.section]) return std::nullopt;
  if (symbol.type != STT_TLS) return symbol.value + *moved_[symbol.section];
  for (const auto& segment : file_.segments()) {
    if (segment.type == PT_TLS) return segment.address + symbol.value + kThreadLocal;
  }
  return std::nullopt;
}

void Image::read_symbols(std::size_t table) {
  symbols_ = file_.symbols_of(table);
  for (const auto& symbol : symbols_) {
    const auto address = address_of(symbol);
    if (!address || !has_a_block(symbol)) continue;
    const auto* region = region_at(*address);
    if (region == nullptr || symbol.size > region->end - *address) continue;
    blocks_.push_back({.begin = *address, .end = *address + symbol.size, .name = symbol.name});
  }
  merge_overlapping_blocks();
}

void Image::merge_overlapping_blocks() {
  std::ranges::sort(blocks_, comes_first);
  std::vector<Block> merged;
  for (const auto& block : blocks_) {
    if (merged.empty() || block.begin >= merged.back().end) {
      merged.push_back(block);
    } else {
      merged.back().end = std::max(merged.back().end, block.end);
    }
  }
  blocks_ = std::move(merged);
}

void Image::read_relocations(std::size_t table) {
  const auto& sections = file_.sections();
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const auto& section = sections[i];
    const bool is_kept = section.type == SHT_RELA && (section.flags & SHF_ALLOC) == 0;
    if (!is_kept || section.link != table || section.info >= sections.size()) continue;
    const auto moved = moved_[section.info];
    if (!moved || sections[section.info].name == ".eh_frame") continue;
    for (const auto& entry : file_.relocations_of(i)) {
      if (entry.type == R_X86_64_NONE || entry.symbol >= symbols_.size()) continue;
      relocations_.push_back({.place = entry.offset + *moved,
                              .type = entry.type,
                              .symbol = entry.symbol,
                              .addend = entry.addend});
    }
  }
  std::ranges::stable_sort(relocations_, {}, &Relocation::place);
}

void Image::read_exports() {
  const auto& sections = file_.sections();
  for (std::size_t i = 0; i < sections.size(); ++i) {
    if (sections[i].type != SHT_DYNSYM) continue;
    for (const auto& symbol : file_.symbols_of(i)) {
      const auto address = address_of(symbol);
      if (!address || symbol.binding == STB_LOCAL) continue;
      exports_.emplace(symbol.name, *address);
      const bool is_function = symbol.type == STT_FUNC || symbol.type == STT_GNU_IFUNC;
      if (is_function && symbol.binding == STB_GLOBAL) exported_functions_.push_back(symbol.name);
    }
  }
}

const Region* Image::region_at(Address address) const {
  const auto after = std::ranges::upper_bound(regions_, address, {}, &Region::begin);
  if (after == regions_.begin()) return nullptr;
  const auto& region = *std::prev(after);
  return address < region.end ? &region : nullptr;
}

const Region* Image::region_named(std::string_view name) const {
  const auto found = std::ranges::find(regions_, name, &Region::name);
  return found == regions_.end() ? nullptr : &*found;
}

const Block* Image::block_at(Address address) const {
  const auto after = std::ranges::upper_bound(blocks_, address, {}, &Block::begin);
  if (after == blocks_.begin()) return nullptr;
  const auto& block = *std::prev(after);
  return address < block.end ? &block : nullptr;
}

const Block* Image::next_block(Address address, const Region& region) const {
  const auto next = std::ranges::lower_bound(blocks_, address, {}, &Block::begin);
  return next == blocks_.end() || next->begin >= region.end ? nullptr : &*next;
}

const Block* Image::previous_block(Address address, const Region& region) const {
  const auto next = std::ranges::upper_bound(blocks_, address, {}, &Block::end);
  if (next == blocks_.begin()) return nullptr;
  const auto& block = *std::prev(next);
  return block.begin < region.begin ? nullptr : &block;
}

std::pair<const Relocation*, const Relocation*> Image::relocations(Address begin,
                                                                   Address end) const {
  const auto first = std::ranges::lower_bound(relocations_, begin, {}, &Relocation::place);
  const auto last =
      std::lower_bound(first, relocations_.end(), end,
                       [](const Relocation& one, Address at) { return one.place < at; });
  const auto* data = relocations_.data();
  return {data + (first - relocations_.begin()), data + (last - relocations_.begin())};
}

void Image::find_referenced() {
  for (const auto& relocation : relocations_) {
    const auto& symbol = symbols_[relocation.symbol];
    if (symbol.type != STT_SECTION && symbol.size != 0) continue;
    const auto base = address_of(symbol);
    if (!base) continue;
    const bool is_relative = relocation.type == R_X86_64_PC32;
    referenced_.push_back(*base + static_cast<Address>(relocation.addend) + (is_relative ? 4 : 0));
  }
  std::ranges::sort(referenced_);
  const auto doubles = std::ranges::unique(referenced_);
  referenced_.erase(doubles.begin(), doubles.end());
}

Address Image::next_referenced(Address address) const {
  const auto next = std::ranges::lower_bound(referenced_, address);
  return next == referenced_.end() ? ~Address{0} : *next;
}

std::string_view Image::bytes(Address begin, Address end, std::string& storage) const {
  const auto* region = region_at(begin);
  if (region == nullptr) return {};
  const auto size = std::min(end, region->end) - begin;
  if (!region->bytes.empty()) return region->bytes.substr(begin - region->begin, size);
  storage.assign(size, '\0');
  return storage;
}

}  // namespace benchgate::reach
