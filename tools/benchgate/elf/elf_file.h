// The content of an ELF file, read with libelf: segments, sections, symbols, relocations, notes.
//
// Only for 64-bit little-endian files; other files count as no ELF files. It interprets nothing:
// no addresses are resolved and no code is decoded. Any bytes are safe to read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct Elf;

namespace benchgate::elf {

struct Header {
  std::uint32_t type = 0;     ///< ET_EXEC, ET_DYN ...
  std::uint32_t machine = 0;  ///< EM_X86_64 ...
  std::uint64_t entry = 0;
};

struct Segment {
  std::uint32_t type = 0;  ///< PT_LOAD ...
  std::uint32_t flags = 0;
  std::uint64_t offset = 0;
  std::uint64_t address = 0;
  std::uint64_t file_size = 0;

  [[nodiscard]] bool is_loaded() const;  ///< PT_LOAD
};

struct Section {
  std::string name;
  std::uint32_t type = 0;  ///< SHT_PROGBITS ...
  std::uint64_t flags = 0;
  std::uint64_t address = 0;
  std::uint64_t size = 0;
  std::uint32_t link = 0;
  std::uint32_t info = 0;

  [[nodiscard]] bool is_loaded() const;        ///< SHF_ALLOC
  [[nodiscard]] bool is_code() const;          ///< SHF_EXECINSTR
  [[nodiscard]] bool has_relocations() const;  ///< SHT_RELA
};

struct Symbol {
  std::string_view name;  ///< lives as long as the file
  std::uint64_t value = 0;
  std::uint64_t size = 0;
  std::uint32_t section = 0;  ///< SHN_UNDEF, SHN_ABS, an index
  std::uint8_t type = 0;      ///< STT_FUNC ...
  std::uint8_t binding = 0;   ///< STB_GLOBAL ...
};

struct Relocation {
  std::uint64_t offset = 0;
  std::uint32_t symbol = 0;  ///< an index; 0 for none
  std::uint32_t type = 0;
  std::int64_t addend = 0;
};

/// A part of the file by its offset.
struct Range {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

/// Views that it returns live as long as the object.
class ElfFile {
 public:
  /// Nothing where it cannot be read or is no such file. Reads parts when they are asked for.
  [[nodiscard]] static std::optional<ElfFile> open(const std::filesystem::path& path);
  [[nodiscard]] static std::optional<ElfFile> parse(std::string bytes);

  [[nodiscard]] const Header& header() const { return header_; }
  [[nodiscard]] const std::vector<Segment>& segments() const { return segments_; }
  /// The offset behind the last byte that is loaded: debug information follows.
  [[nodiscard]] std::uint64_t loaded_end() const;
  /// By index, the empty first one included.
  [[nodiscard]] const std::vector<Section>& sections() const { return sections_; }

  /// The section's bytes in the file; nothing for one without (SHT_NOBITS) or a damaged one.
  [[nodiscard]] std::optional<std::string_view> bytes_of(std::size_t section) const;
  /// Nothing where the file is shorter.
  [[nodiscard]] std::optional<std::string_view> bytes_at(const Range& range) const;
  /// Of a symbol table, by index; empty for another section.
  [[nodiscard]] std::vector<Symbol> symbols_of(std::size_t section) const;
  /// Of a SHT_RELA section, in its order; empty for another one.
  [[nodiscard]] std::vector<Relocation> relocations_of(std::size_t section) const;
  /// Where the content of the GNU build ID lies in the file.
  [[nodiscard]] std::vector<Range> build_ids() const;

 private:
  struct End {
    void operator()(Elf* elf) const;
  };
  struct Descriptor {
    explicit Descriptor(int opened) : number(opened) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor();
    int number;
  };
  ElfFile() = default;
  [[nodiscard]] bool read_headers();
  void read_sections();

  std::unique_ptr<Descriptor> descriptor_;  // outlives elf_
  std::unique_ptr<std::string> image_;      // a string that moves would move its bytes
  std::unique_ptr<Elf, End> elf_;
  Header header_;
  std::vector<Segment> segments_;
  std::vector<Section> sections_;
};

}  // namespace benchgate::elf
