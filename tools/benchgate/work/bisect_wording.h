// What a bisection asks and hears, in words.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "benchgate/work/bisect_source.h"

namespace benchgate::work {

/// "1 commit", "12 commits".
[[nodiscard]] std::string commits_text(std::size_t count);

/// "1a2b3c4d5e6f use a map for the index".
[[nodiscard]] std::string commit_text(const builds::Commit& commit);

/// "is bad", "cannot be tested", ...
[[nodiscard]] std::string_view answer_text(history::BisectionAnswer answer);

/// "+10.1 % [+9.2 %, +11.0 %]".
[[nodiscard]] std::string effect_text(const stats::Estimate& ratio);

/// "the same program as 77aa88bb99cc, to the byte". Not of None.
[[nodiscard]] std::string sameness_text(Sameness sameness, const std::string& commit);

/// "1a2b3c4d5e6f is bad: +10.1 % [+9.2 %, +11.0 %] against 77aa88bb99cc, 16 pairs".
[[nodiscard]] std::string step_text(const BisectStep& step);

}  // namespace benchgate::work
