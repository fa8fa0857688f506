#pragma once

// Random numbers that are the same on every machine.
//
// The engine is std::mt19937_64, whose output the standard fixes; the distributions
// are our own, because the standard leaves theirs to the library and libstdc++ and
// libc++ would generate two different datasets from one seed. Not for statistics or
// secrets: it only makes benchmark data.

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>

namespace benches {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  /// All 64 bits of the engine's next output.
  [[nodiscard]] std::uint64_t bits() { return engine_(); }

  /// Uniform in [0, limit); limit must be positive. Biased by at most limit / 2^53.
  [[nodiscard]] std::size_t below(std::size_t limit) {
    return static_cast<std::size_t>(unit() * static_cast<double>(limit));
  }

  /// Uniform in [0, 1), in steps of 2^-53.
  [[nodiscard]] double unit() { return static_cast<double>(engine_() >> 11) * 0x1.0p-53; }

  /// True with the given probability in [0, 1].
  [[nodiscard]] bool chance(double probability) { return unit() < probability; }

  /// One element, each as likely as the others; the span must not be empty.
  template <typename T>
  [[nodiscard]] const T& pick(std::span<const T> from) {
    return from[below(from.size())];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace benches
