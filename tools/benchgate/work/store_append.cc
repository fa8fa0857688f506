#include "benchgate/work/store_append.h"

#include <fmt/format.h>

#include "benchgate/base/database_name.h"
#include "benchgate/base/error.h"
#include "benchgate/formats/result_files.h"
#include "benchgate/report/results_json.h"
#include "benchgate/report/view_parts.h"
#include "benchgate/store/history_location.h"
#include "benchgate/store/history_store.h"
#include "benchgate/work/store_records.h"

namespace benchgate::work {
namespace {

/// The outcome and the title of a results file, as those of the night.
void take_verdict(const std::string& file, history::RecordFacts& facts) {
  const auto assessment = report::read_results_file(file);
  facts.outcome = gate::outcome_name(assessment.outcome);
  facts.title = report::title_of(assessment);
}

history::RecordFacts facts_of(const AppendRequest& request) {
  auto facts = request.facts;
  facts.measured_at = parse_measured_at(request.measured_at);
  if (!request.verdict_of.empty()) take_verdict(request.verdict_of, facts);
  if (!request.environment_of.empty()) {
    facts.environment =
        history::lasting_environment(formats::read_run_file(request.environment_of));
  }
  return facts;
}

}  // namespace

void append_results(const AppendRequest& request, const Caller& caller,
                    const std::function<void(const AppendedRecord&)>& appended) {
  for (const auto& file : request.files) require_no_database(file, "RESULT");
  require_no_database(request.verdict_of, "--verdict-of");
  require_no_database(request.environment_of, "--environment-of");
  store::require_writable_history(request.to);
  const auto facts = facts_of(request);
  const auto policy = find_policy(request.policy).policy;
  std::vector<model::HistoryRecord> records;
  for (const auto& file : request.files) {
    records.push_back(record_from(file, facts, policy, caller.getenv));
    if (!clip_for_history(records.back(), caller.observer)) {
      throw UsageError(fmt::format("{} holds no figure that a history could keep", file));
    }
  }
  const auto history = store::open_history(request.to, true);
  for (const auto& record : records) {
    const bool is_new = history->append(record) == store::Appended::Added;
    appended({.id = record.run.id,
              .figures = record.points.size(),
              .failures = record.failures.size(),
              .is_new = is_new});
  }
}

}  // namespace benchgate::work
