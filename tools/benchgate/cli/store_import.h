// Histories of other tools, read for `benchgate store import`.
#pragma once

#include <filesystem>
#include <string>

#include "benchgate/formats/history_import.h"

namespace benchgate::cli {

/// The records of `path`, with their ids. `format` is "github-action-benchmark", "otava" or
/// "google-benchmark"; empty: by the name (.js, .csv, .json or a folder of those). Of a folder each
/// file is a record.
[[nodiscard]] formats::ImportedHistory import_from(const std::filesystem::path& path,
                                                   std::string format);

}  // namespace benchgate::cli
