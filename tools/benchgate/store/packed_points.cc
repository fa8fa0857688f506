#include "benchgate/store/packed_points.h"

#include <array>
#include <bit>
#include <cstddef>

#include "benchgate/store/sqlite.h"

namespace benchgate::store {
namespace {

/// run, value, lower, upper, samples, definition; that with whether there is an interval.
constexpr std::size_t kSize = 4 * 8 + 2 * 4;

template <class Number>
void put(Number number, std::string& bytes) {
  std::array<char, sizeof number> all{};
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i] = static_cast<char>(static_cast<unsigned char>(number >> (8 * i)));
  }
  bytes.append(all.data(), all.size());
}

template <class Number>
Number take(std::string_view& bytes) {
  Number number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i) {
    number |= static_cast<Number>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  bytes.remove_prefix(sizeof number);
  return number;
}

double take_double(std::string_view& bytes) {
  return std::bit_cast<double>(take<std::uint64_t>(bytes));
}

}  // namespace

void pack(const PackedPoint& point, std::string& bytes) {
  const bool has_interval = point.lower && point.upper;
  put(static_cast<std::uint64_t>(point.run), bytes);
  put(std::bit_cast<std::uint64_t>(point.value), bytes);
  put(std::bit_cast<std::uint64_t>(point.lower.value_or(0)), bytes);
  put(std::bit_cast<std::uint64_t>(point.upper.value_or(0)), bytes);
  put(point.samples, bytes);
  put(static_cast<std::uint32_t>(point.definition) * 2 + (has_interval ? 1U : 0U), bytes);
}

std::vector<PackedPoint> unpack(std::string_view bytes) {
  if (bytes.size() % kSize != 0) throw SqliteError("points of the index are cut off", true);
  std::vector<PackedPoint> points;
  points.reserve(bytes.size() / kSize);
  while (!bytes.empty()) {
    PackedPoint point;
    point.run = static_cast<std::int64_t>(take<std::uint64_t>(bytes));
    point.value = take_double(bytes);
    point.lower = take_double(bytes);
    point.upper = take_double(bytes);
    point.samples = take<std::uint32_t>(bytes);
    const auto code = take<std::uint32_t>(bytes);
    point.definition = code / 2;
    if (code % 2 == 0) point.lower = point.upper = std::nullopt;
    points.push_back(point);
  }
  return points;
}

}  // namespace benchgate::store
