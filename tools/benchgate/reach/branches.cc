#include "benchgate/reach/branches.h"

#include <cstdint>
#include <cstring>

namespace benchgate::reach {
namespace {

unsigned byte_at(std::string_view code, std::size_t at) {
  return static_cast<unsigned char>(code[at]);
}

/// jmp rel8 and jcc rel8, with the distance at `at`.
bool is_short(std::string_view code, std::size_t at) {
  const auto before = byte_at(code, at - 1);
  return before == 0xEB || (before & 0xF0U) == 0x70;
}

/// call, jmp, jcc with 32 bits, and operands relative to the instruction pointer.
bool is_near(std::string_view code, std::size_t at) {
  const auto before = byte_at(code, at - 1);
  return before == 0xE8 || before == 0xE9 || (before & 0xC7U) == 0x05 ||
         (at >= 2 && byte_at(code, at - 2) == 0x0F && (before & 0xF0U) == 0x80);
}

Address moved(Address address, std::int64_t distance) {
  return address + static_cast<Address>(distance);
}

}  // namespace

std::vector<Branch> unrelocated_branches(const Image& image, Address begin, std::string_view code) {
  std::vector<Branch> branches;
  const auto* region = image.region_at(begin);
  const auto end = begin + code.size();
  const auto leaves = [&](Address target) {
    return (target < begin || target >= end) && target >= region->begin && target < region->end;
  };
  auto [next, last] = image.relocations(begin, end);
  for (std::size_t at = 1; at < code.size(); ++at) {
    const auto place = begin + at;
    while (next != last && next->place + 4 <= place) ++next;
    if (is_short(code, at)) {
      const auto target = moved(place + 1, static_cast<signed char>(code[at]));
      const auto* block = leaves(target) ? image.block_at(target) : nullptr;
      if (block != nullptr && block->begin == target) {
        branches.push_back({.offset = at, .target = target});
      }
    }
    const bool is_relocated = next != last && next->place < place + 4;
    if (is_relocated || at + 4 > code.size() || !is_near(code, at)) continue;
    std::int32_t distance = 0;
    std::memcpy(&distance, code.data() + at, 4);
    const auto target = moved(place + 4, distance);
    if (leaves(target)) branches.push_back({.offset = at, .target = target});
  }
  return branches;
}

}  // namespace benchgate::reach
