#include "benchgate/work/store_import.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "benchgate/base/database_name.h"
#include "benchgate/base/error.h"
#include "benchgate/formats/history_import.h"
#include "benchgate/formats/result_files.h"
#include "benchgate/history/history_record.h"
#include "benchgate/report/unicode.h"
#include "benchgate/report/wording.h"
#include "benchgate/store/history_location.h"
#include "benchgate/store/history_store.h"
#include "benchgate/work/store_records.h"

namespace benchgate::work {
namespace {

namespace fs = std::filesystem;

struct ImportOptions {
  std::string format;                           ///< InputFormat::name; empty: by the content
  std::optional<model::Timestamp> measured_at;  ///< of Google Benchmark's files
};

struct Import {
  formats::ImportedHistory history;
  std::vector<std::string> refusals;  ///< why files of a folder were left out, one each
};

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

Import import_from(const fs::path& path, const ImportOptions& options, const gate::Policy& policy) {
  if (fs::is_directory(path)) return import_folder(path, options, policy);
  if (options.format.empty()) require_known(path);
  return {.history = history_from(path, options, policy), .refusals = {}};
}

/// What can be read of all files, in their order.
std::vector<formats::ImportedHistory> read_all(const ImportRequest& request, Observer& observer,
                                               ImportOutcome& outcome) {
  const auto policy = find_policy(request.policy).policy;
  const ImportOptions options{.format = request.format,
                              .measured_at = parse_measured_at(request.measured_at)};
  std::vector<formats::ImportedHistory> histories;
  for (const auto& file : request.files) {
    try {
      auto import = import_from(file, options, policy);
      for (const auto& why : import.refusals) {
        observer.note("warning: left out: " + report::visible(why));
      }
      std::erase_if(import.history.records,
                    [&](auto& record) { return !clip_for_history(record, observer); });
      histories.push_back(std::move(import.history));
    } catch (const InputError& error) {
      if (request.files.size() == 1) throw;
      observer.note(report::visible(error.what()));
      ++outcome.unreadable;
    }
  }
  return histories;
}

}  // namespace

std::vector<std::string_view> import_formats() {
  std::vector<std::string_view> names;
  for (const auto& format : formats::input_formats()) {
    if (format.holds != formats::InputFormat::Holds::Results) names.push_back(format.name);
  }
  return names;
}

ImportOutcome import_histories(const ImportRequest& request, Observer& observer) {
  for (const auto& file : request.files) require_no_database(file, "FILE");
  store::require_writable_history(request.to);
  ImportOutcome outcome;
  const auto histories = read_all(request, observer, outcome);
  const auto to = store::open_history(request.to, true);
  for (const auto& history : histories) {
    for (const auto& record : history.records) {
      const bool is_new = to->append(record) == store::Appended::Added;
      ++(is_new ? outcome.added : outcome.known);
    }
    outcome.left_out += history.left_out;
  }
  return outcome;
}

}  // namespace benchgate::work
