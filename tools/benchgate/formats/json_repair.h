// What Google Benchmark writes and JSON forbids: made into JSON again, without changing a value.
//
// Two things only: control characters that stand raw inside strings (a label with a tab before
// 1.5), and a file that ends too early (the process was killed, the disk was full). Bare NaN and
// Infinity need no repair, the reader takes them for what they are. Everything else that is not
// JSON stays so, and is refused by the parser with its place.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace benchgate::formats {

struct JsonRepair {
  std::string text;                    ///< the repaired text, where `repaired()`
  std::size_t control_characters = 0;  ///< escaped inside strings
  bool truncated = false;              ///< cut after the last whole row and closed
  std::size_t rows_kept = 0;           ///< whole rows in front of the cut, if truncated
  std::optional<std::size_t> end;      ///< where the first document ends, if it does

  [[nodiscard]] bool repaired() const { return truncated || control_characters > 0; }
};

/// Repairs a result file: an object with an array "benchmarks" of objects (rows). A text that ends
/// inside of it is cut after its last whole row; one that ends before that array begins is beyond
/// repair and comes back as not repaired. Takes time and memory linear in the text.
[[nodiscard]] JsonRepair repair_json(std::string_view text);

}  // namespace benchgate::formats
