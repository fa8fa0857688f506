#include "db/workload.h"

#include <memory>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>
#include <fmt/core.h>

#include "db/plan.h"
#include "support/server_cpu.h"

namespace benches::db {
namespace {

/// PostgreSQL decides between a generic and a custom plan in the sixth execution.
constexpr std::size_t kSettlingRuns = 8;

/// A workload with what its first round has shown.
class Settled {
 public:
  explicit Settled(Workload workload) : workload_(std::move(workload)) {
    reset();
    for (std::size_t turn = 0; turn < workload_.turns; ++turn) {
      expected_.push_back(workload_.run(turn));
      round_ += expected_.back();
    }
    for (std::size_t runs = workload_.turns; runs < kSettlingRuns; runs += workload_.turns) {
      reset();
      for (std::size_t turn = 0; turn < workload_.turns; ++turn) workload_.run(turn);
    }
    if (workload_.plan) plan_ = workload_.plan();
  }

  void measure(benchmark::State& state, Stride stride) const {
    LatencyRecorder latency(stride);
    Fetched total;
    std::size_t turn = 0;
    reset();
    ServerCpu server(workload_.connection == nullptr ? std::nullopt
                                                     : workload_.connection->server_process());
    for (auto _ : state) {
      if (turn == workload_.turns) turn = next_round(state, server);
      Fetched got;
      latency.time([&] { got = workload_.run(turn); });
      total += got;
      if (got != expected_[turn]) {
        state.SkipWithError(describe(turn, got).c_str());
        break;
      }
      ++turn;
    }
    server.report(state);
    report(state, total);
    latency.publish(state);
  }

 private:
  void reset() const {
    if (workload_.reset) workload_.reset();
  }

  std::size_t next_round(benchmark::State& state, ServerCpu& server) const {
    if (workload_.reset) {
      state.PauseTiming();
      server.pause();
      workload_.reset();
      server.resume();
      state.ResumeTiming();
    }
    return 0;
  }

  void report(benchmark::State& state, const Fetched& total) const {
    const auto turns = static_cast<double>(workload_.turns);
    state.counters["rows"] = static_cast<double>(round_.rows) / turns;
    state.counters["bytes"] = static_cast<double>(round_.bytes) / turns;
    state.SetItemsProcessed(total.rows);
    state.SetBytesProcessed(total.bytes);
    if (plan_.empty()) return;
    state.counters["plan_hash"] = static_cast<double>(plan_hash(plan_));
    state.SetLabel(plan_);
  }

  [[nodiscard]] std::string describe(std::size_t turn, const Fetched& got) const {
    const Fetched& expected = expected_[turn];
    return fmt::format("turn {} fetched {} rows, {} bytes; the first round {} rows, {} bytes", turn,
                       got.rows, got.bytes, expected.rows, expected.bytes);
  }

  Workload workload_;
  std::vector<Fetched> expected_;
  Fetched round_;
  std::string plan_;
};

}  // namespace

void register_workload(const WorkloadInfo& info, std::function<Workload()> make) {
  const std::string name = fmt::format("db/{}/{}", name_of(info.engine), info.name);
  auto settled = std::make_shared<std::unique_ptr<Settled>>();
  const Stride stride = info.engine == Engine::Postgres ? Stride::kEveryOperation : info.stride;
  auto* registered = benchmark::RegisterBenchmark(
      name.c_str(), [settled, make = std::move(make), stride](benchmark::State& state) {
        try {
          if (!*settled) *settled = std::make_unique<Settled>(make());
          (*settled)->measure(state, stride);
        } catch (const QueryError& error) {
          state.SkipWithError(error.what());
        }
      });
  registered->Unit(benchmark::kMicrosecond);
  if (info.argument) registered->ArgName(info.argument->name)->Arg(info.argument->value);
  if (info.engine == Engine::Postgres || info.waits) registered->UseRealTime();
}

}  // namespace benches::db
