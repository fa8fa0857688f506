// The first words of the overview: the headline, the health of suites, the end of the last night.
// Finished words, each with the tone that colours it.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "benchgate/site/change_group.h"
#include "benchgate/site/run_table.h"
#include "benchgate/site/suite_health.h"

namespace benchgate::site {

/// The sure changes of the last 30 days: what may yet go away or was denied is no news.
struct RecentNews {
  std::map<std::string, std::size_t> worse;  ///< changes for the worse, by suite
  std::set<std::string> slower;              ///< slugs of the benchmarks that have some
  std::size_t better = 0;                    ///< changes for the better

  [[nodiscard]] std::size_t all_worse() const;
};

[[nodiscard]] RecentNews recent_news(const std::vector<ChangeGroup>& changes, const RunTable& runs);

/// By how much a level moved, and as much of that as is sure; nothing where all of it is.
struct LevelMove {
  double ratio = 1;
  std::optional<double> sure;
};

/// "good" or "bad" is only what is sure and goes the way that the levels show; "unclear" what was
/// denied or may yet go away, and where nobody knows which way is better; empty below 0.5 %.
[[nodiscard]] std::string_view tone_of(const LevelMove& move,
                                       const model::MetricDefinition& definition);

struct ToneAndBadge {
  std::string_view tone;  ///< "good", "bad", "unclear"
  std::string_view badge;
};

/// "passed" is good and "✓ passed".
[[nodiscard]] ToneAndBadge outcome_words(std::string_view outcome);

[[nodiscard]] nlohmann::json suites_json(const SuiteHealths& suites, const RecentNews& news);

/// "tone", "title", "outcome"; when the last run was is the reader's clock's to say.
[[nodiscard]] nlohmann::json headline_json(const SuiteHealths& suites, const RecentNews& news,
                                           const RunTable& runs, std::size_t benchmarks);

}  // namespace benchgate::site
