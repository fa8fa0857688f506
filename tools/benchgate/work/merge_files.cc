#include "benchgate/work/merge_files.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>

#include "benchgate/base/error.h"
#include "benchgate/base/writable.h"
#include "benchgate/formats/result_files.h"
#include "benchgate/work/merge_shards.h"
#include "benchgate/work/second_measurement.h"

namespace benchgate::work {
namespace {

namespace fs = std::filesystem;

/// `shard-*.json` names the second measurements as well.
std::vector<std::string> first_measurements(const std::vector<std::string>& names) {
  std::vector<std::string> first;
  std::ranges::copy_if(names, std::back_inserter(first), [&](const std::string& name) {
    return std::ranges::none_of(names,
                                [&](const auto& other) { return again_file(other) == name; });
  });
  return first;
}

ShardRun read_shard(const fs::path& file) {
  return {.name = file.string(), .run = formats::read_run_file(file)};
}

ShardRun read_with_second_measurement(const std::string& file) {
  auto shard = read_shard(file);
  const auto again = again_file(file);
  if (fs::exists(again)) shard.again = formats::read_run_file(again);
  return shard;
}

/// The file of an earlier merge must not be taken for one of this.
void write_second_measurements(const std::optional<model::Run>& again, const std::string& file) {
  if (again) return formats::write_run_file(file, *again);
  std::error_code ignored;
  fs::remove(file, ignored);
}

MergeOutcome merge_runs(const std::vector<std::string>& files, const std::string& output) {
  require_writable_file(output);
  std::vector<ShardRun> shards;
  for (const auto& file : files) shards.push_back(read_with_second_measurement(file));
  const bool is_of_duets = std::ranges::any_of(
      shards, [](const ShardRun& shard) { return shard.run.session.has_value(); });
  if (is_of_duets) {
    throw UsageError(
        "these are files of duets: merge their folders, so that base and head stay "
        "together");
  }
  const auto merged = merge_shards(shards);
  const auto again = merge_second_measurements(shards);
  formats::write_run_file(output, merged);
  const auto beside = again_file(output);
  write_second_measurements(again, beside);
  return {.shards = shards.size(), .second_measurements = again ? beside : std::string()};
}

MergeOutcome merge_duets(const std::vector<std::string>& folders, const fs::path& output) {
  require_writable_folder(output);
  std::vector<ShardPair> pairs;
  for (const fs::path folder : folders) {
    auto base = read_shard(folder / "base.json");
    pairs.push_back({std::move(base), read_shard(folder / "head.json")});
  }
  const auto merged = merge_shard_pairs(std::move(pairs));
  formats::write_run_file(output / "base.json", merged.base);
  formats::write_run_file(output / "head.json", merged.head);
  return {.shards = folders.size(), .second_measurements = {}};
}

}  // namespace

MergeOutcome merge_files(const MergeRequest& request) {
  const auto shards = first_measurements(request.shards);
  const auto folders =
      std::ranges::count_if(shards, [](const std::string& name) { return fs::is_directory(name); });
  if (folders == 0) return merge_runs(shards, request.output);
  if (std::cmp_equal(folders, shards.size())) return merge_duets(shards, request.output);
  throw UsageError("some of these are files and some are folders; merge shards of one kind");
}

}  // namespace benchgate::work
