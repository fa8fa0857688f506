#include "benchgate/measure/process_tree.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <vector>

#ifdef __linux__

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <fmt/format.h>
#include <sched.h>
#include <time.h>

namespace benchgate::measure {
namespace {

namespace fs = std::filesystem;

std::optional<int> number_of(const fs::path& folder) {
  const std::string name = folder.filename().string();
  int number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc{} || end != name.data() + name.size()) return std::nullopt;
  return number;
}

/// The numbered entries of a folder of /proc; none where the process is gone.
std::vector<int> numbers_in(const fs::path& folder) {
  std::vector<int> numbers;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (const auto number = number_of(entry->path())) numbers.push_back(*number);
  }
  return numbers;
}

std::optional<int> parent_of(int process) {
  std::ifstream file(fmt::format("/proc/{}/stat", process));
  std::string text;
  if (!std::getline(file, text)) return std::nullopt;
  // "12 (a (strange) name) S 1 ...": the name may hold anything.
  const auto name_end = text.rfind(") ");
  if (name_end == std::string::npos || name_end + 4 >= text.size()) return std::nullopt;
  int parent = 0;
  const char* const first = text.data() + name_end + 4;
  if (std::from_chars(first, text.data() + text.size(), parent).ec != std::errc{}) {
    return std::nullopt;
  }
  return parent;
}

std::vector<int> threads_of(int process) {
  return numbers_in(fmt::format("/proc/{}/task", process));
}

/// Of all its threads, ended ones too.
Seconds time_on_core(int process) {
  clockid_t clock{};
  timespec time{};
  if (::clock_getcpuclockid(process, &clock) != 0) return Seconds{0};
  if (::clock_gettime(clock, &time) != 0) return Seconds{0};
  return Seconds{static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9};
}

struct ThreadTimes {
  Seconds on_core{0};
  Seconds waiting{0};
};

/// Nothing where the system keeps no such account.
std::optional<ThreadTimes> times_of(int process, int thread) {
  std::ifstream file(fmt::format("/proc/{}/task/{}/schedstat", process, thread));
  double on_core = 0;
  double waiting = 0;
  if (!(file >> on_core >> waiting)) return std::nullopt;
  return ThreadTimes{.on_core = Seconds{on_core * 1e-9}, .waiting = Seconds{waiting * 1e-9}};
}

bool is_there(int process, int thread) {
  std::error_code error;
  return fs::exists(fmt::format("/proc/{}/task/{}", process, thread), error);
}

cpu_set_t cores_of(int root, std::span<const int> cpus) {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  if (cpus.empty()) ::sched_getaffinity(root, sizeof cores, &cores);
  for (const int cpu : cpus) CPU_SET(static_cast<std::size_t>(cpu), &cores);
  return cores;
}

}  // namespace

std::vector<int> processes_below(int root) {
  std::multimap<int, int> children;
  for (const int process : numbers_in("/proc")) {
    if (const auto parent = parent_of(process)) children.emplace(*parent, process);
  }
  std::vector<int> below{root};
  for (std::size_t i = 0; i < below.size(); ++i) {
    const auto [first, last] = children.equal_range(below[i]);
    for (auto child = first; child != last; ++child) below.push_back(child->second);
  }
  below.erase(below.begin());
  return below;
}

void ConcurrencyMeter::look() {
  for (const int process : processes_below(root_)) look_at(process);
  looks_.push_back(Clock::now());
}

void ConcurrencyMeter::look_at(int number) {
  Process& process = processes_[number];
  // First, or what its threads do meanwhile would be taken for the time of ended ones.
  Seconds of_ended = time_on_core(number);
  for (const int thread : threads_of(number)) {
    const auto times = times_of(number, thread);
    if (!times) {
      if (is_there(number, thread)) is_told_ = false;
      continue;
    }
    auto& known = process.threads[thread];
    known.on_core = times->on_core;
    extend(known.wanted, times->on_core + times->waiting);
  }
  for (const auto& [thread, known] : process.threads) of_ended -= known.on_core;
  extend(process.ended, of_ended);
}

bool move_processes(int root, std::span<const int> cpus) {
  const cpu_set_t cores = cores_of(root, cpus);
  std::set<int> moved;
  bool all_moved = true;
  for (bool found_more = true; found_more;) {  // what one started before it was moved itself
    found_more = false;
    for (const int process : processes_below(root)) {
      for (const int thread : threads_of(process)) {
        if (!moved.insert(thread).second) continue;
        found_more = true;
        const bool is_moved = ::sched_setaffinity(thread, sizeof cores, &cores) == 0;
        all_moved = all_moved && (is_moved || errno == ESRCH);
      }
    }
  }
  return all_moved;
}

}  // namespace benchgate::measure

#else

namespace benchgate::measure {

std::vector<int> processes_below(int) {
  return {};
}

void ConcurrencyMeter::look() {
  is_told_ = false;
}

bool move_processes(int, std::span<const int>) {
  return false;
}

}  // namespace benchgate::measure

#endif

namespace benchgate::measure {
namespace {

constexpr std::chrono::milliseconds kLookInterval{5};
/// Long enough for several looks.
constexpr std::chrono::milliseconds kWindow{30};

}  // namespace

std::vector<Seconds> spread_waiting(std::span<const std::chrono::steady_clock::time_point> looks,
                                    std::vector<Seconds> wanted) {
  for (std::size_t i = wanted.size(); i-- > 1;) {
    wanted[i - 1] = std::max(wanted[i - 1], wanted[i] - Seconds{looks[i] - looks[i - 1]});
  }
  return wanted;
}

ConcurrencyMeter::ConcurrencyMeter(int root) : root_(root) {
  look();
  looking_ = std::jthread([this](const std::stop_token& token) {
    while (!token.stop_requested()) {
      std::this_thread::sleep_for(kLookInterval);
      look();
    }
  });
}

void ConcurrencyMeter::extend(Account& account, Seconds value) const {
  const Seconds before = account.empty() ? Seconds{0} : account.back();
  account.resize(looks_.size(), before);
  account.push_back(std::max(before, value));
}

ConcurrencyMeter::Account ConcurrencyMeter::total() const {
  Account total(looks_.size());
  const auto add = [&](Account account) {
    account.resize(total.size(), account.empty() ? Seconds{0} : account.back());
    std::ranges::transform(total, account, total.begin(), std::plus{});
  };
  for (const auto& [number, process] : processes_) {
    add(process.ended);
    for (const auto& [thread, known] : process.threads) add(spread_waiting(looks_, known.wanted));
  }
  return total;
}

std::optional<double> ConcurrencyMeter::most() {
  if (looking_.joinable()) {
    looking_.request_stop();
    looking_.join();
    look();
  }
  if (!is_told_ || looks_.size() < 2) return std::nullopt;
  const auto wanted = total();
  const auto average = [&](std::size_t first, std::size_t last) {
    return (wanted[last] - wanted[first]) / Seconds{looks_[last] - looks_[first]};
  };
  const std::size_t end = looks_.size();
  if (looks_.back() - looks_.front() <= kWindow) return average(0, end - 1);
  double most = 0;
  for (std::size_t first = 0, last = 0; last != end; ++last) {
    if (looks_[last] - looks_[first] < kWindow) continue;
    most = std::max(most, average(first, last));
    ++first;
  }
  return most;
}

}  // namespace benchgate::measure
