// Acceptances in words: on the row that they concern, and all of them in a list.
#include <cmath>

#include <fmt/format.h>

#include "benchgate/gate/acceptance_file.h"
#include "benchgate/report/quantity_text.h"
#include "benchgate/report/view_parts.h"
#include "benchgate/report/wording.h"
#include "benchgate/report/wording_parts.h"

namespace benchgate::report {
namespace {

using gate::AcceptanceState;
using gate::AcceptanceUse;

std::string up_to_words(const model::Quantity& up_to, const gate::Judgement* judgement = nullptr) {
  if (up_to.unit != model::Unit::Fraction) {
    const auto unit = judgement != nullptr ? judgement->definition.unit : up_to.unit;
    return short_quantity_text(up_to.value, unit);
  }
  // As it was written: rounding could make it less than what it is held against.
  const auto sign = up_to.value < 0 ? "−" : "+";
  return fmt::format("{}{:.10g} %", sign, std::abs(up_to.value) * 100);
}

/// What is held against it now: the effect, or head's value.
std::string now_words(const gate::Judgement& judgement, const model::Quantity& up_to) {
  if (up_to.unit == model::Unit::Fraction && judgement.ratio) {
    return signed_percent_text(judgement.ratio->point - 1);
  }
  if (!judgement.head) return "beyond it";
  return quantity_text(judgement.head->median, judgement.definition.unit);
}

std::string days(int count) {
  return count == 0 ? "today is its last day"
                    : fmt::format("expires in {}",
                                  counted(static_cast<std::size_t>(count), "day", "days"));
}

std::string state_words(const AcceptanceUse& use) {
  const auto rows = counted(use.rows, "metric", "metrics");
  switch (use.state) {
    case AcceptanceState::Exceeded:
      return use.rows == 0 ? "exceeded" : fmt::format("exceeded; {} within it", rows);
    case AcceptanceState::Expired:
      return use.rows == 0 ? "expired: remove it"
                           : fmt::format("expired: no longer counts for {}", rows);
    case AcceptanceState::OtherBase:
      return fmt::format("given on top of {}, which is not this base", use.acceptance.base);
    case AcceptanceState::InBase:
      return "base has it already, and what it was given for";
    case AcceptanceState::Unused:
      return use.names_nothing ? "unused: names nothing that was measured"
                               : "unused: nothing that it names regressed";
    case AcceptanceState::Used:
      return fmt::format("covers {}", rows);
  }
  return {};
}

Tone tone_of_use(const AcceptanceUse& use) {
  switch (use.state) {
    case AcceptanceState::Exceeded:
      return Tone::Bad;
    case AcceptanceState::Expired:
    case AcceptanceState::OtherBase:
      return use.rows > 0 ? Tone::Bad : Tone::Unclear;
    case AcceptanceState::InBase:
      return use.rows > 0 ? Tone::Bad : Tone::Good;
    case AcceptanceState::Unused:
    case AcceptanceState::Used:
      return Tone::Unclear;
  }
  return Tone::Unclear;
}

AcceptanceRow make_acceptance_row(const AcceptanceUse& use) {
  const auto& entry = use.acceptance;
  AcceptanceRow row{.tone = tone_of_use(use),
                    .state = state_words(use),
                    .benchmark = entry.benchmark,
                    .metric = entry.metric,
                    .up_to = up_to_words(entry.up_to),
                    .until = date_text(entry.until),
                    .by = entry.by,
                    .reason = entry.reason};
  const bool counts = use.days_left >= 0 && use.state != AcceptanceState::InBase;
  if (counts && use.days_left <= gate::kSoonExpiringDays) row.state += "; " + days(use.days_left);
  if (use.is_new.value_or(false)) row.state += "; new: base does not have it";
  return row;
}

}  // namespace

std::string acceptance_words(const gate::Judgement& judgement) {
  if (!judgement.acceptance) return {};
  const auto& accepted = *judgement.acceptance;
  const auto up_to = up_to_words(accepted.up_to, &judgement);
  switch (accepted.state) {
    case AcceptanceState::Used:
      return fmt::format("; accepted up to {} until {} by {}: {}", up_to, date_text(accepted.until),
                         accepted.by, accepted.reason);
    case AcceptanceState::Exceeded:
      return fmt::format("; accepted up to {}, now {}", up_to,
                         now_words(judgement, accepted.up_to));
    case AcceptanceState::Expired:
      return fmt::format("; was accepted up to {}, which expired on {}", up_to,
                         date_text(accepted.until));
    case AcceptanceState::OtherBase:
      return fmt::format("; accepted up to {}, but on top of another base", up_to);
    case AcceptanceState::InBase:
      return fmt::format("; accepted up to {} before, and base has that already", up_to);
    case AcceptanceState::Unused:
      break;
  }
  return {};
}

std::vector<AcceptanceRow> acceptance_rows(const gate::Assessment& assessment) {
  std::vector<AcceptanceRow> rows;
  for (const auto& use : assessment.acceptances) rows.push_back(make_acceptance_row(use));
  return rows;
}

}  // namespace benchgate::report
