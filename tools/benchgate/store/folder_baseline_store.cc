#include "benchgate/store/folder_baseline_store.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/base/new_file.h"
#include "benchgate/base/work_tree.h"
#include "benchgate/formats/google_benchmark_writer.h"
#include "benchgate/formats/result_files.h"

namespace benchgate::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestPart = 100;

/// Only what is safe as one part of a path on every system, and cannot be taken for an option.
bool is_plain(std::string_view part) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-_.+").find(c) != std::string_view::npos;
  };
  return !part.empty() && part.size() <= kLongestPart && part.front() != '.' &&
         part.front() != '-' && std::ranges::all_of(part, allowed);
}

void check_part(std::string_view part, std::string_view what) {
  if (is_plain(part)) return;
  throw UsageError(fmt::format(
      "'{}' cannot be the {} of a baseline: use letters, digits, '-', '_', '.' and '+', "
      "at most {} of them, not beginning with '.' or '-'",
      part, what, kLongestPart));
}

enum class ChildKind { Folder, ResultFile };

/// What `folder` holds of that kind, sorted by name; nothing where there is no such folder. A
/// folder that cannot be read is no empty one.
std::vector<fs::path> children(const fs::path& folder, ChildKind kind) {
  std::vector<fs::path> found;
  std::error_code error;
  if (!fs::exists(folder, error) && !error) return found;
  try {
    for (const auto& entry : fs::directory_iterator(folder)) {
      const auto name = entry.path().filename().string();
      const bool fits = kind == ChildKind::Folder ? entry.is_directory() && is_plain(name)
                                                  : entry.path().extension() == ".json";
      if (fits) found.push_back(entry.path());
    }
  } catch (const fs::filesystem_error& failure) {
    throw EnvironmentError(fmt::format("cannot read the baselines in {}: {}", folder.string(),
                                       failure.code().message()));
  }
  std::ranges::sort(found);
  return found;
}

/// The part of `run` that belongs to one suite.
model::Run part_of(const model::Run& run, const model::Suite& suite) {
  model::Run part{.suites = {suite}, .benchmarks = {}, .diagnostics = run.diagnostics};
  std::ranges::copy_if(run.benchmarks, std::back_inserter(part.benchmarks),
                       [&](const auto& benchmark) { return benchmark.suite == suite.name; });
  return part;
}

BaselineEntry describe(const BaselineKey& key, const model::Run& run, const model::Suite& suite) {
  const auto text = [&](std::string_view field) {
    return std::string(suite.environment.find(field).value_or(""));
  };
  const auto benchmarks = std::ranges::count(run.benchmarks, suite.name, &model::Benchmark::suite);
  return {.key = key,
          .suite = suite.name,
          .commit = text("commit"),
          .dirty = suite.environment.find("dirty") == "true",
          .date = text("date"),
          .benchmarks = static_cast<std::size_t>(benchmarks)};
}

[[noreturn]] void fail_absent(const fs::path& path) {
  throw InputError(path, "there is no such baseline; `benchgate baseline list` shows all");
}

}  // namespace

FolderBaselineStore::FolderBaselineStore(fs::path folder) : folder_(std::move(folder)) {}

fs::path FolderBaselineStore::path_of(const BaselineKey& key) const {
  check_part(key.machine_class, "machine class");
  check_part(key.name, "name");
  if (key.name == kLatest) {
    throw UsageError("'latest' asks for the newest baseline and cannot be the name of one");
  }
  return folder_ / key.machine_class / key.name;
}

std::vector<BaselineEntry> FolderBaselineStore::list() const {
  std::vector<BaselineEntry> entries;
  for (const auto& machine_class : children(folder_, ChildKind::Folder)) {
    for (const auto& name : children(machine_class, ChildKind::Folder)) {
      const BaselineKey key{machine_class.filename().string(), name.filename().string()};
      for (const auto& file : children(name, ChildKind::ResultFile)) {
        const auto run = formats::read_run_file(file);
        for (const auto& suite : run.suites) entries.push_back(describe(key, run, suite));
      }
    }
  }
  std::ranges::sort(entries, [](const auto& a, const auto& b) {
    return std::tie(b.date, a.key.machine_class, a.key.name, a.suite) <
           std::tie(a.date, b.key.machine_class, b.key.name, b.suite);
  });
  return entries;
}

model::Run FolderBaselineStore::load(const BaselineKey& key) const {
  const auto path = path_of(key);
  const auto files = children(path, ChildKind::ResultFile);
  if (files.empty()) fail_absent(path);
  model::Run run;
  for (const auto& file : files) model::append(run, formats::read_run_file(file));
  return run;
}

void FolderBaselineStore::save(const BaselineKey& key, const model::Run& run,
                               IfPresent if_present) {
  const auto path = path_of(key);
  if (run.benchmarks.empty()) throw UsageError("the run holds no benchmark: nothing was saved");
  for (const auto& suite : run.suites) {
    check_part(suite.name, "suite name");
    const auto file = path / (suite.name + ".json");
    require_within_work_tree(file);
    if (if_present == IfPresent::Refuse && fs::exists(file)) {
      throw UsageError(fmt::format("{} is there already: --force replaces it, --name keeps both",
                                   file.string()));
    }
  }
  // A baseline is what one run measured: suites of an earlier one must not stay among them.
  for (const auto& file : children(path, ChildKind::ResultFile)) {
    const auto is_kept = [&](const auto& suite) { return file.stem() == suite.name; };
    const bool replaced = std::ranges::any_of(run.suites, is_kept);
    if (if_present == IfPresent::Replace && !replaced) fs::remove(file);
  }
  remove_abandoned_files(path);
  for (const auto& suite : run.suites) {
    write_file_atomically(path / (suite.name + ".json"),
                          formats::write_google_benchmark(part_of(run, suite)));
  }
}

void FolderBaselineStore::remove(const BaselineKey& key) {
  const auto path = path_of(key);
  require_within_work_tree(path);
  if (!fs::is_directory(path)) fail_absent(path);
  std::error_code error;
  fs::remove_all(path, error);
  if (error) {
    throw EnvironmentError(fmt::format("cannot remove {}: {}", path.string(), error.message()));
  }
  // The class's folder goes with its last baseline; that it holds others is no error.
  fs::remove(path.parent_path(), error);
}

}  // namespace benchgate::store
