#include "benchgate/reach/frames.h"

#include <algorithm>
#include <cstring>
#include <set>
#include <string_view>

namespace benchgate::reach {
namespace {

// DWARF pointer encodings.
constexpr unsigned kRelative = 0x10;
constexpr unsigned kIndirect = 0x80;
constexpr unsigned kOmitted = 0xFF;

/// Reads forward; what lies beyond the end makes it bad.
class Cursor {
 public:
  Cursor(std::string_view bytes, Address address) : bytes_(bytes), address_(address) {}

  [[nodiscard]] bool is_good() const { return good_; }
  [[nodiscard]] std::size_t position() const { return at_; }
  [[nodiscard]] std::string_view rest() const { return bytes_.substr(at_); }
  void skip(std::uint64_t count) {
    if (count > bytes_.size() - at_) good_ = false;
    at_ = good_ ? at_ + static_cast<std::size_t>(count) : bytes_.size();
  }
  template <typename Integer>
  Integer read() {
    Integer value{};
    const auto begin = at_;
    skip(sizeof(Integer));
    if (good_) std::memcpy(&value, bytes_.data() + begin, sizeof(Integer));
    return value;
  }
  std::uint64_t read_leb128() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; good_ && shift < 64; shift += 7) {
      const auto byte = read<std::uint8_t>();
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if ((byte & 0x80U) == 0) break;
    }
    return value;
  }
  std::string_view read_text() {
    const auto text = rest().substr(0, rest().find('\0'));
    skip(text.size() + 1);
    return text;
  }
  /// Four bytes, absolute or relative; anything else is bad. Nothing for a null pointer.
  std::optional<Address> read_pointer(unsigned encoding) {
    const auto place = address_ + at_;
    const auto format = encoding & 0x0FU;
    const auto base = encoding & 0x70U;
    if ((format != 0x0B && format != 0x03) || (base != 0 && base != kRelative)) good_ = false;
    const auto raw = read<std::int32_t>();
    if (!good_ || raw == 0) return std::nullopt;
    const auto value = format == 0x03 ? static_cast<std::int64_t>(static_cast<std::uint32_t>(raw))
                                      : std::int64_t{raw};
    return static_cast<Address>(value) + (base == kRelative ? place : 0);
  }

 private:
  std::string_view bytes_;
  Address address_;
  std::size_t at_ = 0;
  bool good_ = true;
};

/// A common information entry.
struct Common {
  std::string rules;
  unsigned code_encoding = 0;
  unsigned handler_encoding = kOmitted;
  bool has_augmentation = false;
};

void skip_pointer(Cursor& cursor, unsigned encoding) {
  const auto format = encoding & 0x0FU;
  cursor.skip(format == 0x03 || format == 0x0B ? 4 : 8);
}

/// `record` begins behind its length and its zero.
std::optional<Common> read_common(std::string_view record) {
  Cursor cursor(record, 0);
  Common common;
  const auto version = cursor.read<std::uint8_t>();
  const auto augmentation = cursor.read_text();
  common.rules = std::string(augmentation) + ' ' + std::to_string(version);
  for (int i = 0; i < 3; ++i) common.rules += ' ' + std::to_string(cursor.read_leb128());
  if (version != 1 || (!augmentation.empty() && augmentation[0] != 'z')) return std::nullopt;
  common.has_augmentation = !augmentation.empty();
  if (common.has_augmentation) cursor.read_leb128();
  for (const char letter : augmentation.substr(common.has_augmentation ? 1 : 0)) {
    if (letter == 'R') {
      common.code_encoding = cursor.read<std::uint8_t>();
    } else if (letter == 'L') {
      common.handler_encoding = cursor.read<std::uint8_t>();
    } else if (letter == 'P') {
      const unsigned encoding = cursor.read<std::uint8_t>();
      skip_pointer(cursor, encoding);
    } else if (letter != 'S' && letter != 'B') {
      return std::nullopt;
    }
  }
  if (!cursor.is_good()) return std::nullopt;
  common.rules += cursor.rest();
  return common;
}

class Reader {
 public:
  Reader(std::string_view bytes, Address address) : bytes_(bytes), address_(address) {}

  /// Of each function; `handlers_end` is not known yet.
  std::optional<std::unordered_map<Address, Frame>> read() {
    for (std::size_t at = 0; bytes_.size() - at >= 4;) {
      Cursor cursor(bytes_.substr(at), address_ + at);
      const auto size = cursor.read<std::uint32_t>();
      if (size == 0) {  // the end of one object's entries
        at += 4;
        continue;
      }
      if (size < 4 || size > bytes_.size() - at - 4) return std::nullopt;
      if (!read_record(at + 4, size)) return std::nullopt;
      at += std::size_t{4} + size;
    }
    return std::move(frames_);
  }

 private:
  bool read_record(std::size_t at, std::size_t size) {
    Cursor cursor(bytes_.substr(at, size), address_ + at);
    const auto distance = cursor.read<std::uint32_t>();
    if (distance == 0) {
      auto common = read_common(cursor.rest());
      if (!common) return false;
      common_.emplace(at - 4, std::move(*common));
      return true;
    }
    const auto common = common_.find(at - distance);
    return distance <= at && common != common_.end() && read_frame(cursor, common->second);
  }

  bool read_frame(Cursor& cursor, const Common& common) {
    const auto code = cursor.read_pointer(common.code_encoding);
    cursor.skip(4);  // how long the code is: the block says it
    Frame frame{.rules = common.rules};
    if (common.has_augmentation) {
      const auto size = cursor.read_leb128();
      const auto begin = cursor.position();
      if ((common.handler_encoding & kIndirect) == 0) {
        if (const auto handlers = cursor.read_pointer(common.handler_encoding)) {
          frame.handlers_begin = *handlers;
        }
      }
      const auto used = cursor.position() - begin;
      if (used > size) return false;
      cursor.skip(size - used);
    }
    if (!cursor.is_good()) return false;
    frame.rules += '|';
    frame.rules += cursor.rest();
    if (code) frames_.emplace(*code, std::move(frame));
    return true;
  }

  std::string_view bytes_;
  Address address_;
  std::unordered_map<std::size_t, Common> common_;
  std::unordered_map<Address, Frame> frames_;
};

}  // namespace

std::optional<std::unordered_map<Address, Frame>> read_frames(const Image& image) {
  const auto* region = image.region_named(".eh_frame");
  if (region == nullptr) return std::unordered_map<Address, Frame>{};
  auto frames = Reader(region->bytes, region->begin).read();
  if (!frames) return std::nullopt;
  std::set<Address> begins;
  for (const auto& [code, frame] : *frames) begins.insert(frame.handlers_begin);
  for (auto& [code, frame] : *frames) {
    if (frame.handlers_begin == 0) continue;
    const auto* handlers = image.region_at(frame.handlers_begin);
    if (handlers == nullptr) return std::nullopt;
    const auto next = begins.upper_bound(frame.handlers_begin);
    frame.handlers_end = next == begins.end() ? handlers->end : std::min(*next, handlers->end);
  }
  return frames;
}

}  // namespace benchgate::reach
