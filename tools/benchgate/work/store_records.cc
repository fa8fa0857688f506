#include "benchgate/work/store_records.h"

#include <charconv>
#include <string_view>
#include <variant>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/instant.h"
#include "benchgate/formats/result_files.h"
#include "benchgate/formats/utf8.h"
#include "benchgate/measure/git.h"
#include "benchgate/report/results_json.h"
#include "benchgate/report/unicode.h"
#include "benchgate/report/view_parts.h"
#include "benchgate/store/clip_record.h"
#include "benchgate/store/history_limits.h"
#include "benchgate/work/run_source.h"

namespace benchgate::work {
namespace {

namespace fs = std::filesystem;

/// As git has it, but for what is no UTF-8.
std::string clean(std::string_view text) {
  constexpr std::size_t kMost = 500;
  text = text.substr(0, kMost);
  return std::string(text.substr(0, formats::valid_utf8_prefix(text)));
}

void ask_git_about(const std::string& commit, history::RecordFacts& facts) {
  if (commit.empty()) return;
  // Not `git show`, which begins with the header of an annotated tag.
  const auto answer =
      measure::ask_git(".", {"log", "-1", "--no-show-signature", "--format=%H%n%ct%n%s",
                             "--end-of-options", commit, "--"});
  if (!answer.succeeded) return;
  const std::string_view text = answer.text;
  const auto first = text.find('\n');
  const auto second = text.find('\n', first + 1);
  if (second == std::string_view::npos) return;
  facts.commit = text.substr(0, first);  // HEAD and short hashes become what they stand for
  model::Timestamp at = 0;
  std::from_chars(text.data() + first + 1, text.data() + second, at);
  if (!facts.committed_at && at > 0) facts.committed_at = at;
  const auto subject = text.substr(second + 1);
  if (facts.subject.empty()) facts.subject = clean(subject.substr(0, subject.find('\n')));
}

/// A pull request's name in GitHub Actions, else the branch that is checked out.
std::string branch_here(const Getenv& getenv) {
  for (const auto* name : {"GITHUB_HEAD_REF", "GITHUB_REF_NAME"}) {
    if (const auto value = getenv(name); value && !value->empty()) return clean(*value);
  }
  const auto answer = measure::ask_git(".", {"symbolic-ref", "--quiet", "--short", "HEAD"});
  const std::string_view text = answer.text;
  return answer.succeeded ? clean(text.substr(0, text.find('\n'))) : std::string();
}

}  // namespace

model::HistoryRecord record_from(const fs::path& file, history::RecordFacts facts,
                                 const gate::Policy& policy, const Getenv& getenv) {
  facts.source = file.string();
  if (facts.branch.empty()) facts.branch = branch_here(getenv);
  const auto commit_or = [&](const std::string& recorded) {
    return facts.commit.empty() ? recorded : facts.commit;
  };
  auto input = fs::is_directory(file) ? formats::Input(formats::read_run_folder(file))
                                      : formats::read_input(file);
  if (std::holds_alternative<formats::ImportedHistory>(input)) {
    throw InputError(file, "is another tool's history; `benchgate store import` reads it");
  }
  if (const auto* results = std::get_if<formats::ResultsText>(&input)) {
    const auto assessment = report::read_results_json(results->json, file);
    ask_git_about(commit_or(assessment.head.commit), facts);
    if (facts.title.empty()) facts.title = report::title_of(assessment);
    return history::record_of(assessment, facts);
  }
  const auto& run = std::get<model::Run>(input);
  ask_git_about(commit_or(gate::identity_of(run, file.string()).commit), facts);
  return history::record_of(run, facts, policy);
}

std::optional<model::Timestamp> parse_measured_at(const std::string& text) {
  if (text.empty()) return std::nullopt;
  if (const auto moment = parse_instant(text)) return moment;
  throw UsageError("--measured-at takes a moment such as 2026-11-21T02:30:00Z");
}

bool clip_for_history(model::HistoryRecord& record, Observer& observer) {
  for (const auto& name : store::clip_record(record)) {
    constexpr std::size_t kShown = 60;
    observer.note(
        fmt::format("warning: '{}' is left out: a history's names are UTF-8 without NUL, and have "
                    "at most {} bytes",
                    report::elide_middle(report::visible(name), kShown), store::kMostNameBytes));
  }
  history::set_id(record);
  return !record.points.empty() || !record.failures.empty();
}

}  // namespace benchgate::work
