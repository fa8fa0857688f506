// When a request is worth repeating, and how long to wait before that.
//
// GitHub says how long where it limits ("Retry-After", "x-ratelimit-reset"); where it does not, the
// wait doubles. Decides only; waiting is the caller's.
#pragma once

#include <chrono>
#include <optional>

#include "benchgate/github/http.h"

namespace benchgate::github {

/// How long to wait before asking the same again; nothing where the answer is final. `attempt`
/// counts from 1.
[[nodiscard]] std::optional<std::chrono::milliseconds> wait_before_retry(
    const HttpResponse& response, int attempt, std::chrono::system_clock::time_point now);

/// The same where there was no answer.
[[nodiscard]] std::chrono::milliseconds wait_after_failure(int attempt);

/// Was a request refused for its number, and not for what it asks? Then it did nothing.
[[nodiscard]] bool is_rate_limited(const HttpResponse& response);

inline constexpr int kMostAttempts = 6;

}  // namespace benchgate::github
