// Points of one series as the bytes that an index keeps of them: many in one value of the database,
// which is written and read at once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace benchgate::store {

struct PackedPoint {
  std::int64_t run = 0;  ///< its key in the index
  double value = 0;
  std::optional<double> lower;  ///< both or neither
  std::optional<double> upper;
  std::uint32_t samples = 0;
  std::int64_t definition = 0;  ///< definition_code() (stored_codes.h)
  bool operator==(const PackedPoint&) const = default;
};

/// Appends the same bytes on every machine.
void pack(const PackedPoint& point, std::string& bytes);

/// In order. Throws SqliteError, damaged, where the bytes are not what pack() makes.
[[nodiscard]] std::vector<PackedPoint> unpack(std::string_view bytes);

}  // namespace benchgate::store
