#pragma once

// One benchmark of this suite: a round of operations, gone through again and again.
// The first round runs before any timing. It warms the caches, settles the plan and
// says how many rows and bytes each turn must fetch, so that every later turn is
// checked and the counters `rows` and `bytes` (per operation) are exact.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "db/engine.h"
#include "support/latency_recorder.h"

namespace benches::db {

struct Workload {
  /// Operations in a round; a power of two or ten keeps the averages exact.
  std::size_t turns = 0;
  std::function<Fetched(std::size_t turn)> run;
  /// Puts back what a round has changed. Called before every round, not timed. May be empty.
  std::function<void()> reset;
  /// What plan.h says of it. May be empty.
  std::function<std::string()> plan;
  /// The connection that all turns use, if it is one.
  const Connection* connection = nullptr;
};

struct WorkloadInfo {
  Engine engine;
  /// "select_by_key": the part of the benchmark's name after the engine.
  std::string name;
  /// Argument of the benchmark: "rows" or "batch", and its value.
  struct Argument {
    const char* name;
    std::int64_t value;
  };
  std::optional<Argument> argument;
  /// SQLite's shortest operations are too short to time each.
  Stride stride = Stride::kEveryOperation;
  /// Waits for a disk, so that real time counts. Always so with a server.
  bool waits = false;
};

/// Registers it; `make` is called once, before the first timing, when the databases are
/// there. A QueryError becomes the benchmark's error.
void register_workload(const WorkloadInfo& info, std::function<Workload()> make);

}  // namespace benches::db
