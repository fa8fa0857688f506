#include "benchgate/elf/elf_file.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/temporary_folder.h"

namespace benchgate::elf {
namespace {

namespace fs = std::filesystem;

/// What readelf says of the file that `as` makes of `kSource`.
constexpr const char* kSource =
    ".globl f\n.type f, @function\n.section .text.f,\"ax\",@progbits\nf: call g\nret\n.size f, "
    ".-f\n";

class ElfFileOf : public testing::Test {
 protected:
  void SetUp() override {
    std::ofstream(at("a.s")) << kSource;
    const auto command = "cd '" + folder_.path().string() + "' && as --64 a.s -o a.o";
    ASSERT_EQ(std::system(command.c_str()), 0);
    std::ifstream file(at("a.o"), std::ios::binary);
    whole_.assign(std::istreambuf_iterator<char>(file), {});
  }
  [[nodiscard]] fs::path at(const std::string& name) const { return folder_.path() / name; }

  test_support::TemporaryFolder folder_;
  std::string whole_;
};

std::size_t index_of(const ElfFile& file, const std::string& name) {
  for (std::size_t i = 0; i < file.sections().size(); ++i) {
    if (file.sections()[i].name == name) return i;
  }
  return 0;
}

TEST_F(ElfFileOf, AnObjectHasSectionsSymbolsAndRelocations) {
  const auto file = ElfFile::open(at("a.o"));
  ASSERT_TRUE(file);
  EXPECT_EQ(file->header().type, 1U);      // ET_REL
  EXPECT_EQ(file->header().machine, 62U);  // EM_X86_64
  const auto text = index_of(*file, ".text.f");
  ASSERT_NE(text, 0U);
  EXPECT_EQ(file->bytes_of(text), std::string_view("\xE8\0\0\0\0\xC3", 6));
  const auto relocations = file->relocations_of(index_of(*file, ".rela.text.f"));
  ASSERT_EQ(relocations.size(), 1U);
  EXPECT_EQ(relocations[0].offset, 1U);
  EXPECT_EQ(relocations[0].type, 4U);  // R_X86_64_PLT32
  EXPECT_EQ(relocations[0].addend, -4);
  const auto symbols = file->symbols_of(index_of(*file, ".symtab"));
  ASSERT_LT(relocations[0].symbol, symbols.size());
  EXPECT_EQ(symbols[relocations[0].symbol].name, "g");
  EXPECT_EQ(symbols[relocations[0].symbol].section, 0U);
}

TEST_F(ElfFileOf, BytesAndAFileReadTheSame) {
  const auto parsed = ElfFile::parse(whole_);
  const auto opened = ElfFile::open(at("a.o"));
  ASSERT_TRUE(parsed && opened);
  ASSERT_EQ(parsed->sections().size(), opened->sections().size());
  for (std::size_t i = 0; i < parsed->sections().size(); ++i) {
    EXPECT_EQ(parsed->bytes_of(i), opened->bytes_of(i)) << i;
  }
}

TEST_F(ElfFileOf, ALinkedFileHasItsBuildId) {
  const auto command =
      "cd '" + folder_.path().string() + "' && ld -shared a.o -o a.so --build-id=0xabcdef01";
  ASSERT_EQ(std::system(command.c_str()), 0);
  const auto file = ElfFile::open(at("a.so"));
  ASSERT_TRUE(file);
  const auto ids = file->build_ids();
  ASSERT_EQ(ids.size(), 1U);
  EXPECT_EQ(file->bytes_at(ids[0]), std::string_view("\xAB\xCD\xEF\x01", 4));
}

TEST_F(ElfFileOf, WhatIsNoneIsRefused) {
  EXPECT_FALSE(ElfFile::parse(""));
  EXPECT_FALSE(ElfFile::parse("#!/bin/sh\n"));
  EXPECT_FALSE(ElfFile::parse(whole_.substr(0, 63)));
  auto other = whole_;
  other[4] = '\1';  // 32 bits
  EXPECT_FALSE(ElfFile::parse(other));
  other = whole_;
  other[5] = '\2';  // big-endian
  EXPECT_FALSE(ElfFile::parse(other));
  EXPECT_FALSE(ElfFile::open("/dev/null"));
  EXPECT_FALSE(ElfFile::open("/no/such/file"));
  EXPECT_FALSE(ElfFile::open(folder_.path()));
}

TEST_F(ElfFileOf, WhatLiesBeyondTheEndIsNotThere) {
  const auto file = ElfFile::parse(whole_);
  ASSERT_TRUE(file);
  EXPECT_FALSE(file->bytes_at({.offset = whole_.size(), .size = 1}));
  EXPECT_FALSE(file->bytes_at({.offset = ~0ULL, .size = 2}));
  EXPECT_FALSE(file->bytes_at({.offset = 1, .size = ~0ULL}));
  EXPECT_FALSE(file->bytes_of(1000));
  EXPECT_TRUE(file->symbols_of(1000).empty());
  EXPECT_TRUE(file->relocations_of(0).empty());
}

}  // namespace
}  // namespace benchgate::elf
