#include "benchgate/cli/store_import.h"

#include <algorithm>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/formats/limits.h"
#include "benchgate/formats/result_files.h"
#include "benchgate/history/history_record.h"

namespace benchgate::cli {
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

}  // namespace

formats::ImportedHistory import_from(const fs::path& path, std::string format,
                                     const gate::Policy& policy) {
  if (format.empty()) format = format_of(path);
  formats::ImportedHistory history;
  if (format == "google-benchmark") {
    for (const auto& file : run_files(path)) {
      history.records.push_back(
          history::record_of(formats::read_run_file(file), {.source = file.string()}, policy));
    }
    return history;
  }
  const auto text = read_file(path, formats::kMaxFileBytes);
  history = format == "otava" ? formats::read_otava_csv(text, path)
                              : formats::read_benchmark_action_data(text, path);
  for (auto& record : history.records) {
    history::define_metrics(record, policy);
    history::set_id(record);
  }
  return history;
}

}  // namespace benchgate::cli
