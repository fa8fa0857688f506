#include "benchgate/work/accept.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/date.h"
#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/base/glob.h"
#include "benchgate/base/work_tree.h"
#include "benchgate/base/writable.h"
#include "benchgate/gate/acceptance_file.h"
#include "benchgate/gate/policy.h"
#include "benchgate/measure/git.h"
#include "benchgate/report/results_json.h"
#include "benchgate/work/acceptances.h"

namespace benchgate::work {
namespace {

namespace fs = std::filesystem;
using gate::Judgement;
using gate::Verdict;
using model::Direction;

bool is_wished(const Judgement& judgement, const AcceptanceWish& wish) {
  if (!glob_match(wish.benchmark, judgement.benchmark)) return false;
  if (wish.metric.empty() || judgement.metric.empty()) return true;
  if (wish.metric == gate::kClockPattern) {
    return judgement.is_about_clock();
  }
  return glob_match(wish.metric, judgement.metric);
}

/// Away from zero, to a tenth of a percent, from 10 % on to a percent; beyond what rounding of
/// doubles makes of a figure that is that already.
double rounded_up(double effect) {
  const double size = std::abs(effect);
  const double step = size < 0.0999 ? 1000 : 100;
  const double up = std::ceil(size * step - 1e-6) / step;
  return effect < 0 ? -std::min(up, 0.999) : up;
}

/// The worst that the row can be believed to be.
double worst_effect(const Judgement& judgement) {
  const auto& ratio = *judgement.ratio;
  const bool falls = model::higher_is_better(judgement.definition.direction);
  if (!ratio.interval) return ratio.point - 1;
  return (falls ? ratio.interval->bounds.lower : ratio.interval->bounds.upper) - 1;
}

/// Of exact metrics the value itself is what counts: one that is better by none has no effect, and
/// between two query plans there is none either.
model::Quantity worst_value(const Judgement& judgement) {
  const auto& samples = judgement.head_samples;
  if (judgement.definition.direction == Direction::NeitherIsBetter) {
    const auto changed = std::ranges::find_if(samples, [&](double value) {
      return std::ranges::count(judgement.base_samples, value) == 0;
    });
    return {changed == samples.end() ? judgement.head->median : *changed,
            judgement.definition.unit};
  }
  const auto [least, most] = std::ranges::minmax(samples);
  const bool falls = model::higher_is_better(judgement.definition.direction);
  return {falls ? least : most, judgement.definition.unit};
}

std::optional<model::Quantity> up_to_for(const Judgement& judgement) {
  if (judgement.definition.kind == model::MetricKind::Exact) {
    if (judgement.head_samples.empty() || !judgement.head) return std::nullopt;
    auto value = worst_value(judgement);
    // A fraction would be read as an effect.
    if (value.unit == model::Unit::Fraction) value.unit = model::Unit::None;
    return value;
  }
  if (!judgement.ratio) return std::nullopt;
  return model::Quantity{rounded_up(worst_effect(judgement)), model::Unit::Fraction};
}

/// Widens `up_to` so that it holds for `more` too. False where one entry cannot say both.
bool widen(model::Quantity& up_to, const model::Quantity& more, const Judgement& judgement) {
  if (up_to.unit != more.unit || std::signbit(up_to.value) != std::signbit(more.value)) {
    return false;
  }
  const auto direction = judgement.definition.direction;
  if (direction == Direction::NeitherIsBetter) return up_to == more;
  const bool falls = model::higher_is_better(direction);
  up_to.value = falls ? std::min(up_to.value, more.value) : std::max(up_to.value, more.value);
  return true;
}

[[noreturn]] void refuse(const gate::Assessment& assessment, const AcceptanceWish& wish) {
  const auto found = std::ranges::find_if(assessment.judgements,
                                          [&](const auto& row) { return is_wished(row, wish); });
  if (found == assessment.judgements.end()) {
    throw UsageError(fmt::format("no row of these results matches --benchmark {}{}", wish.benchmark,
                                 wish.metric.empty() ? "" : " --metric " + wish.metric));
  }
  const auto is_over = [&](const gate::BudgetJudgement& budget) {
    return budget.closes_gate && glob_match(wish.benchmark, budget.benchmark);
  };
  switch (found->verdict) {
    case Verdict::Errored:
    case Verdict::Missing:
      throw UsageError(
          fmt::format("{} is {}, and only regressions can be accepted; fix it, or give it a rule "
                      "in benchgate.toml",
                      found->benchmark, gate::verdict_name(found->verdict)));
    default:
      break;
  }
  if (std::ranges::any_of(assessment.budgets, is_over)) {
    throw UsageError(
        fmt::format("{} is over its budget, which is an absolute limit: change the [[budget]] in "
                    "benchgate.toml instead",
                    found->benchmark));
  }
  throw UsageError(fmt::format("nothing that matches --benchmark {} regressed: {} {} is {}",
                               wish.benchmark, found->benchmark, found->metric,
                               gate::verdict_name(found->verdict)));
}

std::string git_user() {
  const auto answer = measure::ask_git(".", {"config", "user.name"});
  auto name = answer.text;
  name.erase(std::min(name.find('\n'), name.size()));
  if (answer.succeeded && !name.empty()) return name;
  throw UsageError("git does not know your name; say who accepts this with --by NAME");
}

void refuse_accepted(const std::vector<gate::Acceptance>& entries,
                     const std::vector<gate::Acceptance>& accepted, const fs::path& file) {
  for (const auto& entry : entries) {
    const auto same = std::ranges::find_if(accepted, [&](const auto& other) {
      return other.benchmark == entry.benchmark && other.metric == entry.metric;
    });
    if (same == accepted.end()) continue;
    throw UsageError(
        fmt::format("{}:{}: {} {} is accepted here already, up to {} until {}; alter "
                    "this entry or remove it",
                    file.string(), same->position.line, entry.benchmark, entry.metric,
                    gate::up_to_text(same->up_to), date_text(same->until)));
  }
}

}  // namespace

Date parse_until(std::string_view text, Date today) {
  constexpr int kLongest = 3650;
  if (const auto day = parse_date(text)) {
    if (*day >= today) return *day;
    throw UsageError(fmt::format("--until {}: that day is over", text));
  }
  int days = 0;
  const auto* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, days);
  const bool is_days = error == std::errc{} && std::string_view(rest, end) == "d";
  if (is_days && days > 0 && days <= kLongest) return today + std::chrono::days(days);
  throw UsageError(
      fmt::format("--until {}: write a day, like 2027-02-01, or a number of days, like "
                  "90d",
                  text));
}

std::vector<gate::Acceptance> new_acceptances(const gate::Assessment& assessment,
                                              const AcceptanceWish& wish, Date today) {
  if (wish.reason.find_first_not_of(" \t\r\n") == std::string::npos) {
    throw UsageError("--reason is empty; say why the regression is worth its price");
  }
  const auto& [base, head] = std::tie(assessment.base, assessment.head);
  const bool base_is_known = !base.commit.empty() && base.commit != head.commit && !base.dirty;
  std::map<std::string, gate::Acceptance> entries;
  for (const auto& judgement : assessment.judgements) {
    if (judgement.verdict != Verdict::Regressed || !is_wished(judgement, wish)) continue;
    const auto up_to = up_to_for(judgement);
    if (!up_to) {
      throw UsageError(
          fmt::format("{} {} regressed without an effect that could be accepted: a "
                      "value is zero or negative",
                      judgement.benchmark, judgement.metric));
    }
    const bool is_clock = judgement.is_about_clock();
    const auto metric = is_clock ? std::string(gate::kClockPattern) : judgement.metric;
    const auto [entry, added] = entries.try_emplace(
        metric,
        gate::Acceptance{.benchmark = wish.benchmark,
                         .metric = metric,
                         .up_to = *up_to,
                         .reason = wish.reason,
                         .by = wish.by,
                         .until = parse_until(wish.until, today),
                         .base = base_is_known ? base.commit.substr(0, 12) : std::string()});
    if (!added && !widen(entry->second.up_to, *up_to, judgement)) {
      throw UsageError(
          fmt::format("--benchmark {} matches several {} that one entry cannot accept; "
                      "accept them one by one",
                      wish.benchmark, metric));
    }
  }
  if (entries.empty()) refuse(assessment, wish);
  std::vector<gate::Acceptance> result;
  for (auto& [metric, entry] : entries) result.push_back(std::move(entry));
  return result;
}

AcceptOutcome accept(const AcceptRequest& request) {
  constexpr std::size_t kMostBytes = 1 << 20;
  auto wish = request.wish;
  if (wish.by.empty()) wish.by = git_user();
  const auto policy = find_policy(request.policy);
  AcceptOutcome outcome{.file = acceptance_path(policy), .appended = {}};
  require_writable_file(outcome.file);
  const auto entries =
      new_acceptances(report::read_results_file(request.results), wish, today_in_utc());
  refuse_accepted(entries, policy.acceptances, outcome.file);
  const auto before =
      fs::exists(outcome.file) ? read_file(outcome.file, kMostBytes) : std::string();
  require_within_work_tree(outcome.file);
  write_file_atomically(outcome.file, gate::with_acceptances(before, entries, outcome.file));
  for (const auto& entry : entries) outcome.appended += '\n' + gate::acceptance_text(entry);
  return outcome;
}

}  // namespace benchgate::work
