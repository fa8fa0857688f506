// Histories of other tools, read for `benchgate store import`.
#pragma once

#include <filesystem>
#include <string>

#include "benchgate/formats/history_import.h"
#include "benchgate/gate/policy.h"

namespace benchgate::cli {

/// The records of `path`, with their ids; what their metrics are the rules of `policy` say, else
/// the files. `format` is "github-action-benchmark", "otava" or "google-benchmark"; empty: by the
/// name (.js, .csv, .json or a folder of those). Of a folder each file is a record.
[[nodiscard]] formats::ImportedHistory import_from(const std::filesystem::path& path,
                                                   std::string format, const gate::Policy& policy);

}  // namespace benchgate::cli
