// Records for a history, from the files that a user names and from what git knows of their commits.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "benchgate/base/getenv.h"
#include "benchgate/history/history_record.h"
#include "benchgate/work/observer.h"

namespace benchgate::work {

/// The record of a results file, a Google Benchmark file or a folder of those. What `facts` leave
/// open about the commit is asked of git in the working directory; a commit that git knows
/// is kept by its full hash, one that it does not know as it is. What the metrics of a results file
/// are it says itself; for the others `policy` does.
[[nodiscard]] model::HistoryRecord record_from(const std::filesystem::path& file,
                                               history::RecordFacts facts,
                                               const gate::Policy& policy, const Getenv& getenv);

/// What --measured-at says; nothing where it is not given. Throws UsageError.
[[nodiscard]] std::optional<model::Timestamp> parse_measured_at(const std::string& text);

/// Leaves out what a history cannot keep, and says so; gives the record its id. Is anything left?
[[nodiscard]] bool clip_for_history(model::HistoryRecord& record, Observer& observer);

}  // namespace benchgate::work
