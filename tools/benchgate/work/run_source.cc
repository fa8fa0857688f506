#include "benchgate/work/run_source.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "benchgate/base/edit_distance.h"
#include "benchgate/base/error.h"
#include "benchgate/formats/result_files.h"
#include "benchgate/model/pooling.h"
#include "benchgate/store/folder_baseline_store.h"

namespace benchgate::work {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kPrefix = "baseline:";

bool looks_like_a_path(std::string_view name) {
  return name.find('/') != std::string_view::npos || name.ends_with(".json");
}

[[noreturn]] void refuse(std::string_view name, const BaselineChoice& baselines,
                         const std::vector<store::BaselineEntry>& entries) {
  if (looks_like_a_path(name)) throw InputError(name, "there is no such file or folder");
  std::vector<std::string_view> names;
  for (const auto& entry : entries) names.push_back(entry.key.name);
  const auto meant = nearest(name, names);
  auto classes = baselines.machine_classes;
  classes.erase(std::ranges::unique(classes).begin(), classes.end());
  throw InputError(
      baselines.folder,
      fmt::format("'{}' is neither a file, nor a folder, nor a baseline{}{}{}; `benchgate baseline "
                  "list` shows all",
                  name, classes.empty() ? "" : " of the machine class ", fmt::join(classes, " or "),
                  meant ? fmt::format("; did you mean '{}'?", *meant) : ""));
}

LoadedRun load_baseline(std::string_view name, const BaselineChoice& baselines) {
  const store::FolderBaselineStore store(baselines.folder);
  const auto entries = store.list();
  std::optional<store::BaselineKey> key;
  for (const auto& machine_class : baselines.machine_classes) {
    if (!key) key = store::find_baseline(entries, name, machine_class);
  }
  if (!key) refuse(name, baselines, entries);
  LoadedRun loaded{.run = store.load(*key), .identity = {}};
  loaded.identity =
      gate::identity_of(loaded.run, fmt::format("baseline {}/{}", key->machine_class, key->name));
  loaded.identity.machine_class = key->machine_class;  // plain files do not record one
  return loaded;
}

}  // namespace

bool names_baseline(const std::string& name) {
  std::error_code too_long_or_forbidden;
  return name.starts_with(kPrefix) || !fs::exists(name, too_long_or_forbidden);
}

LoadedRun load_run(const std::string& name, const BaselineChoice& baselines) {
  if (name.starts_with(kPrefix)) {
    return load_baseline(std::string_view(name).substr(kPrefix.size()), baselines);
  }
  if (names_baseline(name)) return load_baseline(name, baselines);
  LoadedRun loaded{
      .run = fs::is_directory(name) ? formats::read_run_folder(name) : formats::read_run_file(name),
      .identity = {}};
  loaded.identity = gate::identity_of(loaded.run, name);
  return loaded;
}

LoadedRun load_runs(const std::vector<std::string>& names, const BaselineChoice& baselines) {
  if (names.size() == 1) return load_run(names.front(), baselines);
  std::vector<model::Run> runs;
  for (const auto& name : names) {
    if (names_baseline(name)) {
      throw UsageError(
          fmt::format("{} is not a file; only result files can be taken together", name));
    }
    runs.push_back(load_run(name, baselines).run);
  }
  LoadedRun loaded{.run = model::pooled(std::move(runs)), .identity = {}};
  loaded.identity =
      gate::identity_of(loaded.run, fmt::format("{} and {} more", names.front(), names.size() - 1));
  return loaded;
}

}  // namespace benchgate::work
