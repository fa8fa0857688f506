#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/file.h"
#include "benchgate/base/writable.h"
#include "benchgate/cli/command.h"
#include "benchgate/cli/policy_option.h"
#include "benchgate/cli/text_table.h"
#include "benchgate/formats/google_benchmark_writer.h"
#include "benchgate/gate/waivers.h"
#include "benchgate/measure/environment_probe.h"
#include "benchgate/model/machine_class.h"
#include "benchgate/report/unicode.h"
#include "benchgate/report/wording.h"
#include "benchgate/store/baseline_listing.h"
#include "benchgate/store/folder_baseline_store.h"
#include "benchgate/work/run_source.h"

namespace benchgate::cli {
namespace {

constexpr const char* kFooter =
    "A baseline is a stored run: one Google Benchmark file per suite under baselines/MACHINE "
    "CLASS/NAME/. Commit it with the code.\n\n"
    "Examples:\n"
    "  benchgate run -o out/run.json && benchgate baseline save out/run.json\n"
    "  benchgate baseline list\n"
    "  benchgate compare latest out/run.json";

struct BaselineOptions {
  work::PolicyPlace policy;
  std::vector<std::string> runs = {"out/run.json"};
  std::string name;
  std::string machine_class;
  std::string format = "terminal";
  std::string output;
  bool force = false;
};

store::FolderBaselineStore open_store(const BaselineOptions& options) {
  return store::FolderBaselineStore(work::find_policy(options.policy).baselines);
}

std::string class_or_here(const BaselineOptions& options) {
  return options.machine_class.empty() ? measure::machine_class() : options.machine_class;
}

/// The baseline that the options name, which must exist.
store::BaselineKey wanted(const store::FolderBaselineStore& store, const BaselineOptions& options) {
  const auto key = store::find_baseline(store.list(), options.name, class_or_here(options));
  if (key) return *key;
  throw UsageError(fmt::format(
      "there is no baseline '{}' of the machine class {}; `benchgate baseline list` shows all",
      options.name, class_or_here(options)));
}

/// A run that lacks something would keep the gate closed for everybody who is compared with it.
void refuse_problems(const work::LoadedRun& loaded, const gate::Policy& policy,
                     const BaselineOptions& options) {
  if (options.force) return;
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

/// Where the run was measured, which is not where it is saved.
std::string class_of(const work::LoadedRun& loaded, const BaselineOptions& options) {
  if (!options.machine_class.empty()) return options.machine_class;
  if (auto recorded = model::machine_class_of(loaded.run)) return std::move(*recorded);
  throw UsageError(fmt::format(
      "{} does not say on which machine it was measured: name its class with --machine-class, as "
      "in --machine-class {} for this machine",
      loaded.identity.name, measure::machine_class()));
}

ExitCode save(const BaselineOptions& options, const Console& console) {
  const auto policy = work::find_policy(options.policy);
  require_writable_folder(policy.baselines);
  store::FolderBaselineStore store(policy.baselines);
  const auto loaded = work::load_runs(options.runs, {policy.baselines, {}});
  store::BaselineKey key{.machine_class = class_of(loaded, options), .name = options.name};
  if (key.name.empty()) {
    const auto name = store::default_name(loaded.run);
    if (!name) {
      throw UsageError(loaded.identity.name +
                       " does not record a commit: name the baseline with --name");
    }
    key.name = *name;
  }
  refuse_problems(loaded, policy.policy, options);
  if (loaded.run.shard) {
    throw UsageError(
        fmt::format("{} is shard {} only: put all of them together with `benchgate "
                    "merge` first",
                    loaded.identity.name, model::shard_text(*loaded.run.shard)));
  }
  store.save(key, loaded.run, options.force ? store::IfPresent::Replace : store::IfPresent::Refuse);
  console.out << fmt::format(
      "Saved {} of {} as baseline {}/{}.\n",
      report::counted(loaded.run.benchmarks.size(), "benchmark", "benchmarks"),
      report::counted(loaded.run.suites.size(), "suite", "suites"), key.machine_class, key.name);
  return ExitCode::Passed;
}

ExitCode list(const BaselineOptions& options, const Console& console) {
  const auto entries = open_store(options).list();
  if (options.format == "json") {
    console.out << store::listing_json(entries);
    return ExitCode::Passed;
  }
  if (entries.empty()) {
    console.out << "No baselines yet. `benchgate baseline save RUN` stores one.\n";
    return ExitCode::Passed;
  }
  std::vector<std::vector<std::string>> rows = {
      {"MACHINE CLASS", "NAME", "SUITE", "BENCHMARKS", "MEASURED", "COMMIT"}};
  for (const auto& entry : entries) {
    rows.push_back({entry.key.machine_class, entry.key.name, entry.suite,
                    std::to_string(entry.benchmarks), entry.date,
                    entry.commit + (entry.dirty ? " (dirty)" : "")});
  }
  console.out << text_table(rows);
  return ExitCode::Passed;
}

ExitCode show(const BaselineOptions& options, const Console& console) {
  const auto store = open_store(options);
  const auto key = wanted(store, options);
  const auto run = store.load(key);
  console.out << fmt::format("baseline {}/{}\n", key.machine_class, key.name);
  for (const auto& suite : run.suites) {
    console.out << fmt::format("\n{}\n", report::visible(suite.name));
    std::vector<std::vector<std::string>> rows;
    for (const auto& [field, value] : suite.environment.fields)
      rows.push_back({"  " + field, value});
    console.out << text_table(rows);
    for (const auto& benchmark : run.benchmarks) {
      if (benchmark.suite == suite.name)
        console.out << "  * " << report::visible(benchmark.name) << '\n';
    }
  }
  return ExitCode::Passed;
}

ExitCode remove(const BaselineOptions& options, const Console& console) {
  auto store = open_store(options);
  const auto key = wanted(store, options);
  const auto& name = options.name;
  if (name != key.name && name != fmt::format("{}/{}", key.machine_class, key.name)) {
    throw UsageError(fmt::format("delete takes the whole name, and '{}' is the beginning of {}",
                                 name, key.name));
  }
  store.remove(key);
  console.out << fmt::format("Deleted baseline {}/{}.\n", key.machine_class, key.name);
  return ExitCode::Passed;
}

ExitCode export_run(const BaselineOptions& options, const Console& console) {
  if (!options.output.empty()) require_writable_file(options.output);
  const auto store = open_store(options);
  const auto text = formats::write_google_benchmark(store.load(wanted(store, options)));
  if (options.output.empty()) {
    console.out << text;
  } else {
    write_file_atomically(options.output, text);
  }
  return ExitCode::Passed;
}

using Options = std::shared_ptr<BaselineOptions>;

CLI::App* add_verb(CLI::App& app, Action& chosen, const Options& options, const char* name,
                   const char* description,
                   ExitCode (*act)(const BaselineOptions&, const Console&)) {
  auto* verb = app.add_subcommand(name, description);
  add_policy_option(*verb, options->policy);
  verb->add_option("--machine-class", options->machine_class,
                   "Machine class [this machine's, or the run's]")
      ->type_name("CLASS");
  verb->callback([options, act, &chosen] {
    chosen = [options, act](const Console& console) { return act(*options, console); };
  });
  return verb;
}

void add_name(CLI::App& verb, const Options& options) {
  verb.add_option("name", options->name, "`latest`, a name, or the beginning of one")
      ->type_name("NAME")
      ->required();
}

}  // namespace

void add_baseline_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<BaselineOptions>();
  auto* command = app.add_subcommand("baseline", "Store runs as baselines for later comparisons");
  command->footer(kFooter);
  command->require_subcommand(1);
  auto* save_verb = add_verb(*command, chosen, options, "save", "Store a run as a baseline", save);
  save_verb
      ->add_option("run", options->runs,
                   "File of `benchgate run`, or result files, one per restart [out/run.json]")
      ->type_name("RUN");
  save_verb->add_option("--name", options->name, "Name of the baseline [the short commit]")
      ->type_name("NAME");
  save_verb->add_flag("--force", options->force,
                      "Replace an existing baseline; save a run that has problems");
  auto* list_verb = add_verb(*command, chosen, options, "list", "List all baselines", list);
  list_verb->add_option("--format", options->format, "terminal or json [terminal]")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"terminal", "json"}).description(""));
  add_name(*add_verb(*command, chosen, options, "show", "Show the origin of a baseline", show),
           options);
  add_name(*add_verb(*command, chosen, options, "delete", "Delete a baseline", remove), options);
  auto* export_verb = add_verb(*command, chosen, options, "export",
                               "Write a baseline as one Google Benchmark file", export_run);
  add_name(*export_verb, options);
  export_verb->add_option("-o,--output", options->output, "The file [standard output]")
      ->type_name("FILE");
}

}  // namespace benchgate::cli
