#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "benchgate/base/database_name.h"
#include "benchgate/base/date.h"
#include "benchgate/base/instant.h"
#include "benchgate/cli/command.h"
#include "benchgate/cli/console_observer.h"
#include "benchgate/cli/policy_option.h"
#include "benchgate/cli/store_listing.h"
#include "benchgate/cli/text_table.h"
#include "benchgate/formats/result_files.h"
#include "benchgate/history/retention.h"
#include "benchgate/report/unicode.h"
#include "benchgate/report/wording.h"
#include "benchgate/store/folder_upkeep.h"
#include "benchgate/store/history_location.h"
#include "benchgate/store/history_store.h"
#include "benchgate/work/store_import.h"
#include "benchgate/work/store_records.h"

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

struct StoreOptions {
  std::string location;
  std::vector<std::string> files;
  std::string to;
  std::string format;
  history::RecordFacts facts;
  work::PolicyPlace policy;
  std::string measured_at;
  std::string verdict_of;      // a results file; empty: the figures' own
  std::string environment_of;  // a run file; empty: what results say of it
  std::size_t last = 0;
  int before = 0;
  history::Retention retention;
  bool dry_run = false;
};

model::Timestamp now() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::string shown(const std::string& location) {
  return report::visible(shown_location(location));
}

/// A history where a file belongs: most likely --to was forgotten.
void require_files(const std::vector<std::string>& files, std::string_view what) {
  for (const auto& file : files) require_no_database(file, what);
}

ExitCode append(const StoreOptions& options, const Console& console) {
  require_files(options.files, "RESULT");
  require_files({options.verdict_of}, "--verdict-of");
  require_files({options.environment_of}, "--environment-of");
  store::require_writable_history(options.to);
  auto facts = options.facts;
  facts.measured_at = work::parse_measured_at(options.measured_at);
  if (!options.verdict_of.empty()) work::take_verdict(options.verdict_of, facts);
  if (!options.environment_of.empty()) {
    facts.environment =
        history::lasting_environment(formats::read_run_file(options.environment_of));
  }
  const auto policy = work::find_policy(options.policy).policy;
  ConsoleObserver observer(console);
  std::vector<model::HistoryRecord> records;
  for (const auto& file : options.files) {
    records.push_back(work::record_from(file, facts, policy, console.getenv));
    if (!work::make_fit(records.back(), observer)) {
      throw UsageError(fmt::format("{} holds no figure that a history could keep", file));
    }
  }
  const auto history = store::open_history(options.to, true);
  for (const auto& record : records) {
    const bool is_new = history->append(record) == store::Appended::Added;
    console.out << fmt::format("{} {} ({} figures, {} failures)\n",
                               is_new ? "Appended" : "Was there already:", record.run.id,
                               record.points.size(), record.failures.size());
  }
  return ExitCode::Passed;
}

/// What can be read of all files, in their order. One that cannot is named, and costs only itself.
std::vector<work::Import> read_imports(const StoreOptions& options, const Console& console,
                                       std::optional<ExitCode>& refused) {
  const auto policy = work::find_policy(options.policy).policy;
  ConsoleObserver observer(console);
  const work::ImportOptions how{.format = options.format,
                                .measured_at = work::parse_measured_at(options.measured_at)};
  std::vector<work::Import> imports;
  for (const auto& file : options.files) {
    try {
      imports.push_back(work::import_from(file, how, policy));
    } catch (const InputError& error) {
      if (options.files.size() == 1) throw;
      console.err << fmt::format("benchgate: {}\n", report::visible(error.what()));
      refused = error.exit_code();
      continue;
    }
    for (const auto& why : imports.back().refusals) {
      console.err << fmt::format("benchgate: warning: left out: {}\n", report::visible(why));
    }
    std::erase_if(imports.back().history.records,
                  [&](auto& record) { return !work::make_fit(record, observer); });
  }
  return imports;
}

ExitCode import(const StoreOptions& options, const Console& console) {
  require_files(options.files, "FILE");
  store::require_writable_history(options.to);
  std::optional<ExitCode> refused;
  const auto imports = read_imports(options, console, refused);
  const auto history = store::open_history(options.to, true);
  std::size_t added = 0;
  std::size_t all = 0;
  std::size_t left_out = 0;
  for (const auto& [one, refusals] : imports) {
    for (const auto& record : one.records) {
      if (history->append(record) == store::Appended::Added) ++added;
    }
    all += one.records.size();
    left_out += one.left_out;
  }
  console.out << work::import_summary({.added = added, .known = all - added, .left_out = left_out});
  return refused.value_or(ExitCode::Passed);
}

ExitCode list(const StoreOptions& options, const Console& console) {
  auto runs = store::open_history(options.location, false)->runs();
  const auto all = runs.size();
  if (options.last != 0 && options.last < all) {
    runs.erase(runs.begin(), runs.end() - static_cast<std::ptrdiff_t>(options.last));
  }
  if (options.format == "json") {
    console.out << runs_json(runs);
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

ExitCode copy(const StoreOptions& options, const Console& console) {
  store::require_writable_history(options.to);
  const auto from = store::open_history(options.location, false);
  const auto to = store::open_history(options.to, true);
  const auto added = work::copy_all(*from, *to);
  console.out << fmt::format("Copied {} records and findings that were not there yet.\n", added);
  return ExitCode::Passed;
}

ExitCode verify(const StoreOptions& options, const Console& console) {
  const auto history = store::open_history(options.location, false);
  const auto problems = history->verify();
  for (const auto& problem : problems) console.out << report::visible(problem) << '\n';
  if (!problems.empty()) {
    console.out << fmt::format("{} problems.\n", problems.size());
    return ExitCode::Input;
  }
  console.out << fmt::format("{} records and {} findings, all readable.\n", history->runs().size(),
                             history->findings().size());
  return ExitCode::Passed;
}

ExitCode compact(const StoreOptions& options, const Console& console) {
  if (names_database(options.location)) {
    console.out << "A database has no files to compact.\n";
    return ExitCode::Passed;
  }
  store::require_writable_history(options.location);
  (void)store::open_history(options.location, false);
  const int this_year = std::stoi(date_text(today_in_utc()).substr(0, 4));
  const auto done =
      store::compact_folder(options.location, options.before == 0 ? this_year : options.before);
  console.out << fmt::format("Put {} of {} into {}, and removed {}.\n",
                             report::counted(done.records, "record", "records"),
                             report::counted(done.years, "year", "years"),
                             report::counted(done.files_written, "file", "files"),
                             report::counted(done.files_removed, "file", "files"));
  return ExitCode::Passed;
}

ExitCode prune(const StoreOptions& options, const Console& console) {
  if (!options.to.empty() && store::is_same_place(options.location, options.to)) {
    throw UsageError(
        "--to names the history itself: what is moved there would be lost; name another");
  }
  if (!options.to.empty() && !options.dry_run) store::require_writable_history(options.to);
  const auto history = store::open_history(options.location, false);
  if (!options.dry_run) store::require_writable_history(options.location);
  const auto runs = history->runs();
  const auto ids = history::dispensable(runs, history->findings(), options.retention, now());
  if (options.dry_run) {
    for (const auto& id : ids) console.out << id << '\n';
    console.out << fmt::format("{} of {} records would leave {}.\n", ids.size(), runs.size(),
                               shown(options.location));
    return ExitCode::Passed;
  }
  if (!options.to.empty()) {
    const auto archive = store::open_history(options.to, true);
    for (const auto& id : ids) archive->append(history->record(id));
  }
  history->remove(ids);
  console.out << fmt::format("{} of {} records {}.\n", ids.size(), runs.size(),
                             options.to.empty() ? "removed" : "moved to " + shown(options.to));
  return ExitCode::Passed;
}

using Options = std::shared_ptr<StoreOptions>;

CLI::App* add_verb(CLI::App& app, Action& chosen, const Options& options, const char* name,
                   const char* description, ExitCode (*act)(const StoreOptions&, const Console&)) {
  auto* verb = app.add_subcommand(name, description);
  verb->callback([options, act, &chosen] {
    chosen = [options, act](const Console& console) { return act(*options, console); };
  });
  return verb;
}

void add_location(CLI::App& verb, const Options& options, const char* description) {
  verb.add_option("location", options->location, description)->type_name("LOCATION")->required();
}

void add_append(CLI::App& app, Action& chosen, const Options& options) {
  auto* verb = add_verb(app, chosen, options, "append", "Add results to a history", append);
  verb->footer(
      "The commit's time and subject come from git in the working directory, the branch from git "
      "or GitHub Actions. Results define their metrics: the unit, the better direction, and "
      "whether they are exact. For Google Benchmark files the rules of the policy do.\n\n"
      "Examples:\n"
      "  benchgate store append out/results.json --to history --report-url \"$REPORT\"\n"
      "  benchgate store append out/run.json --to postgresql://ci@db.example.org/benchgate");
  verb->add_option("files", options->files,
                   "Results of `compare`, `duet` or `gate` (--output json=FILE), Google "
                   "Benchmark files, or folders")
      ->type_name("RESULT")
      ->required();
  verb->add_option("--to", options->to, "The history; created if it does not exist")
      ->type_name("LOCATION")
      ->required();
  auto& facts = options->facts;
  verb->add_option("--commit", facts.commit, "Measured commit [from the results]")
      ->type_name("COMMIT");
  verb->add_option("--branch", facts.branch, "Branch of the commit [from git or GitHub Actions]")
      ->type_name("NAME");
  verb->add_option("--machine-class", facts.machine_class, "Machine class [from the results]")
      ->type_name("CLASS");
  verb->add_option("--measured-at", options->measured_at,
                   "Time of the measurement [from the "
                   "results]")
      ->type_name("MOMENT");
  verb->add_option("--verdict-of", options->verdict_of,
                   "Results with the verdict to record, if it is not that of RESULT")
      ->type_name("RESULT");
  verb->add_option("--environment-of", options->environment_of,
                   "Google Benchmark file of the same run, for its environment")
      ->type_name("FILE");
  verb->add_option("--report-url", facts.report_url, "Address of the whole report")
      ->type_name("URL");
  add_policy_file_option(*verb, options->policy);
}

void add_import(CLI::App& app, Action& chosen, const Options& options) {
  auto* verb = add_verb(app, chosen, options, "import", "Import another tool's history", import);
  verb->footer(
      "Reads github-action-benchmark's data file (data.js), CSV as Apache Otava reads it, and "
      "Google Benchmark files, each of which becomes a record. The rules of the policy define "
      "metrics: the unit, the better direction, and whether they are exact; else the files do. A "
      "date without a zone counts as UTC. Unreadable files are named, and the others are "
      "imported.\n\n"
      "Examples:\n"
      "  benchgate store import gh-pages/dev/bench/data.js --to history\n"
      "  benchgate store import nightly-runs/ old.csv --to history");
  verb->add_option("files", options->files, "Files, or folders of Google Benchmark files")
      ->type_name("FILE")
      ->required();
  verb->add_option("--to", options->to, "The history; created if it does not exist")
      ->type_name("LOCATION")
      ->required();
  std::vector<std::string> names;
  for (const auto& format : formats::input_formats()) {
    if (format.holds != formats::InputFormat::Holds::Results) names.emplace_back(format.name);
  }
  verb->add_option("--from", options->format,
                   fmt::format("{} [by the content]", fmt::join(names, ", ")))
      ->type_name("FORMAT")
      ->check(CLI::IsMember(names).description(""));
  verb->add_option("--measured-at", options->measured_at,
                   "Time of the measurement [from the files]")
      ->type_name("MOMENT");
  add_policy_file_option(*verb, options->policy);
}

void add_prune(CLI::App& app, Action& chosen, const Options& options) {
  auto* verb = add_verb(app, chosen, options, "prune", "Remove old records, by a rule", prune);
  verb->footer(
      "Keeps the last record of each week (or day, or month) for each branch and machine class. "
      "Records of commits that a finding names are kept.\n\n"
      "Examples:\n"
      "  benchgate store prune history --keep-days 365 --then monthly --dry-run\n"
      "  benchgate store prune history --to archive");
  add_location(*verb, options, "The history");
  verb->add_option("--keep-days", options->retention.days,
                   "Keep all records of the last days "
                   "[90]")
      ->type_name("DAYS")
      ->check(CLI::Range(1, 100'000).description(""));
  using Older = history::Retention::Older;
  static const std::map<std::string, Older> kOlder = {{"daily", Older::OneADay},
                                                      {"weekly", Older::OneAWeek},
                                                      {"monthly", Older::OneAMonth},
                                                      {"none", Older::None}};
  verb->add_option("--then", options->retention.older,
                   "Thin older records to one per day, week or month, or drop them: daily, "
                   "weekly, monthly or none [weekly]")
      ->type_name("HOW OFTEN")
      ->transform(CLI::CheckedTransformer(kOlder).description(""));
  verb->add_option("--to", options->to, "Move the removed records to this history")
      ->type_name("LOCATION");
  verb->add_flag("--dry-run", options->dry_run, "Show the records without removing them");
}

}  // namespace

void add_store_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<StoreOptions>();
  auto* command = app.add_subcommand("store", "Keep a history of runs");
  command->footer(kFooter);
  command->require_subcommand(1);
  add_append(*command, chosen, options);
  add_import(*command, chosen, options);
  auto* list_verb = add_verb(*command, chosen, options, "list", "List the records", list);
  add_location(*list_verb, options, "The history");
  list_verb->add_option("--last", options->last, "Only the newest commits [all]")
      ->type_name("COUNT");
  list_verb
      ->add_option("--format", options->format, "terminal, or json: docs/history.md [terminal]")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"terminal", "json"}).description(""));
  auto* copy_verb =
      add_verb(*command, chosen, options, "copy", "Copy a history into another", copy);
  add_location(*copy_verb, options, "History to read");
  copy_verb->add_option("to", options->to, "History to append to; created if it does not exist")
      ->type_name("TO")
      ->required();
  add_location(
      *add_verb(*command, chosen, options, "verify", "Check every file of a history", verify),
      options, "The history");
  auto* compact_verb = add_verb(*command, chosen, options, "compact",
                                "Put the files of each past year into one", compact);
  add_location(*compact_verb, options, "The history, a folder");
  compact_verb->add_option("--before", options->before, "Years before this one [this year]")
      ->type_name("YEAR")
      ->check(CLI::Range(1971, 9999).description(""));
  add_prune(*command, chosen, options);
}

}  // namespace benchgate::cli
