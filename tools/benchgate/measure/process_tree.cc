#include "benchgate/measure/process_tree.h"

#ifdef __linux__

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <vector>

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

/// Nothing where the system keeps no such account.
std::optional<Seconds> time_waiting(int process, int thread) {
  std::ifstream file(fmt::format("/proc/{}/task/{}/schedstat", process, thread));
  double on_core = 0;
  double waiting = 0;
  if (!(file >> on_core >> waiting)) return std::nullopt;
  return Seconds{waiting * 1e-9};
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
  for (const int process : processes_below(root_)) {
    on_core_[process] = std::max(on_core_[process], time_on_core(process));
    for (const int thread : threads_of(process)) {
      const auto waited = time_waiting(process, thread);
      if (!waited && is_there(process, thread)) is_told_ = false;
      waiting_[thread] = std::max(waiting_[thread], waited.value_or(Seconds{0}));
    }
  }
  Look now{.time = Clock::now()};
  for (const auto* times : {&on_core_, &waiting_}) {
    for (const auto& [number, time] : *times) now.wanted += time;
  }
  looks_.push_back(now);
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
/// A thread's waiting is accounted when it gets a core, some milliseconds late: short windows would
/// see none, and then too much.
constexpr std::chrono::milliseconds kWindow{30};

}  // namespace

ConcurrencyMeter::ConcurrencyMeter(int root) : root_(root) {
  look();
  looking_ = std::jthread([this](const std::stop_token& token) {
    while (!token.stop_requested()) {
      std::this_thread::sleep_for(kLookInterval);
      look();
    }
  });
}

std::optional<double> ConcurrencyMeter::most() {
  if (looking_.joinable()) {
    looking_.request_stop();
    looking_.join();
    look();
  }
  if (!is_told_ || looks_.size() < 2) return std::nullopt;
  const auto average = [](const Look& first, const Look& last) {
    return (last.wanted - first.wanted) / Seconds{last.time - first.time};
  };
  if (looks_.back().time - looks_.front().time <= kWindow) {
    return average(looks_.front(), looks_.back());
  }
  double most = 0;
  for (auto first = looks_.begin(), last = first; last != looks_.end(); ++last) {
    if (last->time - first->time < kWindow) continue;
    most = std::max(most, average(*first, *last));
    ++first;
  }
  return most;
}

}  // namespace benchgate::measure
