// Result files and folders of them, from the disk.
#pragma once

#include <filesystem>
#include <vector>

#include "benchgate/model/run.h"

namespace benchgate::formats {

/// Reads one result file. A file that names neither suite nor executable is one suite, named as
/// the file without its extension. Throws InputError.
[[nodiscard]] model::Run read_run_file(const std::filesystem::path& path);

/// Reads files of one side as one run (model::pooled()). Throws InputError.
[[nodiscard]] model::Run read_run_files(const std::vector<std::filesystem::path>& files);

/// The same of all *.json of a folder (not of folders in it) in the order of their names.
/// Throws InputError where one of them is invalid or there is none.
[[nodiscard]] model::Run read_run_folder(const std::filesystem::path& folder);

/// Writes `run` so that a reader sees the old file or the whole new one. Throws EnvironmentError.
void write_run_file(const std::filesystem::path& path, const model::Run& run);

}  // namespace benchgate::formats
