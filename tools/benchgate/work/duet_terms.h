// How base and head are to be measured against each other, as the options of `duet` and `gate` say.
#pragma once

#include <string>
#include <string_view>

#include "benchgate/work/duet.h"
#include "benchgate/work/found_policy.h"

namespace benchgate::work {

/// Texts, as a person writes them; empty: not said.
struct DuetTerms {
  std::string filter;
  std::string budget;    ///< a duration
  std::string min_time;  ///< likewise
  std::string shard;     ///< "2/4"
  std::string save;      ///< the folder for base.json and head.json
};

/// Puts them into `request`; `command` measures. Throws UsageError for what is no duration or
/// shard, EnvironmentError where the folder cannot be written.
void apply_terms(const DuetTerms& terms, std::string_view command, const FoundPolicy& policy,
                 DuetRequest& request);

}  // namespace benchgate::work
