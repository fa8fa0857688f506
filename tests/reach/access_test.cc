// Encodings as GNU as 2.40 assembles them.
#include "benchgate/reach/access.h"

#include <ostream>
#include <string_view>

#include <elf.h>
#include <gtest/gtest.h>

namespace benchgate::reach {
namespace {

using namespace std::string_view_literals;

struct Instruction {
  const char* text;
  std::string_view code;
  std::size_t offset;
  std::uint32_t type;
  Access access;
};

void PrintTo(const Instruction& one, std::ostream* out) {
  *out << one.text;
}

class AccessOf : public testing::TestWithParam<Instruction> {};

TEST_P(AccessOf, AnInstruction) {
  EXPECT_EQ(access_of(GetParam().code, GetParam().offset, GetParam().type), GetParam().access);
}

constexpr Instruction kInstructions[] = {
    {"call f", "\xE8\0\0\0\0"sv, 1, R_X86_64_PLT32, Access::Branch},
    {"jmp f", "\xE9\0\0\0\0"sv, 1, R_X86_64_PC32, Access::Branch},
    {"je f", "\x0F\x84\0\0\0\0"sv, 2, R_X86_64_PC32, Access::Branch},
    {"jge f", "\x0F\x8D\0\0\0\0"sv, 2, R_X86_64_PC32, Access::Branch},
    {"mov x(%rip),%eax", "\x8B\x05\0\0\0\0"sv, 2, R_X86_64_PC32, Access::Load},
    {"movsd x(%rip),%xmm0", "\xF2\x0F\x10\x05\0\0\0\0"sv, 4, R_X86_64_PC32, Access::Load},
    {"mulsd x(%rip),%xmm1", "\xF2\x0F\x59\x0D\0\0\0\0"sv, 4, R_X86_64_PC32, Access::Load},
    {"lea x(%rip),%rax", "\x48\x8D\x05\0\0\0\0"sv, 3, R_X86_64_PC32, Access::Taken},
    {"cmpb $0,x(%rip)", "\x80\x3D\0\0\0\0\0"sv, 2, R_X86_64_PC32, Access::Inexact},
    {"movl $1,x(%rip)", "\xC7\x05\0\0\0\0\1\0\0\0"sv, 2, R_X86_64_PC32, Access::Inexact},
    {"pshufd $1,x(%rip),%xmm0", "\x66\x0F\x70\x05\0\0\0\0\1"sv, 4, R_X86_64_PC32, Access::Inexact},
    {"pblendw $1,x(%rip),%xmm0", "\x66\x0F\x3A\x0E\x05\0\0\0\0\1"sv, 5, R_X86_64_PC32,
     Access::Inexact},
    {"mov $x,%edi", "\xBF\0\0\0\0"sv, 1, R_X86_64_32, Access::Taken},
    {"mov $x,%rax", "\x48\xC7\xC0\0\0\0\0"sv, 3, R_X86_64_32S, Access::Taken},
    {"mov x(,%rdi,4),%eax", "\x8B\x04\xBD\0\0\0\0"sv, 3, R_X86_64_32S, Access::Indexed},
    {"mov x(%rax),%edi", "\x8B\xB8\0\0\0\0"sv, 2, R_X86_64_32S, Access::Indexed},
    {"jmp *x(,%rax,8)", "\xFF\x24\xC5\0\0\0\0"sv, 3, R_X86_64_32S, Access::Indexed},
    {"nothing before it", "\0\0\0\0"sv, 0, R_X86_64_PC32, Access::Indexed},
};

INSTANTIATE_TEST_SUITE_P(Instructions, AccessOf, testing::ValuesIn(kInstructions));

TEST(LoadBytes, AreThoseOfTheLargestRegister) {
  EXPECT_EQ(load_bytes("\x0F\x28\x05\0\0\0\0"sv, 3), 16U);
  EXPECT_EQ(load_bytes("\xC5\xFC\x28\x05\0\0\0\0"sv, 4), 32U);
  EXPECT_EQ(load_bytes("\x62\xF1\x7C\x48\x28\x05\0\0\0\0"sv, 6), 64U);
}

TEST(RelocatedBytes, AreNotKnownOfEveryType) {
  EXPECT_EQ(relocated_bytes(R_X86_64_64), 8);
  EXPECT_EQ(relocated_bytes(R_X86_64_REX_GOTPCRELX), 4);
  EXPECT_EQ(relocated_bytes(R_X86_64_TLSDESC_CALL), 0);
  EXPECT_EQ(relocated_bytes(R_X86_64_COPY), kUnknownWidth);
  EXPECT_EQ(relocated_bytes(4711), kUnknownWidth);
}

}  // namespace
}  // namespace benchgate::reach
