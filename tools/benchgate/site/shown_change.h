// A change as the dashboard shows it: finished words, and the tone that colours them. The page's
// script puts them where they belong and decides nothing.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "benchgate/site/noted_change.h"

namespace benchgate::site {

/// "good", "bad" or "unclear". Good and bad is only what is sure.
[[nodiscard]] std::string_view tone_of(const NotedChange& noted);

/// How much it is now: "+12.3 %", or "12 → 14" for counts and where there is no ratio.
[[nodiscard]] std::string effect_of(const NotedChange& noted);

/// Adds "tone", its "symbol" and "word", since it is never told by colour alone ("✗", "slower"),
/// and "effect"; where there is something to say "interval"
/// ("[+10.1 %, +14.2 %]"), "note" (why it is not sure, or that it is a drift) and "was" (what it
/// was before later changes took some of it back).
void add_words(nlohmann::json& json, const NotedChange& noted);

/// The finding of a change: "answer", "words", "effect"; of a culprit its commit ("culprit") and
/// "subject".
[[nodiscard]] nlohmann::json shown_finding(const model::HistoryFinding& finding);

}  // namespace benchgate::site
