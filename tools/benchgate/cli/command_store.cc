#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "benchgate/base/database_name.h"
#include "benchgate/base/instant.h"
#include "benchgate/cli/command.h"
#include "benchgate/cli/console_observer.h"
#include "benchgate/cli/place_options.h"
#include "benchgate/cli/text_table.h"
#include "benchgate/report/history_json.h"
#include "benchgate/report/unicode.h"
#include "benchgate/report/wording.h"
#include "benchgate/work/store_append.h"
#include "benchgate/work/store_import.h"
#include "benchgate/work/store_upkeep.h"

namespace benchgate::cli {
namespace {

constexpr const char* kFooter =
    "LOCATION is a folder, for example on a git branch of its own, or a database "
    "(postgresql://USER@HOST/NAME). A history is appended to and never altered; only `prune` "
    "removes records. The same results appended twice are stored once.\n\n"
    "Examples:\n"
    "  benchgate store append out/results.json --to history\n"
    "  benchgate store list history --last 10\n"
    "  benchgate store copy history postgresql://ci@db.example.org/benchgate\n"
    "  benchgate store verify history && benchgate store compact history";

ExitCode append(const work::AppendRequest& request, const Console& console) {
  ConsoleObserver observer(console);
  work::append_results(request, observer.caller(), [&](const work::AppendedRecord& record) {
    console.out << fmt::format("{} {} ({} figures, {} failures)\n",
                               record.is_new ? "Appended" : "Was there already:", record.id,
                               record.figures, record.failures);
  });
  return ExitCode::Passed;
}

ExitCode import(const work::ImportRequest& request, const Console& console) {
  ConsoleObserver observer(console);
  const auto imported = work::import_histories(request, observer);
  console.out << fmt::format("Imported {}; {} there already.\n",
                             report::counted(imported.added, "record", "records"),
                             report::counted(imported.known, "was", "were"));
  if (imported.left_out > 0) {
    console.out << fmt::format(
        "{} left out: no figure of a benchmark (such as _stddev and _cv), no finite number, or one "
        "name twice.\n",
        report::counted(imported.left_out, "value was", "values were"));
  }
  return imported.unreadable > 0 ? ExitCode::Input : ExitCode::Passed;
}

struct ListOptions {
  std::string location;
  std::size_t last = 0;
  std::string format;
};

ExitCode list(const ListOptions& options, const Console& console) {
  const auto [runs, all] = work::list_runs(options.location, options.last);
  if (options.format == "json") {
    console.out << report::history_runs_json(runs);
    return ExitCode::Passed;
  }
  std::vector<std::vector<std::string>> rows = {
      {"MEASURED", "COMMIT", "BRANCH", "MACHINE CLASS", "OUTCOME", "ID", "SUBJECT"}};
  for (const auto& run : runs) {
    rows.push_back({instant_text(run.measured_at), run.commit.substr(0, 12), run.branch,
                    run.machine_class, run.outcome, run.id, run.subject});
  }
  if (!runs.empty()) console.out << text_table(rows);
  console.out << fmt::format("{} of {} records.\n", runs.size(), all);
  return ExitCode::Passed;
}

struct CopyOptions {
  std::string from;
  std::string to;
};

ExitCode copy(const CopyOptions& options, const Console& console) {
  console.out << fmt::format("Copied {} records and findings that were not there yet.\n",
                             work::copy_history(options.from, options.to));
  return ExitCode::Passed;
}

ExitCode verify(const std::string& location, const Console& console) {
  const auto check = work::verify_history(location);
  for (const auto& problem : check.problems) console.out << report::visible(problem) << '\n';
  if (!check.problems.empty()) {
    console.out << fmt::format("{} problems.\n", check.problems.size());
    return ExitCode::Input;
  }
  console.out << fmt::format("{} records and {} findings, all readable.\n", check.records,
                             check.findings);
  return ExitCode::Passed;
}

struct CompactOptions {
  std::string location;
  std::optional<int> before;
};

ExitCode compact(const CompactOptions& options, const Console& console) {
  const auto done = work::compact_history(options.location, options.before);
  if (!done) {
    console.out << "A database has no files to compact.\n";
    return ExitCode::Passed;
  }
  console.out << fmt::format("Put {} of {} into {}, and removed {}.\n",
                             report::counted(done->records, "record", "records"),
                             report::counted(done->years, "year", "years"),
                             report::counted(done->files_written, "file", "files"),
                             report::counted(done->files_removed, "file", "files"));
  return ExitCode::Passed;
}

std::string shown(const std::string& location) {
  return report::visible(shown_location(location));
}

ExitCode prune(const work::PruneRequest& request, const Console& console) {
  const auto [ids, all] = work::prune_history(request);
  if (request.dry_run) {
    for (const auto& id : ids) console.out << id << '\n';
    console.out << fmt::format("{} of {} records would leave {}.\n", ids.size(), all,
                               shown(request.location));
    return ExitCode::Passed;
  }
  console.out << fmt::format("{} of {} records {}.\n", ids.size(), all,
                             request.to.empty() ? "removed" : "moved to " + shown(request.to));
  return ExitCode::Passed;
}

/// A subcommand whose options are in the `Options` that it is added with.
template <class Options>
struct Verb {
  CLI::App& app;
  Options& options;
};

template <class Options>
Verb<Options> add_verb(CLI::App& group, Action& chosen, const char* name, const char* description,
                       ExitCode (*act)(const Options&, const Console&)) {
  auto options = std::make_shared<Options>();
  auto* verb = group.add_subcommand(name, description);
  verb->callback([options, act, &chosen] {
    chosen = [options, act](const Console& console) { return act(*options, console); };
  });
  return {*verb, *options};
}

void add_location(CLI::App& verb, std::string& location, const char* description) {
  verb.add_option("location", location, description)->type_name("LOCATION")->required();
}

void add_target(CLI::App& verb, std::string& location) {
  verb.add_option("--to", location, "The history; created if it does not exist")
      ->type_name("LOCATION")
      ->required();
}

void add_facts(CLI::App& verb, history::RecordFacts& facts) {
  verb.add_option("--commit", facts.commit, "Measured commit [from the results]")
      ->type_name("COMMIT");
  verb.add_option("--branch", facts.branch, "Branch of the commit [from git or GitHub Actions]")
      ->type_name("NAME");
  verb.add_option("--machine-class", facts.machine_class, "Machine class [from the results]")
      ->type_name("CLASS");
}

void add_append(CLI::App& group, Action& chosen) {
  const auto [verb, request] =
      add_verb<work::AppendRequest>(group, chosen, "append", "Add results to a history", append);
  verb.footer(
      "The commit's time and subject come from git in the working directory, the branch from git "
      "or GitHub Actions. Results define their metrics: the unit, the better direction, and "
      "whether they are exact. For Google Benchmark files the rules of the policy do.\n\n"
      "Examples:\n"
      "  benchgate store append out/results.json --to history --report-url \"$REPORT\"\n"
      "  benchgate store append out/run.json --to postgresql://ci@db.example.org/benchgate");
  verb.add_option("files", request.files,
                  "Results of `compare`, `duet` or `gate` (--output json=FILE), Google "
                  "Benchmark files, or folders")
      ->type_name("RESULT")
      ->required();
  add_target(verb, request.to);
  add_facts(verb, request.facts);
  verb.add_option("--measured-at", request.measured_at,
                  "Time of the measurement [from the results]")
      ->type_name("MOMENT");
  verb.add_option("--verdict-of", request.verdict_of,
                  "Results with the verdict to record, if it is not that of RESULT")
      ->type_name("RESULT");
  verb.add_option("--environment-of", request.environment_of,
                  "Google Benchmark file of the same run, for its environment")
      ->type_name("FILE");
  verb.add_option("--report-url", request.facts.report_url, "Address of the whole report")
      ->type_name("URL");
  add_policy_file_option(verb, request.policy);
}

void add_import(CLI::App& group, Action& chosen) {
  const auto [verb, request] = add_verb<work::ImportRequest>(
      group, chosen, "import", "Import another tool's history", import);
  verb.footer(
      "Reads github-action-benchmark's data file (data.js), CSV as Apache Otava reads it, and "
      "Google Benchmark files, each of which becomes a record. The rules of the policy define "
      "metrics: the unit, the better direction, and whether they are exact; else the files do. A "
      "date without a zone counts as UTC. Unreadable files are named, and the others are "
      "imported.\n\n"
      "Examples:\n"
      "  benchgate store import gh-pages/dev/bench/data.js --to history\n"
      "  benchgate store import nightly-runs/ old.csv --to history");
  verb.add_option("files", request.files, "Files, or folders of Google Benchmark files")
      ->type_name("FILE")
      ->required();
  add_target(verb, request.to);
  const auto names = work::import_formats();
  verb.add_option("--from", request.format,
                  fmt::format("{} [by the content]", fmt::join(names, ", ")))
      ->type_name("FORMAT")
      ->check(CLI::IsMember(std::vector<std::string>(names.begin(), names.end())).description(""));
  verb.add_option("--measured-at", request.measured_at, "Time of the measurement [from the files]")
      ->type_name("MOMENT");
  add_policy_file_option(verb, request.policy);
}

void add_list(CLI::App& group, Action& chosen) {
  const auto [verb, options] =
      add_verb<ListOptions>(group, chosen, "list", "List the records", list);
  add_location(verb, options.location, "The history");
  verb.add_option("--last", options.last, "Only the newest commits [all]")->type_name("COUNT");
  verb.add_option("--format", options.format, "terminal, or json: docs/history.md [terminal]")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"terminal", "json"}).description(""));
}

void add_copy(CLI::App& group, Action& chosen) {
  const auto [verb, options] =
      add_verb<CopyOptions>(group, chosen, "copy", "Copy a history into another", copy);
  add_location(verb, options.from, "History to read");
  verb.add_option("to", options.to, "History to append to; created if it does not exist")
      ->type_name("TO")
      ->required();
}

void add_verify(CLI::App& group, Action& chosen) {
  const auto [verb, location] =
      add_verb<std::string>(group, chosen, "verify", "Check every file of a history", verify);
  add_location(verb, location, "The history");
}

void add_compact(CLI::App& group, Action& chosen) {
  const auto [verb, options] = add_verb<CompactOptions>(
      group, chosen, "compact", "Put the files of each past year into one", compact);
  add_location(verb, options.location, "The history, a folder");
  verb.add_option("--before", options.before, "Years before this one [this year]")
      ->type_name("YEAR")
      ->check(CLI::Range(1971, 9999).description(""));
}

void add_prune(CLI::App& group, Action& chosen) {
  const auto [verb, request] =
      add_verb<work::PruneRequest>(group, chosen, "prune", "Remove old records, by a rule", prune);
  verb.footer(
      "Keeps the last record of each week (or day, or month) for each branch and machine class. "
      "Records of commits that a finding names are kept.\n\n"
      "Examples:\n"
      "  benchgate store prune history --keep-days 365 --then monthly --dry-run\n"
      "  benchgate store prune history --to archive");
  add_location(verb, request.location, "The history");
  verb.add_option("--keep-days", request.retention.days,
                  "Keep all records of the last days "
                  "[90]")
      ->type_name("DAYS")
      ->check(CLI::Range(1, 100'000).description(""));
  using Older = history::Retention::Older;
  const std::map<std::string, Older> older = {{"daily", Older::OneADay},
                                              {"weekly", Older::OneAWeek},
                                              {"monthly", Older::OneAMonth},
                                              {"none", Older::None}};
  verb.add_option("--then", request.retention.older,
                  "Thin older records to one per day, week or month, or drop them: daily, "
                  "weekly, monthly or none [weekly]")
      ->type_name("HOW OFTEN")
      ->transform(CLI::CheckedTransformer(older).description(""));
  verb.add_option("--to", request.to, "Move the removed records to this history")
      ->type_name("LOCATION");
  verb.add_flag("--dry-run", request.dry_run, "Show the records without removing them");
}

}  // namespace

void add_store_command(CLI::App& app, Action& chosen) {
  auto* group = app.add_subcommand("store", "Keep a history of runs");
  group->footer(kFooter);
  group->require_subcommand(1);
  add_append(*group, chosen);
  add_import(*group, chosen);
  add_list(*group, chosen);
  add_copy(*group, chosen);
  add_verify(*group, chosen);
  add_compact(*group, chosen);
  add_prune(*group, chosen);
}

}  // namespace benchgate::cli
