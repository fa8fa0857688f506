#include "benchgate/formats/pair_draft.h"

#include <utility>

namespace benchgate::formats {

void PairDraft::add_sampled(const Observation& row) {
  ++sampled_;
  if (row.pair.pacing) ++sampled_in_pairs_;
  if (row.pair.pacing && !row.process) incomplete_ = true;
  add(row);
}

void PairDraft::add(const Observation& row) {
  if (!row.pair.pacing) {
    if (row.pair.stage || row.pair.head_first || row.pair.cpu) incomplete_ = true;
    return;
  }
  set_pacing(*row.pair.pacing);
  if (!row.process && !row.pair.stage) return;  // that there is no pair yet
  if (!row.process || !row.pair.stage) {
    incomplete_ = true;
    return;
  }
  add_pair({.process = *row.process,
            .stage = *row.pair.stage,
            .head_first = row.pair.head_first.value_or(false),
            .cpu = row.pair.cpu.value_or(-1)});
}

void PairDraft::set_pacing(model::Pacing pacing) {
  if (!pairs_) pairs_ = model::Pairs{.pacing = pacing, .pairs = {}};
  if (pairs_->pacing != pacing) contradiction_ = true;
}

void PairDraft::add_pair(const model::Pair& pair) {
  auto& pairs = pairs_->pairs;
  const auto [found, is_new] = index_.try_emplace(pair.process, pairs.size());
  if (is_new) {
    pairs.push_back(pair);
  } else if (pairs[found->second] != pair) {
    contradiction_ = true;
  }
}

std::optional<model::Pairs> PairDraft::finish(const std::string& name,
                                              model::Diagnostics& diagnostics) && {
  const bool some = sampled_in_pairs_ > 0 && sampled_in_pairs_ < sampled_;
  const auto refuse = [&](std::string message) {
    diagnostics.push_back({.level = model::DiagnosticLevel::Problem,
                           .code = "broken-pairs",
                           .benchmark = name,
                           .message = std::move(message)});
    return std::nullopt;
  };
  if (contradiction_) {
    return refuse(
        "has rows of one pair that contradict each other (benchgate_pacing, _stage, _head_first, "
        "_cpu): its pairs are not used; measure again");
  }
  if (incomplete_ || some) {
    return refuse(
        "names the pair of some rows only (benchgate_process, _pacing, _stage): its pairs are "
        "not used; measure again");
  }
  return std::move(pairs_);
}

}  // namespace benchgate::formats
