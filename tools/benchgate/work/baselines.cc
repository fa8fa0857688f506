#include "benchgate/work/baselines.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/writable.h"
#include "benchgate/formats/google_benchmark_writer.h"
#include "benchgate/gate/waivers.h"
#include "benchgate/measure/environment_probe.h"
#include "benchgate/model/machine_class.h"
#include "benchgate/store/folder_baseline_store.h"
#include "benchgate/work/run_source.h"

namespace benchgate::work {
namespace {

store::FolderBaselineStore open_store(const PolicyPlace& policy) {
  return store::FolderBaselineStore(find_policy(policy).baselines);
}

store::BaselineKey find(const store::FolderBaselineStore& store, const BaselineRequest& request) {
  const auto machine_class =
      request.machine_class.empty() ? measure::machine_class() : request.machine_class;
  const auto key = store::find_baseline(store.list(), request.name, machine_class);
  if (key) return *key;
  throw UsageError(fmt::format(
      "there is no baseline '{}' of the machine class {}; `benchgate baseline list` shows all",
      request.name, machine_class));
}

/// A run that lacks something would keep the gate closed for everybody who is compared with it.
void refuse_problems(const LoadedRun& loaded, const gate::Policy& policy) {
  const bool has_figure = std::ranges::any_of(
      loaded.run.benchmarks, [](const auto& benchmark) { return !benchmark.metrics.empty(); });
  if (!has_figure && !loaded.run.benchmarks.empty()) {  // none at all: the store says so
    throw UsageError(
        fmt::format("{} holds no figure to compare others with; --force saves it anyway",
                    loaded.identity.name));
  }
  // Later runs are held against it: what is unusable in it is not news in them.
  const gate::Waivers waivers(policy, loaded.run, loaded.run);
  for (const auto& diagnostic : waivers.weigh(loaded.run.diagnostics)) {
    if (diagnostic.level != model::DiagnosticLevel::Problem) continue;
    throw UsageError(fmt::format("{} is not fit to compare others with: {}{}{}; --force saves it",
                                 loaded.identity.name, diagnostic.benchmark,
                                 diagnostic.benchmark.empty() ? "" : ": ", diagnostic.message));
  }
}

void refuse_shard(const LoadedRun& loaded) {
  if (!loaded.run.shard) return;
  throw UsageError(
      fmt::format("{} is shard {} only: put all of them together with `benchgate "
                  "merge` first",
                  loaded.identity.name, model::shard_text(*loaded.run.shard)));
}

/// Where the run was measured, which is not where it is saved.
std::string class_for(const LoadedRun& loaded, const std::string& wanted) {
  if (!wanted.empty()) return wanted;
  if (auto recorded = model::machine_class_of(loaded.run)) return std::move(*recorded);
  throw UsageError(fmt::format(
      "{} does not say on which machine it was measured: name its class with --machine-class, as "
      "in --machine-class {} for this machine",
      loaded.identity.name, measure::machine_class()));
}

std::string name_for(const LoadedRun& loaded, const std::string& wanted) {
  if (!wanted.empty()) return wanted;
  if (auto name = store::default_name(loaded.run)) return std::move(*name);
  throw UsageError(loaded.identity.name +
                   " does not record a commit: name the baseline with --name");
}

}  // namespace

std::vector<store::BaselineEntry> list_baselines(const PolicyPlace& policy) {
  return open_store(policy).list();
}

StoredBaseline load_baseline(const BaselineRequest& request) {
  const auto store = open_store(request.policy);
  auto key = find(store, request);
  auto run = store.load(key);
  return {.key = std::move(key), .run = std::move(run)};
}

std::string exported_baseline(const BaselineRequest& request) {
  return formats::write_google_benchmark(load_baseline(request).run);
}

store::BaselineKey delete_baseline(const BaselineRequest& request) {
  auto store = open_store(request.policy);
  auto key = find(store, request);
  const auto& name = request.name;
  if (name != key.name && name != fmt::format("{}/{}", key.machine_class, key.name)) {
    throw UsageError(fmt::format("delete takes the whole name, and '{}' is the beginning of {}",
                                 name, key.name));
  }
  store.remove(key);
  return key;
}

StoredBaseline save_baseline(const SaveRequest& request) {
  const auto policy = find_policy(request.policy);
  require_writable_folder(policy.baselines);
  auto loaded = load_runs(request.runs, {policy.baselines, {}});
  store::BaselineKey key{.machine_class = class_for(loaded, request.machine_class),
                         .name = name_for(loaded, request.name)};
  if (!request.force) refuse_problems(loaded, policy.policy);
  refuse_shard(loaded);
  store::FolderBaselineStore(policy.baselines)
      .save(key, loaded.run, request.force ? store::IfPresent::Replace : store::IfPresent::Refuse);
  return {.key = std::move(key), .run = std::move(loaded.run)};
}

}  // namespace benchgate::work
