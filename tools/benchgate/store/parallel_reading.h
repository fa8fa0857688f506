// Reads many things on up to four CPUs and hands the results on in order, on the calling thread.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <optional>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace benchgate::store {

/// Calls `read(i)` for each i below `count`, on several threads and a few dozen ahead, and
/// `take(i, get)` with each in order on this one: `get()` is what `read` returned or threw. What
/// `take` throws ends it.
template <class Read, class Take>
void read_in_order(std::size_t count, const Read& read, const Take& take) {
  using Result = std::invoke_result_t<Read, std::size_t>;
  struct Slot {
    std::optional<Result> result;
    std::exception_ptr error;
  };
  constexpr std::size_t kAhead = 64;
  constexpr std::size_t kWorthAThread = 16;
  constexpr unsigned kMostThreads = 4;  // one writes what they read
  for (std::size_t begin = 0; begin < count; begin += kAhead) {
    const auto ahead = std::min(kAhead, count - begin);
    std::vector<Slot> slots(ahead);
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
      for (auto i = next++; i < ahead; i = next++) {
        try {
          slots[i].result.emplace(read(begin + i));
        } catch (...) {
          slots[i].error = std::current_exception();
        }
      }
    };
    std::vector<std::thread> helpers;
    const auto wanted = std::min<std::size_t>(
        ahead / kWorthAThread, std::clamp(std::thread::hardware_concurrency(), 1U, kMostThreads));
    try {
      while (helpers.size() + 1 < wanted) helpers.emplace_back(work);
    } catch (const std::system_error&) {
      // No more threads are to be had: then with those that are there.
    }
    work();
    for (auto& helper : helpers) helper.join();
    for (std::size_t i = 0; i < ahead; ++i) {
      take(begin + i, [&]() -> Result {
        if (slots[i].error) std::rethrow_exception(slots[i].error);
        return std::move(*slots[i].result);
      });
    }
  }
}

}  // namespace benchgate::store
