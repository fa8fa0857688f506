// Numbers as Google Benchmark writes them where JSON allows no such number.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace benchgate::formats {

/// NaN or infinity, as C, C++, Java or Windows write it?
[[nodiscard]] bool is_non_finite(std::string_view token);

struct RepairedNumber {
  std::string number;          ///< as JSON writes it
  std::size_t length = 0;      ///< of what stood there instead
  bool is_percentage = false;  ///< else digits were grouped, or the decimal sign was a comma
};

/// The number that `text` begins with, where it is one of those: "2%", "nan%", "1,000,000",
/// "1'000", "1.000.000" and "1,5e+00". A comma belongs to a number only where `in_object`: behind a
/// number in an object no other one may follow.
[[nodiscard]] std::optional<RepairedNumber> repair_number(std::string_view text, bool in_object);

}  // namespace benchgate::formats
