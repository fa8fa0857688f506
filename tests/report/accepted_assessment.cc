// What the gate could have decided where regressions are accepted: one entry in every state.
#include <utility>

#include "report/assessments.h"

namespace benchgate::report::example {
namespace {

using gate::AcceptanceState;
using gate::Verdict;

constexpr std::string_view kReason = "reads its input twice, to check it first";

gate::AcceptanceUse use(std::string benchmark, double effect, AcceptanceState state,
                        std::size_t rows) {
  return {.acceptance = {.benchmark = std::move(benchmark),
                         .metric = "clock",
                         .up_to = {effect, model::Unit::Fraction},
                         .reason = std::string(kReason),
                         .by = "Ann Example",
                         .until = parse_date("2027-02-01").value(),
                         .base = "1a2b3c4d5e6f",
                         .position = {.line = 3, .column = 1}},
          .state = state,
          .rows = rows,
          .is_new = false,
          .days_left = 72};
}

gate::Judgement regressed_by(const gate::AcceptanceUse& use, AcceptanceState state, double ratio) {
  auto judgement =
      timing({.benchmark = use.acceptance.benchmark,
              .base = 1.284e7,
              .ratio = ratio,
              .half_width = 0.012,
              .verdict = state == AcceptanceState::Used ? Verdict::Accepted : Verdict::Regressed,
              .reason = gate::Reason::WorseThanLimit});
  judgement.acceptance = gate::RowAcceptance{.state = state,
                                             .up_to = use.acceptance.up_to,
                                             .reason = use.acceptance.reason,
                                             .by = use.acceptance.by,
                                             .until = use.acceptance.until};
  return judgement;
}

}  // namespace

gate::Assessment accepted() {
  auto assessment = passed();
  auto covers = use("db/sqlite/upsert/rows:1000", 0.12, AcceptanceState::Used, 1);
  covers.is_new = true;
  covers.days_left = 9;
  auto exceeded = use("db/sqlite/page_offset/rows:1000", 0.12, AcceptanceState::Exceeded, 0);
  auto expired = use("db/sqlite/copy/rows:1000", 0.2, AcceptanceState::Expired, 1);
  expired.acceptance.until = parse_date("2026-11-20").value();
  expired.days_left = -1;
  const auto elsewhere = use("cache/lru/evict", 0.05, AcceptanceState::OtherBase, 1);
  const auto merged = use("cache/lru/miss", 0.05, AcceptanceState::InBase, 0);
  auto unused = use("serialization/*", -0.3, AcceptanceState::Unused, 0);
  unused.names_nothing = true;
  unused.is_new.reset();
  auto allocations = use("db/sqlite/select_by_key/*", 0, AcceptanceState::Unused, 0);
  allocations.acceptance.metric = "allocs_per_iter";
  allocations.acceptance.up_to = {14, model::Unit::None};
  allocations.acceptance.base.clear();
  assessment.outcome = gate::Outcome::Closed;
  assessment.coverage = {8, 8};
  const std::vector<gate::Judgement> rows = {
      regressed_by(expired, AcceptanceState::Expired, 1.18),
      regressed_by(exceeded, AcceptanceState::Exceeded, 1.15),
      regressed_by(elsewhere, AcceptanceState::OtherBase, 1.04),
      regressed_by(covers, AcceptanceState::Used, 1.105)};
  assessment.judgements.insert(assessment.judgements.begin(), rows.begin(), rows.end());
  assessment.acceptances = {covers, exceeded, expired, elsewhere, merged, unused, allocations};
  return assessment;
}

}  // namespace benchgate::report::example
