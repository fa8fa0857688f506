#include "benchgate/reach/image.h"

#include <string>
#include <variant>

#include <gtest/gtest.h>

#include "reach/compiled_program.h"

namespace benchgate::reach {
namespace {

std::string refusal(const std::filesystem::path& file) {
  auto opened = elf::ElfFile::open(file);
  if (!opened) return "no ELF file";
  const auto image = Image::read(std::move(*opened));
  const auto* unreadable = std::get_if<Unreadable>(&image);
  return unreadable == nullptr ? "" : unreadable->reason;
}

TEST(Image, SaysWhatItLacks) {
  const reach_test::CompiledPrograms programs;
  EXPECT_EQ(refusal(programs.compile("whole", "")), "");
  EXPECT_EQ(refusal(programs.compile("stripped", "", "&& strip stripped")),
            "it has no symbol table; do not strip it or link it with -s");
  EXPECT_EQ(refusal(programs.compile("bare", "", "&& c++ bare.cc -o bare")),
            "it has no relocations; link it with -Wl,--emit-relocs");
}

TEST(Image, HasABlockForEachFunctionAndObject) {
  const reach_test::CompiledPrograms programs;
  const auto image = reach_test::image_of(programs.compile(
      "a",
      "int f(int x) { return x + 1; } extern const int t[3] = {1, 2, 3}; thread_local int v = 5;"));
  const auto size_of = [&](std::string_view name) -> Address {
    for (const auto& block : image.blocks()) {
      if (block.name == name) return block.end - block.begin;
    }
    return 0;
  };
  EXPECT_EQ(size_of("_Z1fi"), 4U);  // lea 1(%rdi),%eax; ret
  EXPECT_EQ(size_of("t"), 12U);
  EXPECT_EQ(size_of("v"), 4U);
  EXPECT_EQ(image.region_at(0), nullptr);
  EXPECT_EQ(image.block_at(~Address{0}), nullptr);
}

}  // namespace
}  // namespace benchgate::reach
