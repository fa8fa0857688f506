// How long a history takes to append a record as it grows, and to give one series back.
//
//   history_store_speed [--runs 10000] [--benchmarks 300] folder|postgres
//
// Prints milliseconds: the median of the appends of each tenth, reading one series with a history
// that was just opened (without an index first, then with one), and the best of ten further reads.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/store/history_store.h"
#include "support/private_postgres.h"
#include "support/temporary_folder.h"

namespace {

using benchgate::model::Basis;
using benchgate::model::HistoryRecord;
using benchgate::model::SeriesKey;

constexpr benchgate::model::Timestamp kBegin = 1'672'531'200;  // 2023-01-01
constexpr benchgate::model::Timestamp kThreeYears = 3 * 365 * 86'400;

SeriesKey series(int benchmark) {
  return {"suite",
          fmt::format("operation_{}/rows:1024", benchmark),
          "cpu_time",
          {Basis::Kind::Reference, "0123456789abcdef0123456789abcdef01234567"}};
}

HistoryRecord record(int number, int runs, int benchmarks, std::mt19937& random) {
  HistoryRecord record{.run = {.id = fmt::format("run-{:06}", number),
                               .measured_at = kBegin + kThreeYears / runs * number,
                               .commit = fmt::format("{:040x}", number)},
                       .points = {},
                       .failures = {}};
  std::normal_distribution<double> noise(1, 0.01);
  for (int i = 0; i < benchmarks; ++i) {
    const double value = std::stod(fmt::format("{:.7g}", noise(random)));
    record.points.push_back({.series = series(i),
                             .value = value,
                             .lower = value - 0.005,
                             .upper = value + 0.005,
                             .samples = 12});
  }
  return record;
}

template <class Act>
double milliseconds(Act act) {
  const auto begin = std::chrono::steady_clock::now();
  act();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
      .count();
}

double median(std::vector<double> values) {
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
  return values[values.size() / 2];
}

void measure(const std::string& location, int runs, int benchmarks) {
  std::mt19937 random(1);
  {
    const auto history = benchgate::store::open_history(location, true);
    std::vector<double> times;
    for (int i = 0; i < runs; ++i) {
      const auto next = record(i, runs, benchmarks, random);
      times.push_back(milliseconds([&] { history->append(next); }));
      if ((i + 1) % (runs / 10) != 0) continue;
      fmt::print("append, up to {:6} records: {:8.2f} ms\n", i + 1, median(times));
      std::fflush(stdout);
      times.clear();
    }
  }
  for (const auto* which : {"first", "again"}) {
    std::size_t points = 0;
    const double took = milliseconds([&] {
      points = benchgate::store::open_history(location, false)->read(series(7)).points.size();
    });
    fmt::print("open and read one series, {}: {:8.2f} ms, {} points\n", which, took, points);
  }
  const auto history = benchgate::store::open_history(location, false);
  std::vector<double> times;
  for (int i = 0; i < 10; ++i)
    times.push_back(milliseconds([&] { (void)history->read(series(i)); }));
  fmt::print("read one series, best of ten: {:8.2f} ms\n", *std::ranges::min_element(times));
  times.clear();
  for (int i = 0; i < 20; ++i) {
    const auto next = record(runs + i, runs, benchmarks, random);
    times.push_back(milliseconds([&] { history->append(next); }));
  }
  fmt::print("append beside the index: {:8.2f} ms\n", median(times));
}

int run(const std::vector<std::string>& arguments) {
  int runs = 10'000;
  int benchmarks = 300;
  std::string where;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--runs" && i + 1 < arguments.size()) {
      runs = std::stoi(arguments[++i]);
    } else if (arguments[i] == "--benchmarks" && i + 1 < arguments.size()) {
      benchmarks = std::stoi(arguments[++i]);
    } else {
      where = arguments[i];
    }
  }
  fmt::print("{}: {} records of {} benchmarks\n", where, runs, benchmarks);
  if (where == "postgres") {
    auto* server = test_support::PrivatePostgres::get();
    if (server == nullptr) throw benchgate::EnvironmentError("PostgreSQL is not installed");
    measure(server->new_location(), runs, benchmarks);
    return 0;
  }
  if (where != "folder" || runs < 10 || benchmarks < 10) return 2;
  const test_support::TemporaryFolder folder;
  measure((folder.path() / "history").string(), runs, benchmarks);
  return 0;
}

}  // namespace

int main(int count, char** values) {
  try {
    return run({values + 1, values + count});
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 4;
  }
}
