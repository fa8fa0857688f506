#include "benchgate/github/retry.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>

namespace benchgate::github {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

std::optional<std::int64_t> whole_number(const HttpResponse& response, const char* header) {
  const auto found = response.headers.find(header);
  if (found == response.headers.end()) return std::nullopt;
  const auto& text = found->second;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  constexpr std::int64_t kMost = std::int64_t{1} << 40U;  // a duration of it still fits
  if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return std::min(value, kMost);
}

milliseconds doubling(milliseconds first, int attempt) {
  return first * (1 << std::clamp(attempt - 1, 0, 8));
}

}  // namespace

bool is_rate_limited(const HttpResponse& response) {
  if (response.status == 429) return true;
  if (response.status != 403) return false;
  return response.headers.contains("retry-after") ||
         whole_number(response, "x-ratelimit-remaining") == 0 ||
         response.body.find("secondary rate limit") != std::string::npos;
}

milliseconds wait_after_failure(int attempt) {
  return doubling(milliseconds(500), attempt);
}

std::optional<milliseconds> wait_before_retry(const HttpResponse& response, int attempt,
                                              std::chrono::system_clock::time_point now) {
  const bool limited = is_rate_limited(response);
  if (!limited && response.status < 500 && response.status != 408) return std::nullopt;
  if (const auto wait = whole_number(response, "retry-after")) return seconds(*wait);
  if (!limited) return wait_after_failure(attempt);
  const auto reset = whole_number(response, "x-ratelimit-reset");
  if (reset && whole_number(response, "x-ratelimit-remaining") == 0) {
    const auto then = std::chrono::system_clock::time_point(seconds(*reset));
    // A second more: clocks differ.
    return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(then - now)) + seconds(1);
  }
  return doubling(seconds(60), attempt);  // what GitHub asks for where it names no time
}

}  // namespace benchgate::github
