// The "context" of a result file: Google's fields flattened to texts, and benchgate's own object.
//
//   "context": {
//     "date": ..., "executable": ..., "caches": [...], "any user field": "text",
//     "benchgate": {
//       "schema": 1,
//       "commit": "...",                       fields that all suites share
//       "suites": {"db": {"postgres_version": "..."}, "cache": {}},
//       "session": {"id": "...", "side": "head", "seed": "..."},
//       "metrics": {"latency": {"unit": "ns", "better": "lower", "kind": "timing"}},
//       "shard": {"index": 2, "count": 4, "terms": {"policy": "...", ...}},
//       "diagnostics": [{"level": ..., "code": ..., "benchmark": ..., "message": ...}]
//     }
//   }
//
// Nested objects are joined with '.', arrays with ", ". "caches" becomes one text in the manner of
// Google's console, "L1d 48 KiB x2; L2 2048 KiB x2".
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "benchgate/formats/json_cursor.h"
#include "benchgate/model/run.h"

namespace benchgate::formats {

/// The newest layout of "context.benchgate" that this version reads, and the one it writes.
inline constexpr int kSchemaVersion = 1;

using MetricDefinitions = std::map<std::string, model::MetricDefinition, std::less<>>;

struct FileContext {
  model::Environment common;         ///< every suite has these
  std::vector<model::Suite> suites;  ///< with their own fields only
  model::Diagnostics diagnostics;    ///< those that were stored with the run
  std::optional<model::Session> session;
  std::optional<model::Shard> shard;
  MetricDefinitions metrics;  ///< that are something else than their names say
};

/// Throws InputError for a schema newer than ours, wrong types, or more than limits.h allows.
[[nodiscard]] FileContext read_context(const JsonCursor& json, JsonValue& value);

}  // namespace benchgate::formats
