#include "benchgate/elf/elf_file.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <elf.h>
#include <fcntl.h>
#include <gelf.h>
#include <libelf.h>
#include <sys/stat.h>
#include <unistd.h>

namespace benchgate::elf {
namespace {

std::string_view view_of(const Elf_Data& data) {
  if (data.d_buf == nullptr) return {};
  return {static_cast<const char*>(data.d_buf), data.d_size};
}

/// Tables whose entries are counted in an int by libelf.
int count_of(const Elf_Data& data, std::size_t entry_bytes) {
  const auto most = static_cast<std::size_t>(std::numeric_limits<int>::max());
  return static_cast<int>(std::min(data.d_size / entry_bytes, most));
}

void add_build_ids(Elf_Data& notes, std::uint64_t offset, std::vector<Range>& found) {
  GElf_Nhdr note;
  std::size_t name = 0;
  std::size_t content = 0;
  for (std::size_t at = 0; (at = gelf_getnote(&notes, at, &note, &name, &content)) != 0;) {
    if (note.n_type == NT_GNU_BUILD_ID) {
      found.push_back({.offset = offset + content, .size = note.n_descsz});
    }
  }
}

}  // namespace

ElfFile::Descriptor::~Descriptor() {
  ::close(number);
}

void ElfFile::End::operator()(Elf* elf) const {
  elf_end(elf);
}

bool Segment::is_loaded() const {
  return type == PT_LOAD;
}

bool Section::is_loaded() const {
  return (flags & SHF_ALLOC) != 0;
}

bool Section::is_code() const {
  return (flags & SHF_EXECINSTR) != 0;
}

bool Section::has_relocations() const {
  return type == SHT_RELA;
}

std::optional<ElfFile> ElfFile::open(const std::filesystem::path& path) {
  if (elf_version(EV_CURRENT) == EV_NONE) return std::nullopt;
  // Without O_NONBLOCK a FIFO would be waited for.
  const int number = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (number < 0) return std::nullopt;
  ElfFile file;
  file.descriptor_ = std::make_unique<Descriptor>(number);
  struct stat status {};
  if (::fstat(number, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  file.elf_.reset(elf_begin(number, ELF_C_READ, nullptr));
  if (!file.read_headers()) return std::nullopt;
  return file;
}

std::optional<ElfFile> ElfFile::parse(std::string bytes) {
  if (elf_version(EV_CURRENT) == EV_NONE) return std::nullopt;
  ElfFile file;
  file.image_ = std::make_unique<std::string>(std::move(bytes));
  file.elf_.reset(elf_memory(file.image_->data(), file.image_->size()));
  if (!file.read_headers()) return std::nullopt;
  return file;
}

bool ElfFile::read_headers() {
  if (!elf_ || elf_kind(elf_.get()) != ELF_K_ELF) return false;
  GElf_Ehdr header;
  if (gelf_getehdr(elf_.get(), &header) == nullptr) return false;
  if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_ident[EI_DATA] != ELFDATA2LSB) {
    return false;
  }
  header_ = {.type = header.e_type, .machine = header.e_machine, .entry = header.e_entry};
  std::size_t count = 0;
  if (elf_getphdrnum(elf_.get(), &count) != 0) return false;
  // libelf leaves out those that lie beyond the file's end.
  if (header.e_phnum != PN_XNUM && count != header.e_phnum) return false;
  if (count > 0 && header.e_phentsize != sizeof(Elf64_Phdr)) return false;
  for (std::size_t i = 0; i < count; ++i) {
    GElf_Phdr segment;
    if (gelf_getphdr(elf_.get(), static_cast<int>(i), &segment) == nullptr) return false;
    segments_.push_back({.type = segment.p_type,
                         .flags = segment.p_flags,
                         .offset = segment.p_offset,
                         .address = segment.p_vaddr,
                         .file_size = segment.p_filesz});
  }
  read_sections();
  return true;
}

void ElfFile::read_sections() {
  std::size_t count = 0;
  std::size_t names = 0;
  if (elf_getshdrnum(elf_.get(), &count) != 0) return;
  if (elf_getshdrstrndx(elf_.get(), &names) != 0) return;
  for (std::size_t i = 0; i < count; ++i) {
    GElf_Shdr header;
    auto* section = elf_getscn(elf_.get(), i);
    if (section == nullptr || gelf_getshdr(section, &header) == nullptr) {
      sections_.clear();
      return;
    }
    const auto* name = elf_strptr(elf_.get(), names, header.sh_name);
    sections_.push_back({.name = name == nullptr ? "" : name,
                         .type = header.sh_type,
                         .flags = header.sh_flags,
                         .address = header.sh_addr,
                         .size = header.sh_size,
                         .link = header.sh_link,
                         .info = header.sh_info});
  }
}

std::uint64_t ElfFile::loaded_end() const {
  std::uint64_t end = 0;
  for (const auto& segment : segments_) {
    if (segment.type == PT_LOAD) end = std::max(end, segment.offset + segment.file_size);
  }
  return end;
}

std::optional<std::string_view> ElfFile::bytes_of(std::size_t section) const {
  if (section >= sections_.size() || sections_[section].type == SHT_NOBITS) return std::nullopt;
  const auto* data = elf_rawdata(elf_getscn(elf_.get(), section), nullptr);
  if (data == nullptr || data->d_size != sections_[section].size) return std::nullopt;
  return view_of(*data);
}

std::optional<std::string_view> ElfFile::bytes_at(const Range& range) const {
  if (range.size == 0) return std::string_view();
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (range.offset > kMost || range.size > kMost - range.offset) return std::nullopt;
  const auto* data = elf_getdata_rawchunk(elf_.get(), static_cast<std::int64_t>(range.offset),
                                          range.size, ELF_T_BYTE);
  if (data == nullptr) return std::nullopt;
  return view_of(*data);
}

std::vector<Symbol> ElfFile::symbols_of(std::size_t section) const {
  if (section >= sections_.size()) return {};
  const auto type = sections_[section].type;
  if (type != SHT_SYMTAB && type != SHT_DYNSYM) return {};
  auto* data = elf_getdata(elf_getscn(elf_.get(), section), nullptr);
  if (data == nullptr) return {};
  std::vector<Symbol> symbols;
  const int count = count_of(*data, sizeof(Elf64_Sym));
  symbols.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    GElf_Sym symbol;
    if (gelf_getsym(data, i, &symbol) == nullptr) return {};
    const auto* name = elf_strptr(elf_.get(), sections_[section].link, symbol.st_name);
    symbols.push_back({.name = name == nullptr ? "" : name,
                       .value = symbol.st_value,
                       .size = symbol.st_size,
                       .section = symbol.st_shndx,
                       .type = static_cast<std::uint8_t>(GELF_ST_TYPE(symbol.st_info)),
                       .binding = static_cast<std::uint8_t>(GELF_ST_BIND(symbol.st_info))});
  }
  return symbols;
}

std::vector<Relocation> ElfFile::relocations_of(std::size_t section) const {
  if (section >= sections_.size() || sections_[section].type != SHT_RELA) return {};
  auto* data = elf_getdata(elf_getscn(elf_.get(), section), nullptr);
  if (data == nullptr) return {};
  std::vector<Relocation> relocations;
  const int count = count_of(*data, sizeof(Elf64_Rela));
  relocations.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    GElf_Rela relocation;
    if (gelf_getrela(data, i, &relocation) == nullptr) return {};
    relocations.push_back({.offset = relocation.r_offset,
                           .symbol = static_cast<std::uint32_t>(GELF_R_SYM(relocation.r_info)),
                           .type = static_cast<std::uint32_t>(GELF_R_TYPE(relocation.r_info)),
                           .addend = relocation.r_addend});
  }
  return relocations;
}

std::vector<Range> ElfFile::build_ids() const {
  std::vector<Range> found;
  for (const auto& segment : segments_) {
    if (segment.type != PT_NOTE || segment.file_size == 0) continue;
    if (!bytes_at({.offset = segment.offset, .size = segment.file_size})) continue;
    auto* notes = elf_getdata_rawchunk(elf_.get(), static_cast<std::int64_t>(segment.offset),
                                       segment.file_size, ELF_T_NHDR);
    if (notes != nullptr) add_build_ids(*notes, segment.offset, found);
  }
  return found;
}

}  // namespace benchgate::elf
