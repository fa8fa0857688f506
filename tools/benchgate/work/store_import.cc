#include "benchgate/work/store_import.h"

#include <algorithm>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/formats/limits.h"
#include "benchgate/formats/result_files.h"
#include "benchgate/history/history_record.h"
#include "benchgate/report/wording.h"

namespace benchgate::work {
namespace {

namespace fs = std::filesystem;

std::string format_of(const fs::path& path) {
  if (fs::is_directory(path) || path.extension() == ".json") return "google-benchmark";
  if (path.extension() == ".js") return "github-action-benchmark";
  if (path.extension() == ".csv") return "otava";
  throw UsageError(fmt::format("what {} is does not show by its name: say --from", path.string()));
}

std::vector<fs::path> run_files(const fs::path& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(path)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  if (files.empty()) throw InputError(path, "holds no *.json");
  return files;
}

/// A file of a folder that cannot be read costs itself, not the others.
Import import_runs(const fs::path& path, const ImportOptions& options, const gate::Policy& policy) {
  Import import;
  const auto files = run_files(path);
  for (const auto& file : files) {
    try {
      import.history.records.push_back(history::record_of(
          formats::read_run_file(file),
          {.source = file.string(), .measured_at = options.measured_at}, policy));
    } catch (const Error& error) {
      if (import.refusals.size() + 1 == files.size()) throw;
      import.refusals.emplace_back(error.what());
    }
  }
  return import;
}

}  // namespace

Import import_from(const fs::path& path, const ImportOptions& options, const gate::Policy& policy) {
  const auto format = options.format.empty() ? format_of(path) : options.format;
  if (format == "google-benchmark") return import_runs(path, options, policy);
  const auto text = read_file(path, formats::kMaxFileBytes);
  Import import{.history = format == "otava" ? formats::read_otava_csv(text, path)
                                             : formats::read_benchmark_action_data(text, path),
                .refusals = {}};
  for (auto& record : import.history.records) {
    history::define_metrics(record, policy);
    history::set_id(record);
  }
  return import;
}

std::string import_summary(const ImportCounts& counts) {
  auto text = fmt::format("Imported {}; {} there already.\n",
                          report::counted(counts.added, "record", "records"),
                          report::counted(counts.known, "was", "were"));
  if (counts.left_out > 0) {
    text += fmt::format(
        "{} left out: no figure of a benchmark (such as _stddev and _cv), no finite number, or one "
        "name twice.\n",
        report::counted(counts.left_out, "value was", "values were"));
  }
  return text;
}

}  // namespace benchgate::work
