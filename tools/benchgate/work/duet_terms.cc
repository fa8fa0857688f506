#include "benchgate/work/duet_terms.h"

#include "benchgate/work/duration.h"
#include "benchgate/work/shard_choice.h"

namespace benchgate::work {

void apply_terms(const DuetTerms& terms, std::string_view command, const FoundPolicy& policy,
                 DuetRequest& request) {
  request.filter = terms.filter;
  if (!terms.budget.empty()) request.budget = parse_duration(terms.budget, "--budget");
  if (!terms.min_time.empty()) request.min_time = parse_duration(terms.min_time, "--min-time");
  request.save = terms.save;
  request.shard = choose_shard(terms.shard, command, policy);
  if (request.shard) {
    // All shards share them; but for --budget, which every machine may need another.
    request.shard->terms["filter"] = terms.filter;
    request.shard->terms["min_time"] = terms.min_time;
    if (request.save.empty()) request.save = shard_folder(*request.shard);
  }
  check_save(request.save);
}

}  // namespace benchgate::work
