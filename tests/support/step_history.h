// A history of forty nights in which what is told of it is known.
#pragma once

#include <string>

#include "support/memory_history.h"

namespace test_support {

/// Nights from 2026-01-01 on, each on a commit of its own, c00... to c39...:
/// - `db/select` cpu_time: 100 ns, from night 20 on 110 ns; and 3 allocations, from night 30 on 4
/// - `db/insert` cpu_time: 500 ns throughout, but 600 ns in the nights 10 to 19
/// - `db/flat` cpu_time: 1 ms
/// Every second night is 1 % above what is said here.
inline MemoryHistory step_history() {
  using namespace benchgate;
  constexpr model::Timestamp kBegin = 1767225600;  // 2026-01-01T00:00:00Z
  constexpr model::Timestamp kDay = 86400;
  MemoryHistory store;
  for (int night = 0; night < 40; ++night) {
    const auto number = (night < 10 ? "0" : "") + std::to_string(night);
    model::HistoryRecord record;
    record.run = {.id = "n" + number,
                  .measured_at = kBegin + night * kDay + 3600,
                  .commit = "c" + number + std::string(37, '0'),
                  .committed_at = kBegin + night * kDay,
                  .subject = "change " + number};
    const auto add = [&](const char* benchmark, const char* metric, double value) {
      model::HistoryPoint point;
      point.series = {.suite = "db",
                      .benchmark = benchmark,
                      .metric = metric,
                      .basis = {model::Basis::Kind::Machine, "x86-ci"}};
      point.definition = model::default_definition(metric);
      point.value = value;
      record.points.push_back(point);
    };
    const double noise = night % 2 == 0 ? 1 : 1.01;
    add("db/select", "cpu_time", noise * (night < 20 ? 100 : 110));
    add("db/select", "allocs_per_iter", night < 30 ? 3 : 4);
    add("db/insert", "cpu_time", noise * (night >= 10 && night < 20 ? 600 : 500));
    add("db/flat", "cpu_time", noise * 1e6);
    store.append(record);
  }
  return store;
}

/// What a bisection found of the step of `db/select`.
inline benchgate::model::HistoryFinding finding_of_step(
    benchgate::model::HistoryFinding::Answer answer) {
  using namespace benchgate;
  const auto store = step_history();
  return {.id = "f1",
          .series = {.suite = "db",
                     .benchmark = "db/select",
                     .metric = "cpu_time",
                     .basis = {model::Basis::Kind::Machine, "x86-ci"}},
          .good = store.record("n19").run.commit,
          .bad = store.record("n20").run.commit,
          .answer = answer,
          .culprit = "beef" + std::string(36, '0'),
          .subject = "a copy too many",
          .ratio = 1.099,
          .lower = 1.09,
          .upper = 1.11,
          .found_at = 1770000000};
}

}  // namespace test_support
