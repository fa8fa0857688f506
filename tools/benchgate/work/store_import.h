// Histories of other tools, imported into one of ours.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/work/found_policy.h"
#include "benchgate/work/observer.h"

namespace benchgate::work {

struct ImportRequest {
  std::vector<std::string> files;  ///< files, or folders of Google Benchmark files
  std::string to;                  ///< the history; created where there is none
  std::string format;              ///< one of import_formats(); empty: by the content
  std::string measured_at;  ///< of Google Benchmark's files, over what they say; may be empty
  PolicyPlace policy;
};

struct ImportOutcome {
  std::size_t added = 0;       ///< records
  std::size_t known = 0;       ///< records that were there already
  std::size_t left_out = 0;    ///< values
  std::size_t unreadable = 0;  ///< files
};

/// The formats that can be imported, as options take them.
[[nodiscard]] std::vector<std::string_view> import_formats();

/// Appends the records of all files; the rules of the policy define their metrics, else the files
/// do. Each file of a folder is a record. A file that cannot be read is named to the observer and
/// costs only itself. Throws InputError or UsageError where nothing can be read.
ImportOutcome import_histories(const ImportRequest& request, Observer& observer);

}  // namespace benchgate::work
