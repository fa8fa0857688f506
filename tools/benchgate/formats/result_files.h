// The files that benchgate reads: which format one is in, by its content, and what it holds.
//
// One table has every format. A new one is a reader in a file of its own and an entry there.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "benchgate/formats/history_import.h"
#include "benchgate/model/run.h"

namespace benchgate::formats {

/// The text of a results.json, which report/results_json.h reads.
struct ResultsText {
  std::string json;
};

/// What a file holds: a run, another tool's history of runs, or benchgate's own results.
using Input = std::variant<model::Run, ImportedHistory, ResultsText>;

struct InputFormat {
  enum class Holds { Run, History, Results };

  std::string_view name;  ///< as options take it
  Holds holds;
  std::string_view extension;            ///< of its files: decides where no content fits
  bool (*sniff)(std::string_view text);  ///< is it one? `text` has no byte order mark
  Input (*read)(std::string text, const std::filesystem::path& path);  ///< throws InputError
};

/// All formats; a file that fits none is refused in the words of the first.
[[nodiscard]] std::span<const InputFormat> input_formats();

/// The formats whose content looks like `text`.
[[nodiscard]] std::vector<const InputFormat*> formats_of(std::string_view text);

/// Reads a file in the format of that name; without one, in that of its content. Throws InputError
/// where it cannot be read, or fits several formats.
[[nodiscard]] Input read_input(const std::filesystem::path& path, std::string_view format = {});

/// The files of a folder (not of folders in it) that may hold runs, in the order of their names.
/// Throws InputError where there is none.
[[nodiscard]] std::vector<std::filesystem::path> run_files_in(const std::filesystem::path& folder);

/// Reads a file that holds a run. A file that names neither suite nor executable is one suite,
/// named as the file without its extension. Throws InputError.
[[nodiscard]] model::Run read_run_file(const std::filesystem::path& path);

/// Reads files of one side as one run (model::pooled()). Throws InputError.
[[nodiscard]] model::Run read_run_files(const std::vector<std::filesystem::path>& files);

/// The same of run_files_in() a folder.
[[nodiscard]] model::Run read_run_folder(const std::filesystem::path& folder);

/// Writes `run` so that a reader sees the old file or the whole new one. Throws EnvironmentError.
void write_run_file(const std::filesystem::path& path, const model::Run& run);

}  // namespace benchgate::formats
