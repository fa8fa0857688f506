// The record that a history keeps of one night, from what was measured.
//
// Of base and head that were measured together there are ratios, which are free of the machine, and
// head's own figures; of a run alone, its figures. Does not ask git: what is not in the results is
// handed in.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "benchgate/gate/assessment.h"
#include "benchgate/gate/policy.h"
#include "benchgate/model/history.h"
#include "benchgate/model/run.h"

namespace benchgate::history {

/// What results do not say, or not well enough: each wins over them where it is there.
struct RecordFacts {
  std::string source;  ///< the file, for messages
  std::optional<model::Timestamp> measured_at;
  std::string commit;  ///< of head, full
  std::optional<model::Timestamp> committed_at;
  std::string subject;
  std::string branch;
  std::string machine_class;
  std::string outcome;
  std::string title;
  std::string report_url;
  /// Where it was measured, as a run's suites tell it. Results themselves tell only what differed
  /// between base and head.
  std::map<std::string, std::string, std::less<>> environment;
};

/// Machine, compiler and engines, of all suites of a run: what a reader of a jump asks for.
[[nodiscard]] std::map<std::string, std::string, std::less<>> lasting_environment(
    const model::Run& run);

/// Throws UsageError where it is not known when it was measured, or there is nothing to keep. What
/// a metric is (unit, direction, kind) an assessment says itself; of a run the policy's rules say
/// it.
///
/// Timings are kept to seven digits, a thousandth of the smallest noise; what is exact is exact.
/// The id is made of time, commit and figures: the same results give the same record.
[[nodiscard]] model::HistoryRecord record_of(const gate::Assessment& assessment,
                                             const RecordFacts& facts);
[[nodiscard]] model::HistoryRecord record_of(const model::Run& run, const RecordFacts& facts,
                                             const gate::Policy& policy);

/// Lets the policy's rules say what a record's metrics are: of one that another tool has made.
void define_metrics(model::HistoryRecord& record, const gate::Policy& policy);

/// Gives a record without one its id, which does not depend on what a policy says of its metrics.
void set_id(model::HistoryRecord& record);

}  // namespace benchgate::history
