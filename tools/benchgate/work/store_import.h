// Histories of other tools, read for `benchgate store import`.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/formats/history_import.h"
#include "benchgate/gate/policy.h"

namespace benchgate::work {

struct ImportOptions {
  std::string format;                           ///< InputFormat::name; empty: by the content
  std::optional<model::Timestamp> measured_at;  ///< of Google Benchmark's files, over what they say
};

struct Import {
  formats::ImportedHistory history;
  std::vector<std::string> refusals;  ///< why files of a folder were left out, one each
};

/// The records of `path`, with their ids; the rules of `policy` define their metrics, else the
/// files do. Each file of a folder is a record; one that cannot be read is a refusal. Throws
/// InputError or UsageError where nothing can be read.
[[nodiscard]] Import import_from(const std::filesystem::path& path, const ImportOptions& options,
                                 const gate::Policy& policy);

struct ImportCounts {
  std::size_t added = 0;     ///< records
  std::size_t known = 0;     ///< records that were there already
  std::size_t left_out = 0;  ///< values
};

/// "Imported 3 records; 1 was there already.", in lines.
[[nodiscard]] std::string import_summary(const ImportCounts& counts);

}  // namespace benchgate::work
