#include "benchgate/store/night_digest.h"

#include <array>
#include <bit>
#include <optional>
#include <string>
#include <string_view>

#include "benchgate/base/hash.h"
#include "benchgate/store/history_json.h"

namespace benchgate::store {
namespace {

/// Bytes that tell values apart: lengths before texts, lowest byte first.
class Bytes {
 public:
  void add(std::uint64_t number) {
    std::array<char, sizeof number> bytes{};
    for (auto& byte : bytes) {
      byte = static_cast<char>(number & 0xFFU);
      number >>= 8U;
    }
    bytes_.append(bytes.data(), bytes.size());
  }
  void add(std::string_view text) {
    add(std::uint64_t{text.size()});
    bytes_ += text;
  }
  void add(double number) { add(std::bit_cast<std::uint64_t>(number + 0.0)); }  // -0 is 0
  void add(const std::optional<double>& number) {
    add(std::uint64_t{number.has_value()});
    if (number) add(*number);
  }
  [[nodiscard]] std::uint64_t hash() const { return hash_of(bytes_); }

 private:
  std::string bytes_;
};

}  // namespace

std::uint64_t night_digest(const model::HistoryRecord& record) {
  Bytes bytes;
  bytes.add(record.run.id);
  bytes.add(static_cast<std::uint64_t>(record.run.measured_at));
  bytes.add(std::uint64_t{record.points.size()});
  for (const auto& [series, definition, value, lower, upper, samples] : record.points) {
    bytes.add(series.suite);
    bytes.add(series.benchmark);
    bytes.add(series.metric);
    bytes.add(static_cast<std::uint64_t>(series.basis.kind));
    bytes.add(series.basis.of);
    bytes.add(value);
    bytes.add(lower);
    bytes.add(upper);
    bytes.add(std::uint64_t{samples});
  }
  for (const auto& [suite, benchmark, message] : record.failures) {
    bytes.add(suite);
    bytes.add(benchmark);
    bytes.add(message);
  }
  return bytes.hash();
}

bool counts_before(const model::HistoryRun& one, const model::HistoryRun& other) {
  const auto telling = [](const model::HistoryRun& run) {
    return write_record_json({.run = run, .points = {}, .failures = {}}, JsonLayout::OneLine);
  };
  return telling(one) < telling(other);
}

}  // namespace benchgate::store
