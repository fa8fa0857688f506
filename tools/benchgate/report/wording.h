// Verdict, reason and figures as the sentence that a reviewer reads.
//
// Texts are plain: names and messages from outside stand in them as they came, and every format
// escapes the whole. Numbers are written by quantity_text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/gate/assessment.h"
#include "benchgate/gate/verdict.h"

namespace benchgate::report {

/// "regressed", "over budget": the words of a verdict. Never only a colour or a symbol.
[[nodiscard]] std::string_view verdict_word(gate::Verdict verdict);

/// One column wide: "✗", "✓", "?".
[[nodiscard]] std::string_view verdict_symbol(gate::Verdict verdict);

/// "met", "above target", "above warning", "exceeded"; "below target" where higher is better.
[[nodiscard]] std::string_view budget_word(gate::BudgetState state, model::Direction direction);

/// "12.3 % slower": how head stands to base, in the words of the metric's unit. For a ratio only.
[[nodiscard]] std::string change_words(const gate::Judgement& judgement);

/// Why the verdict is what it is, as one sentence without its full stop: "12.3 % slower (95 %
/// interval +10.1 to +14.2 %), limit 5 %".
[[nodiscard]] std::string reason_sentence(const gate::Judgement& judgement);

/// "12.4 ms, error above 10 ms".
[[nodiscard]] std::string budget_sentence(const gate::BudgetJudgement& budget);

/// "1 regression", "3 regressions".
[[nodiscard]] std::string counted(std::size_t count, std::string_view singular,
                                  std::string_view plural);

/// "a", "a and b", "a, b and c".
[[nodiscard]] std::string listed(const std::vector<std::string>& items,
                                 std::string_view conjunction = "and");

}  // namespace benchgate::report
