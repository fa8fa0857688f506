// Records for a history, from the files that a user names and from what git knows of their commits.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/base/getenv.h"
#include "benchgate/history/history_record.h"
#include "benchgate/store/history_store.h"
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

/// The outcome and the title of a results file, as those of the night.
void take_verdict(const std::filesystem::path& file, history::RecordFacts& facts);

/// Makes a record fit for being kept, and says what had to be left out. Is anything left?
[[nodiscard]] bool make_fit(model::HistoryRecord& record, Observer& observer);

/// Appends every record and finding of `from` that `to` has not; returns how many those are.
std::size_t copy_all(const store::HistoryStore& from, store::HistoryStore& to);

}  // namespace benchgate::work
