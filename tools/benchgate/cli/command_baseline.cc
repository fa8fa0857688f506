#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/file.h"
#include "benchgate/base/writable.h"
#include "benchgate/cli/baseline_listing.h"
#include "benchgate/cli/command.h"
#include "benchgate/cli/place_options.h"
#include "benchgate/cli/text_table.h"
#include "benchgate/report/unicode.h"
#include "benchgate/report/wording.h"
#include "benchgate/work/baselines.h"

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
  work::BaselineRequest baseline;
  std::vector<std::string> runs = {"out/run.json"};
  std::string format = "terminal";
  std::string output;
  bool force = false;
};

ExitCode save(const BaselineOptions& options, const Console& console) {
  const auto& [name, machine_class, policy] = options.baseline;
  const auto [key, run] = work::save_baseline({.runs = options.runs,
                                               .name = name,
                                               .machine_class = machine_class,
                                               .force = options.force,
                                               .policy = policy});
  console.out << fmt::format("Saved {} of {} as baseline {}/{}.\n",
                             report::counted(run.benchmarks.size(), "benchmark", "benchmarks"),
                             report::counted(run.suites.size(), "suite", "suites"),
                             key.machine_class, key.name);
  return ExitCode::Passed;
}

ExitCode list(const BaselineOptions& options, const Console& console) {
  const auto entries = work::list_baselines(options.baseline.policy);
  if (options.format == "json") {
    console.out << listing_json(entries);
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
  const auto [key, run] = work::load_baseline(options.baseline);
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
  const auto key = work::delete_baseline(options.baseline);
  console.out << fmt::format("Deleted baseline {}/{}.\n", key.machine_class, key.name);
  return ExitCode::Passed;
}

ExitCode export_run(const BaselineOptions& options, const Console& console) {
  if (!options.output.empty()) require_writable_file(options.output);
  const auto text = work::exported_baseline(options.baseline);
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
  add_policy_option(*verb, options->baseline.policy);
  verb->add_option("--machine-class", options->baseline.machine_class,
                   "Machine class [this machine's, or the run's]")
      ->type_name("CLASS");
  verb->callback([options, act, &chosen] {
    chosen = [options, act](const Console& console) { return act(*options, console); };
  });
  return verb;
}

void add_name(CLI::App& verb, const Options& options) {
  verb.add_option("name", options->baseline.name, "`latest`, a name, or the beginning of one")
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
  save_verb->add_option("--name", options->baseline.name, "Name of the baseline [the short commit]")
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
