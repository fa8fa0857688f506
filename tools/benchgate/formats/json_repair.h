// Turns files that Google Benchmark writes against JSON's rules into JSON. No value changes.
//
// Releases before 1.5 escaped nothing in texts and wrote the error of a complexity fit as 2%; those
// around 1.5.5 left out the commas around custom context; up to 1.9.4 numbers follow the locale
// ("1,000,000"). Any release leaves a file that ends too early where its process is killed.
// Python's json writes the half of a character as it is (\ud800). Bare NaN and Infinity need no
// repair, the reader takes them for what they are. Everything else that is not JSON stays so, and
// is refused by the parser with its place.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace benchgate::formats {

struct JsonRepair {
  std::string text;                    ///< the repaired text, where `repaired()`
  std::size_t control_characters = 0;  ///< escaped inside strings
  std::size_t backslashes = 0;         ///< escaped inside strings
  std::size_t quotes = 0;              ///< escaped inside strings
  std::size_t half_characters = 0;     ///< of UTF-16, without the other half: became U+FFFD
  std::size_t missing_commas = 0;      ///< put into "context"
  std::size_t percentages = 0;         ///< 2% became 2e-2
  std::size_t locale_numbers = 0;      ///< 1,000 became 1000, 1,5e+00 became 1.5e+00
  bool truncated = false;              ///< cut after the last whole row and closed
  std::size_t rows_kept = 0;           ///< whole rows in front of the cut, if truncated
  std::optional<std::size_t> end;      ///< where the first document ends, if it does

  [[nodiscard]] bool repaired() const {
    return truncated || control_characters + backslashes + quotes + half_characters +
                                missing_commas + percentages + locale_numbers >
                            0;
  }
};

/// Repairs a result file: an object with an array "benchmarks" of objects (rows). A text that ends
/// inside of it is cut after its last whole row; one that ends before that array begins is beyond
/// repair. Takes time and memory linear in the text.
///
/// `Quotes::Guess`: quotes inside of texts may not be escaped; which of them end a text is guessed
/// by what follows. Only for what cannot be read otherwise.
enum class Quotes { EndTexts, Guess };
[[nodiscard]] JsonRepair repair_json(std::string_view text, Quotes quotes = Quotes::EndTexts);

}  // namespace benchgate::formats
