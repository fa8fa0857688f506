#include "benchgate/reach/access.h"

#include <elf.h>

namespace benchgate::reach {
namespace {

/// Zero before the beginning.
unsigned before(std::string_view code, std::size_t offset, std::size_t distance) {
  return distance <= offset ? static_cast<unsigned char>(code[offset - distance]) : 0;
}

/// Opcodes with an operand in memory that no immediate follows, of one byte or behind 0F; the
/// others are taken to have one. Intel SDM volume 2, appendix A.
bool is_without_immediate(unsigned opcode) {
  const auto low = opcode & 7U;
  if (opcode < 0x40)
    return low < 4 || (opcode >= 0x10 && opcode < 0x18) || (opcode & 0xF8U) == 0x28;
  if (opcode < 0x60) return true;  // cmov, arithmetic on vectors
  switch (opcode) {
    case 0x63:
    case 0x6E:
    case 0x6F:
    case 0x7E:
    case 0x7F:
    case 0xAF:
    case 0xB6:
    case 0xB7:
    case 0xBE:
    case 0xBF:
    case 0xD6:
    case 0xFE:
    case 0xFF:
      return true;
    default:
      return (opcode >= 0x84 && opcode <= 0x8D) || (opcode >= 0xD8 && opcode <= 0xDF);
  }
}

bool has_immediate_map(std::string_view code, std::size_t offset) {
  if (before(code, offset, 3) == 0x3A) return true;  // 0F 3A
  const bool vex = before(code, offset, 5) == 0xC4 && (before(code, offset, 4) & 0x1FU) == 3;
  const bool evex = before(code, offset, 6) == 0x62;
  return vex || evex;
}

Access relative_access(std::string_view code, std::size_t offset) {
  const auto last = before(code, offset, 1);
  const auto opcode = before(code, offset, 2);
  if ((last & 0xC7U) == 0x05) {  // disp32(%rip)
    if (opcode == 0x8D) return Access::Taken;
    const bool exact = is_without_immediate(opcode) && !has_immediate_map(code, offset);
    return exact ? Access::Load : Access::Inexact;
  }
  if (last == 0xE8 || last == 0xE9) return Access::Branch;
  if (opcode == 0x0F && (last & 0xF0U) == 0x80) return Access::Branch;
  return Access::Indexed;
}

/// Operands in memory have R_X86_64_32S, and a base or an index; without either they are rare.
Access absolute_access(std::string_view code, std::size_t offset, std::uint32_t type) {
  if (type == R_X86_64_32) return Access::Taken;  // mov $address, %edi
  const auto last = before(code, offset, 1);
  const auto modrm = before(code, offset, 2);
  const bool has_scale = (modrm & 0xC7U) == 0x04 || (modrm & 0xC7U) == 0x84;
  return has_scale || (last & 0xC0U) == 0x80 ? Access::Indexed : Access::Taken;
}

}  // namespace

Access access_of(std::string_view code, std::size_t offset, std::uint32_t type) {
  if (is_relative(type)) return relative_access(code, offset);
  if (type == R_X86_64_32 || type == R_X86_64_32S) return absolute_access(code, offset, type);
  return Access::Taken;
}

std::uint64_t load_bytes(std::string_view code, std::size_t offset) {
  if (before(code, offset, 6) == 0x62) return 64;
  if (before(code, offset, 4) == 0xC5 || before(code, offset, 5) == 0xC4) return 32;
  return 16;
}

int relocated_bytes(std::uint32_t type) {
  switch (type) {
    case R_X86_64_64:
    case R_X86_64_PC64:
    case R_X86_64_DTPOFF64:
    case R_X86_64_TPOFF64:
    case R_X86_64_SIZE64:
      return 8;
    case R_X86_64_PC32:
    case R_X86_64_PLT32:
    case R_X86_64_GOTPCREL:
    case R_X86_64_32:
    case R_X86_64_32S:
    case R_X86_64_TLSGD:
    case R_X86_64_TLSLD:
    case R_X86_64_DTPOFF32:
    case R_X86_64_GOTTPOFF:
    case R_X86_64_TPOFF32:
    case R_X86_64_GOTPC32:
    case R_X86_64_GOTPCRELX:
    case R_X86_64_REX_GOTPCRELX:
    case R_X86_64_SIZE32:
    case R_X86_64_GOTPC32_TLSDESC:
      return 4;
    case R_X86_64_TLSDESC_CALL:
      return 0;
    default:
      return kUnknownWidth;
  }
}

bool is_relative(std::uint32_t type) {
  return type == R_X86_64_PC32 || type == R_X86_64_PLT32 || type == R_X86_64_GOTPCREL ||
         type == R_X86_64_GOTPCRELX || type == R_X86_64_REX_GOTPCRELX;
}

}  // namespace benchgate::reach
