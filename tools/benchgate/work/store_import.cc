#include "benchgate/work/store_import.h"

#include <algorithm>
#include <iterator>
#include <variant>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/formats/result_files.h"
#include "benchgate/history/history_record.h"
#include "benchgate/report/wording.h"

namespace benchgate::work {
namespace {

namespace fs = std::filesystem;

/// Of a file that is not there only its name can tell what it should be.
void require_known(const fs::path& path) {
  const auto formats = formats::input_formats();
  const bool is_known = std::ranges::any_of(
      formats, [&](const auto& format) { return path.extension() == format.extension; });
  if (is_known || fs::exists(path)) return;
  throw UsageError(fmt::format("there is no {}", path.string()));
}

/// One run as a history of one record, or another tool's history.
formats::ImportedHistory history_from(const fs::path& path, const ImportOptions& options,
                                      const gate::Policy& policy) {
  auto input = formats::read_input(path, options.format);
  if (std::holds_alternative<formats::ResultsText>(input)) {
    throw InputError(path, "is a result of benchgate; `benchgate store append` keeps it");
  }
  if (auto* history = std::get_if<formats::ImportedHistory>(&input)) {
    for (auto& record : history->records) {
      history::define_metrics(record, policy);
      history::set_id(record);
    }
    if (history->records.empty() && history->left_out > 0) {
      throw InputError(path, fmt::format("holds {}, and none that is a figure of a benchmark: a "
                                         "finite number, and no spread such as _stddev",
                                         report::counted(history->left_out, "value", "values")));
    }
    return std::move(*history);
  }
  formats::ImportedHistory history;
  history.records.push_back(
      history::record_of(std::get<model::Run>(input),
                         {.source = path.string(), .measured_at = options.measured_at}, policy));
  return history;
}

/// A file of a folder that cannot be read costs itself, not the others.
Import import_folder(const fs::path& folder, const ImportOptions& options,
                     const gate::Policy& policy) {
  Import import;
  const auto files = formats::run_files_in(folder);
  for (const auto& file : files) {
    try {
      auto history = history_from(file, options, policy);
      std::ranges::move(history.records, std::back_inserter(import.history.records));
      import.history.left_out += history.left_out;
    } catch (const Error& error) {
      if (import.refusals.size() + 1 == files.size()) throw;
      import.refusals.emplace_back(error.what());
    }
  }
  return import;
}

}  // namespace

Import import_from(const fs::path& path, const ImportOptions& options, const gate::Policy& policy) {
  if (fs::is_directory(path)) return import_folder(path, options, policy);
  if (options.format.empty()) require_known(path);
  return {.history = history_from(path, options, policy), .refusals = {}};
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
