#include "benchgate/report/exact_wording.h"

#include <fmt/format.h>

#include "benchgate/report/quantity_text.h"
#include "benchgate/report/wording.h"
#include "benchgate/report/wording_parts.h"

namespace benchgate::report {
namespace {

using gate::Judgement;

bool is_plan(const Judgement& judgement) {
  return judgement.metric == "plan_hash";
}

}  // namespace

std::string exact_moved(const Judgement& judgement) {
  if (is_plan(judgement)) {
    if (judgement.base_label != judgement.head_label) {
      const auto or_none = [](const std::string& label) { return label.empty() ? "none" : label; };
      return fmt::format("query plan changed: {} → {}", or_none(judgement.base_label),
                         or_none(judgement.head_label));
    }
    return fmt::format("query plan changed: hash {}", both_sides(judgement));
  }
  std::string text = both_sides(judgement);
  const bool change_counts = judgement.ratio && judgement.ratio->point != 1;
  if (change_counts) text += fmt::format(", {}", change_words(judgement));
  if (judgement.limit && *judgement.limit > 0) return text + limit_words(judgement);
  switch (judgement.definition.direction) {
    case model::Direction::LowerIsBetter:
      return text + ": must not grow";
    case model::Direction::HigherIsBetter:
      return text + ": must not shrink";
    case model::Direction::NeitherIsBetter:
      return text + ": must not move";
  }
  return text;
}

std::string exact_improved(const Judgement& judgement) {
  if (!judgement.base || !judgement.head) return "an exact metric moved to the better";
  std::string text = both_sides(judgement);
  if (judgement.ratio && judgement.ratio->point != 1) text += ", " + change_words(judgement);
  return text;
}

std::string exact_same(const Judgement& judgement) {
  if (!judgement.base || !judgement.head) return "exactly the same";
  if (judgement.base->median == judgement.head->median) {
    if (is_plan(judgement)) return "same query plan";
    return fmt::format("exactly {} on both sides",
                       quantity_text(judgement.head->median, judgement.definition.unit));
  }
  return both_sides(judgement) + ": within what is allowed" + limit_words(judgement);
}

std::string varying_sides(const Judgement& judgement) {
  if (!judgement.base || !judgement.head) return {};
  const auto range = [&](const compare::Summary& side) {
    const auto texts = quantity_pair(side.minimum, side.maximum, judgement.definition);
    return side.minimum == side.maximum ? texts.base
                                        : fmt::format("{} to {}", texts.base, texts.head);
  };
  return fmt::format(": base {}, head {}", range(*judgement.base), range(*judgement.head));
}

}  // namespace benchgate::report
