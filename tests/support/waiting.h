// How tests wait: for an event, with a deadline that only a fault can reach. The machine may be
// busy with eight other things, so no test says how soon something has to happen.
#pragma once

#include <chrono>
#include <exception>
#include <thread>

namespace test_support {

/// Whether it holds within two minutes. Asks every few milliseconds and returns at once when it
/// does.
template <typename Condition>
[[nodiscard]] bool eventually(Condition holds) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(2);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

/// For a time limit that one thing has to exceed and the others must not: calls `attempt` with
/// `first`, then with twice as much and so on up to a minute or two, until it returns true. A quiet
/// machine needs one attempt, a busy one several. What the last attempt throws passes through.
template <typename Attempt>
[[nodiscard]] bool given_time(std::chrono::duration<double> first, Attempt attempt) {
  for (auto limit = first; limit < std::chrono::minutes(1); limit *= 2) {
    try {
      if (attempt(limit)) return true;
    } catch (const std::exception&) {
    }
  }
  return attempt(std::chrono::minutes(2));
}

}  // namespace test_support
