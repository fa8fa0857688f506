#include "benchgate/model/unit.h"

#include <array>
#include <charconv>
#include <cmath>

namespace benchgate::model {
namespace {

struct Suffix {
  std::string_view text;
  double scale;
  Unit unit;
};

constexpr std::array kSuffixes = {
    Suffix{"", 1, Unit::None},
    Suffix{"ns", 1, Unit::Nanoseconds},
    Suffix{"us", 1e3, Unit::Nanoseconds},
    Suffix{"\u00b5s", 1e3, Unit::Nanoseconds},  // micro sign
    Suffix{"\u03bcs", 1e3, Unit::Nanoseconds},  // small mu, what keyboards give
    Suffix{"ms", 1e6, Unit::Nanoseconds},
    Suffix{"s", 1e9, Unit::Nanoseconds},
    Suffix{"min", 60e9, Unit::Nanoseconds},
    Suffix{"B", 1, Unit::Bytes},
    Suffix{"kB", 1e3, Unit::Bytes},
    Suffix{"MB", 1e6, Unit::Bytes},
    Suffix{"GB", 1e9, Unit::Bytes},
    Suffix{"KiB", 1024, Unit::Bytes},
    Suffix{"MiB", 1024.0 * 1024, Unit::Bytes},
    Suffix{"GiB", 1024.0 * 1024 * 1024, Unit::Bytes},
    Suffix{"B/s", 1, Unit::BytesPerSecond},
    Suffix{"kB/s", 1e3, Unit::BytesPerSecond},
    Suffix{"MB/s", 1e6, Unit::BytesPerSecond},
    Suffix{"GB/s", 1e9, Unit::BytesPerSecond},
    Suffix{"MiB/s", 1024.0 * 1024, Unit::BytesPerSecond},
    Suffix{"GiB/s", 1024.0 * 1024 * 1024, Unit::BytesPerSecond},
    Suffix{"/s", 1, Unit::ItemsPerSecond},
    Suffix{"items/s", 1, Unit::ItemsPerSecond},
    Suffix{"%", 1, Unit::Fraction},  // divided by 100 below
};

}  // namespace

std::optional<double> nanoseconds_per(std::string_view time_unit) {
  if (time_unit == "ns") return 1.0;
  if (time_unit == "us") return 1e3;
  if (time_unit == "ms") return 1e6;
  if (time_unit == "s") return 1e9;
  return std::nullopt;
}

std::optional<Quantity> parse_quantity(std::string_view text) {
  const char* const end = text.data() + text.size();
  double value = 0;
  const auto [rest, status] = std::from_chars(text.data(), end, value);
  if (status != std::errc{} || !std::isfinite(value)) return std::nullopt;
  std::string_view suffix(rest, static_cast<std::size_t>(end - rest));
  while (!suffix.empty() && suffix.front() == ' ') suffix.remove_prefix(1);
  for (const auto& [name, scale, unit] : kSuffixes) {
    if (name != suffix) continue;
    // Multiplying by 0.01 would make 7 % 0.07000000000000001.
    const Quantity scaled{unit == Unit::Fraction ? value / 100 : value * scale, unit};
    return std::isfinite(scaled.value) ? std::optional(scaled) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace benchgate::model
