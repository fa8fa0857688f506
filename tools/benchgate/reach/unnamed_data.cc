#include "benchgate/reach/unnamed_data.h"

#include <algorithm>
#include <string_view>

#include <elf.h>

namespace benchgate::reach {
namespace {

/// Compilers align long texts; shorter ones follow one another.
constexpr std::size_t kAlignedText = 30;
constexpr Address kMostPadding = 64;

/// How many bytes a character of valid UTF-8 takes that is seen or is white space; 0 for others.
std::size_t character_bytes(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto first = byte(0);
  if (first < 0x80) {
    return (first >= 0x20 && first != 0x7F) || (first >= 0x09 && first <= 0x0D) || first == 0x1B;
  }
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < size) return 0;
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return 0;
  }
  return size;
}

/// How many bytes of texts and NULs there are.
bool is_text(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto size = bytes[0] == '\0' ? 1 : character_bytes(bytes);
    if (size == 0) return false;
    bytes.remove_prefix(size);
  }
  return true;
}

bool is_zero(std::string_view bytes) {
  return bytes.find_first_not_of('\0') == std::string_view::npos;
}

/// Between blocks, and between the entries of tables that are relative to their beginning.
Piece gap_around(const Image& image, const Region& region, Address address) {
  const auto* previous = image.previous_block(address, region);
  const auto* next = image.next_block(address, region);
  Piece gap{.begin = previous == nullptr ? region.begin : previous->end,
            .end = next == nullptr ? region.end : next->begin};
  const auto [first, last] = image.relocations(gap.begin, gap.end);
  const auto* after = std::lower_bound(
      first, last, address, [](const Relocation& one, Address at) { return one.place < at; });
  for (const auto* one = after; one != last; ++one) {
    if (one->type != R_X86_64_PC32) continue;
    gap.end = one->place;
    break;
  }
  for (const auto* one = after; one != first;) {
    --one;
    if (one->type != R_X86_64_PC32) continue;
    gap.begin = std::min(address, one->place + 4);
    break;
  }
  return gap;
}

/// The text at `address`, as far as the next reference to anything; nothing where it is none.
std::optional<Piece> text_at(const Image& image, const Region& region, Address address,
                             const Piece& gap) {
  if (region.writable || region.bytes.empty()) return std::nullopt;
  const auto rest = region.bytes.substr(address - region.begin, gap.end - address);
  const auto nul = rest.find('\0');
  if (nul == std::string_view::npos) return std::nullopt;
  auto end = address + nul + 1;
  end = std::max(end, std::min(gap.end, image.next_referenced(end)));
  const auto behind = region.bytes.substr(end - region.begin, gap.end - end);
  const auto text = rest.substr(0, end - address);
  if (!is_text(text)) return std::nullopt;
  if (is_zero(behind) && behind.size() < kMostPadding)
    return Piece{.begin = address, .end = gap.end};
  const bool follows = character_bytes(behind) != 0;
  const bool is_padded = nul >= kAlignedText;
  if (!follows && !is_padded) return std::nullopt;
  return Piece{.begin = address, .end = end};
}

}  // namespace

std::optional<Piece> unnamed_piece(const Image& image, const Region& region, Address address) {
  const auto gap = gap_around(image, region, address);
  if (gap.end <= address) return std::nullopt;
  if (auto text = text_at(image, region, address, gap)) {
    if (is_beginning_of_text(image, region, address)) return text;
    // A tail that is shared, or a place before the next text: that one, too.
    if (const auto next =
            text->end < gap.end ? text_at(image, region, text->end, gap) : std::nullopt) {
      return Piece{.begin = address, .end = next->end};
    }
  }
  return gap;
}

bool is_beginning_of_text(const Image& image, const Region& region, Address address) {
  const auto gap = gap_around(image, region, address);
  if (gap.end <= address || !text_at(image, region, address, gap)) return false;
  const auto offset = address - region.begin;
  return region.bytes[offset] != '\0' && (address == gap.begin || region.bytes[offset - 1] == '\0');
}

}  // namespace benchgate::reach
