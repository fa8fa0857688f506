#include "benchgate/cli/bisect_output.h"

#include <cmath>
#include <cstdint>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "benchgate/cli/text_table.h"
#include "benchgate/report/quantity_text.h"
#include "benchgate/report/unicode.h"
#include "benchgate/report/wording.h"
#include "benchgate/work/bisect_wording.h"

namespace benchgate::cli {
namespace {

using builds::short_commit;
using history::Bisection;
using history::BisectionAnswer;
using model::HistoryFinding;
using work::answer_text;
using work::commit_text;
using work::commits_text;
using work::effect_text;
using Json = nlohmann::ordered_json;

/// A range is listed as far as somebody would read it.
constexpr std::size_t kMostListed = 30;
constexpr std::size_t kDayLength = 10;  // of an ISO date

std::string log_effect_text(const std::optional<stats::Estimate>& change) {
  return change ? effect_text(history::as_ratio(*change)) : "unknown";
}

std::string target_text(const work::BisectTarget& target) {
  return report::visible(fmt::format("{} {}", target.benchmark, target.metric));
}

std::string_view reason_text(BisectionAnswer reason) {
  switch (reason) {
    case BisectionAnswer::Untestable:
      return "the commits between cannot be built or measured";
    case BisectionAnswer::Undecided:
      return "the commits between are not shown to be like either end; a longer --budget may "
             "help, unless the benchmark changed in several steps";
    case BisectionAnswer::Stopped:
      return "there was no time left (--budget), or it was interrupted; builds are kept, so a "
             "search in this range is quicker now";
    case BisectionAnswer::Unlisted:
      return "git could not say which commits these are";
    default:
      break;
  }
  return "its neighbours say that it is this one, but it does not differ from its own parent: the "
         "change may have come in many small steps";
}

std::string authored_text(const builds::Commit& commit) {
  return fmt::format("{}, {}", report::visible(commit.author),
                     commit.authored_at.substr(0, kDayLength));
}

std::string list_text(const std::vector<builds::Commit>& commits) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& commit : commits) {
    if (rows.size() == kMostListed) break;
    rows.push_back({"  " + short_commit(commit.id), commit.authored_at.substr(0, kDayLength),
                    commit.author, commit.subject});
  }
  auto text = text_table(std::move(rows));
  if (commits.size() > kMostListed) {
    text += fmt::format("  and {} more\n", commits.size() - kMostListed);
  }
  return text;
}

/// A culprit that explains clearly less than all there is.
bool is_a_part(const Bisection& found) {
  constexpr double kMost = 0.75;
  if (!found.change || !found.whole || !found.change->interval) return false;
  const auto& [lower, upper] = found.change->interval->bounds;
  const double most = std::max(std::abs(lower), std::abs(upper));
  return most < kMost * std::abs(found.whole->point);
}

std::string culprit_text(const work::BisectReport& report) {
  const auto& found = report.found;
  const auto& culprit = report.range.front();
  auto text = fmt::format("{}\n  by {}\n\n{} is {} against its parent {}.\n", commit_text(culprit),
                          authored_text(culprit), target_text(*report.target),
                          log_effect_text(found.change ? found.change : found.whole),
                          short_commit(found.good));
  if (is_a_part(found)) {
    text += fmt::format(
        "This is a part of the {} between GOOD and BAD; the remainder lies before {} or after "
        "it.\n",
        log_effect_text(found.whole), short_commit(culprit.id));
  }
  if (found.is_merge_itself) {
    text +=
        "It is a merge, and both of its sides are good by themselves: only together they are "
        "slow.\n";
  }
  if (const auto& inside = found.inside; inside && report.inside.empty()) {
    text += fmt::format("It is a merge, and the merged branch was not searched: {}.\n",
                        reason_text(inside->not_closer));
  } else if (inside) {
    text += fmt::format("It is a merge, and the commit among the merged {} was not found: {}.\n{}",
                        commits_text(report.inside.size()), reason_text(inside->not_closer),
                        list_text(report.inside));
  }
  return text;
}

std::string range_text(const work::BisectReport& report) {
  const auto& found = report.found;
  return fmt::format(
      "It is one of {} after {} up to {}, and no closer: {}.\n{}\n{} is {} from GOOD "
      "to BAD.\n",
      commits_text(report.range.size()), short_commit(found.good), short_commit(found.bad),
      reason_text(*found.not_closer), list_text(report.range), target_text(*report.target),
      log_effect_text(found.whole));
}

std::string not_confirmed_text(const work::BisectReport& report) {
  if (report.found.not_closer == BisectionAnswer::Stopped) {
    return "Nothing was found: there was no time to measure BAD against GOOD to the end.\n";
  }
  std::string what =
      report.target
          ? target_text(*report.target)
          : fmt::format("None of {}", report::counted(report.matching, "benchmark", "benchmarks"));
  return fmt::format(
      "{} {} between {} and {} as far as this can be measured, so there is nothing to "
      "search.\nA longer --budget shows smaller changes. If the machine has changed since, no "
      "commit is to blame.\n",
      what, report.target ? "does not differ" : "differs", short_commit(report.good.id),
      short_commit(report.bad.id));
}

std::string steps_text(const std::vector<work::BisectStep>& steps) {
  std::vector<std::vector<std::string>> rows{
      {"commit", "against", "answer", "effect", "pairs", "what it is"}};
  std::size_t pairs = 0;
  for (const auto& step : steps) {
    pairs += step.pairs;
    rows.push_back({short_commit(step.commit.id), short_commit(step.against),
                    std::string(answer_text(step.answer)),
                    step.ratio ? effect_text(*step.ratio) : "",
                    step.pairs > 0 ? std::to_string(step.pairs) : "",
                    step.note.empty() ? step.commit.subject : step.note});
  }
  if (rows.size() == 1) return "";
  return fmt::format("\nHow it was found, by {}:\n\n{}",
                     report::counted(pairs, "pair of processes", "pairs of processes"),
                     text_table(std::move(rows)));
}

Json commit_json(const builds::Commit& commit) {
  return {{"commit", commit.id},
          {"subject", report::valid_utf8(commit.subject)},
          {"author", report::valid_utf8(commit.author)},
          {"authored_at", commit.authored_at}};
}

Json commits_json(const std::vector<builds::Commit>& commits) {
  Json list = Json::array();
  for (const auto& commit : commits) list.push_back(commit_json(commit));
  return list;
}

Json ratio_json(const std::optional<stats::Estimate>& ratio) {
  if (!ratio) return nullptr;
  Json json = {{"ratio", ratio->point}, {"lower", nullptr}, {"upper", nullptr}, {"level", nullptr}};
  if (const auto& interval = ratio->interval) {
    json["lower"] = interval->bounds.lower;
    json["upper"] = interval->bounds.upper;
    json["level"] = interval->achieved_level;
  }
  return json;
}

Json change_json(const std::optional<stats::Estimate>& change) {
  return change ? ratio_json(history::as_ratio(*change)) : Json(nullptr);
}

Json steps_json(const std::vector<work::BisectStep>& steps) {
  Json list = Json::array();
  for (const auto& step : steps) {
    auto json = commit_json(step.commit);
    json["against"] = step.against;
    json["answer"] = history::answer_name(step.answer);
    json["change"] = ratio_json(step.ratio);
    json["pairs"] = step.pairs;
    json["note"] = report::valid_utf8(step.note);
    list.push_back(std::move(json));
  }
  return list;
}

}  // namespace

std::string bisect_text(const work::BisectReport& report) {
  std::string text;
  switch (report.found.answer) {
    case HistoryFinding::Answer::Culprit:
      text = culprit_text(report);
      break;
    case HistoryFinding::Answer::Range:
      text = range_text(report);
      break;
    default:
      text = not_confirmed_text(report);
      break;
  }
  if (report.target && report.matching > 1) {
    text += fmt::format("{} match; {} between GOOD and BAD, this one most clearly.\n",
                        report::counted(report.matching, "benchmark", "benchmarks"),
                        report::counted(report.differing, "differs", "differ"));
  }
  return text + steps_text(report.steps);
}

std::string bisect_json(const work::BisectReport& report) {
  const auto& found = report.found;
  const bool is_culprit = found.answer == HistoryFinding::Answer::Culprit;
  Json target = nullptr;
  if (report.target) {
    target = {{"suite", report.target->suite},
              {"benchmark", report::valid_utf8(report.target->benchmark)},
              {"metric", report.target->metric}};
  }
  Json inside = nullptr;
  if (found.inside) {
    inside = {{"not_closer", not_closer_name(found.inside->not_closer)},
              {"commits", commits_json(report.inside)}};
  }
  const Json json = {
      {"format", 1},
      {"answer", model::answer_name(found.answer)},
      {"interrupted", report.interrupted},
      {"good", commit_json(report.good)},
      {"bad", commit_json(report.bad)},
      {"target", target},
      {"matching", report.matching},
      {"differing", report.differing},
      {"whole", change_json(found.whole)},
      {"culprit", is_culprit ? commit_json(report.range.front()) : Json(nullptr)},
      {"change", change_json(found.change)},
      {"is_merge_itself", found.is_merge_itself},
      {"inside", inside},
      {"range", commits_json(report.range)},
      {"not_closer", found.not_closer ? Json(not_closer_name(*found.not_closer)) : Json(nullptr)},
      {"steps", steps_json(report.steps)}};
  return json.dump(2) + '\n';
}

}  // namespace benchgate::cli
