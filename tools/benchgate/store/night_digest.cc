#include "benchgate/store/night_digest.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>
#include <string_view>

#include "benchgate/store/history_json.h"
#include "benchgate/store/stored_codes.h"

namespace benchgate::store {
namespace {

/// Eight bytes at a time: an index is made of millions of points. Multiply and fold, as in wyhash's
/// and MurmurHash's finishing; lengths before texts.
class Digest {
 public:
  void add(std::uint64_t number) {
    state_ = (state_ ^ number) * 0x9E37'79B9'7F4A'7C15U;
    state_ ^= state_ >> 32U;
  }
  void add(std::string_view text) {
    add(std::uint64_t{text.size()});
    while (!text.empty()) {
      std::uint64_t word = 0;
      const auto size = std::min(text.size(), sizeof word);
      std::memcpy(&word, text.data(), size);
      add(word);
      text.remove_prefix(size);
    }
  }
  void add(double number) { add(std::bit_cast<std::uint64_t>(number + 0.0)); }  // -0 is 0
  void add(const std::optional<double>& number) {
    add(std::uint64_t{number.has_value()});
    if (number) add(*number);
  }
  [[nodiscard]] std::uint64_t value() const { return state_; }

 private:
  std::uint64_t state_ = 1;
};

}  // namespace

std::uint64_t night_digest(const model::HistoryRecord& record) {
  Digest digest;
  digest.add(record.run.id);
  digest.add(static_cast<std::uint64_t>(record.run.measured_at));
  digest.add(std::uint64_t{record.points.size()});
  for (const auto& [series, definition, value, lower, upper, samples] : record.points) {
    digest.add(series.suite);
    digest.add(series.benchmark);
    digest.add(series.metric);
    digest.add(static_cast<std::uint64_t>(basis_code(series.basis.kind)));
    digest.add(series.basis.of);
    digest.add(value);
    digest.add(lower);
    digest.add(upper);
    digest.add(std::uint64_t{samples});
  }
  for (const auto& [suite, benchmark, message] : record.failures) {
    digest.add(suite);
    digest.add(benchmark);
    digest.add(message);
  }
  return digest.value();
}

bool counts_before(const model::HistoryRun& one, const model::HistoryRun& other) {
  const auto telling = [](const model::HistoryRun& run) {
    return write_record_json({.run = run, .points = {}, .failures = {}}, JsonLayout::OneLine);
  };
  return telling(one) < telling(other);
}

}  // namespace benchgate::store
