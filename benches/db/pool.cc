// A select by key through a pool of four connections, from 1, 2, 4 and 8 threads. With 8
// a thread waits for a connection more often than not, and its latency says so.

#include <memory>
#include <mutex>

#include <benchmark/benchmark.h>
#include <fmt/core.h>

#include "db/connection_pool.h"
#include "db/databases.h"
#include "db/suites.h"
#include "support/latency_recorder.h"

namespace benches::db {
namespace {

constexpr int kConnections = 4;
constexpr std::int64_t kTurns = 64;
constexpr const char* kSelect =
    "select id, title, text, status, score, created_at from evidence_items where id = $1";

std::int64_t id_of(std::int64_t turn) {
  return turn * 15 + 1;
}

/// What the threads of one benchmark share; filled by the first one.
class SharedPool {
 public:
  SharedPool(Databases& databases, Engine engine) : databases_(databases), engine_(engine) {}

  /// The pool, filled and with every connection warm.
  ConnectionPool& pool() {
    const std::lock_guard lock(mutex_);
    if (!pool_) fill();
    return *pool_;
  }

  /// Bytes of all turns; known once there is a pool.
  [[nodiscard]] std::int64_t bytes_per_round() const { return bytes_per_round_; }

  [[nodiscard]] Stride stride() const {
    return engine_ == Engine::Sqlite ? Stride::kInProcess : Stride::kEveryOperation;
  }

  ThreadedLatency latency;

 private:
  void fill() {
    std::vector<PooledConnection> connections;
    for (int k = 0; k < kConnections; ++k) {
      PooledConnection pooled{databases_.connect(engine_), nullptr};
      pooled.statement = pooled.connection->prepare(kSelect);
      bytes_per_round_ = 0;
      for (std::int64_t turn = 0; turn < kTurns; ++turn) {
        const Parameter id = id_of(turn);
        bytes_per_round_ += pooled.statement->run({&id, 1}).bytes;
      }
      connections.push_back(std::move(pooled));
    }
    pool_ = std::make_unique<ConnectionPool>(std::move(connections));
  }

  Databases& databases_;
  Engine engine_;
  std::mutex mutex_;
  std::unique_ptr<ConnectionPool> pool_;
  std::int64_t bytes_per_round_ = 0;
};

void select_through(ConnectionPool& pool, benchmark::State& state, LatencyRecorder& latency) {
  Fetched total;
  std::int64_t turn = state.thread_index() * 7;
  for (auto _ : state) {
    const Parameter id = id_of(turn % kTurns);
    latency.time([&] {
      total += pool.with_connection([&](PooledConnection& pooled) {
        return pooled.statement->run({&id, 1});
      });
    });
    ++turn;
  }
  if (total.rows != static_cast<std::int64_t>(state.iterations())) {
    state.SkipWithError("a select by key did not fetch one row");
  }
  state.SetItemsProcessed(total.rows);
  state.SetBytesProcessed(total.bytes);
}

void run(SharedPool& shared, benchmark::State& state) {
  // Every thread gets to the end of this, also if it fails: the others wait for it there.
  shared.latency.join();
  LatencyRecorder latency(shared.stride());
  try {
    select_through(shared.pool(), state, latency);
    const double bytes = static_cast<double>(shared.bytes_per_round()) / double{kTurns};
    state.counters["rows"] = benchmark::Counter(1.0, benchmark::Counter::kAvgThreads);
    state.counters["bytes"] = benchmark::Counter(bytes, benchmark::Counter::kAvgThreads);
  } catch (const QueryError& error) {
    state.SkipWithError(error.what());
  }
  shared.latency.publish(latency, state);
}

}  // namespace

void register_pool(Databases& databases) {
  for (const Engine engine : {Engine::Sqlite, Engine::Postgres}) {
    auto shared = std::make_shared<SharedPool>(databases, engine);
    const std::string name = fmt::format("db/{}/pool", name_of(engine));
    benchmark::RegisterBenchmark(name.c_str(),
                                 [shared](benchmark::State& state) { run(*shared, state); })
        ->ArgName("connections")
        ->Arg(kConnections)
        ->Threads(1)
        ->Threads(2)
        ->Threads(4)
        ->Threads(8)
        ->UseRealTime()
        ->Unit(benchmark::kMicrosecond);
  }
}

}  // namespace benches::db
