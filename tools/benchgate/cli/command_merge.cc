#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/writable.h"
#include "benchgate/cli/command.h"
#include "benchgate/formats/result_files.h"
#include "benchgate/work/merge_shards.h"
#include "benchgate/work/second_measurement.h"

namespace benchgate::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFooter =
    "Each SHARD is a file of `benchgate run --shard I/N`, or a folder of `duet` or `gate --shard "
    "I/N` with base.json and head.json. OUT is the same kind. All N must be there, measured with "
    "the same commit, policy and options. Machines may differ if base and head were measured "
    "together, and the report says how.\n\n"
    "If `run` measured suspects again (FILE.again.json beside FILE.json), the second "
    "measurements are merged as well, for `compare --again`.\n\n"
    "Merging decides nothing. `benchgate compare` decides over all benchmarks together, because "
    "family_alpha belongs to the change and not to a shard.\n\n"
    "Examples:\n"
    "  benchgate merge out/shard-*-of-4 -o out/merged       of gate or duet, one folder each\n"
    "  benchgate compare out/merged/base.json out/merged/head.json\n"
    "  benchgate merge shard-*.json -o out/run.json         of run";

struct MergeOptions {
  std::vector<std::string> shards;
  std::string output;
};

/// `shard-*.json` names the second measurements as well.
std::vector<std::string> first_measurements(const std::vector<std::string>& names) {
  std::vector<std::string> first;
  std::ranges::copy_if(names, std::back_inserter(first), [&](const std::string& name) {
    return std::ranges::none_of(
        names, [&](const std::string& other) { return work::again_file(other) == name; });
  });
  return first;
}

work::ShardRun read_shard(const std::string& name) {
  work::ShardRun shard{.name = name, .run = formats::read_run_file(name)};
  const auto again = work::again_file(name);
  if (fs::exists(again)) shard.again = formats::read_run_file(again);
  return shard;
}

/// The file of an earlier merge must not be taken for one of this.
void write_second_measurement(const std::optional<model::Run>& again, const std::string& file,
                              const Console& console) {
  if (!again) {
    std::error_code ignored;
    fs::remove(file, ignored);
    return;
  }
  formats::write_run_file(file, *again);
  console.err << fmt::format("benchgate: their second measurements written to {}\n", file);
}

void merge_files(const MergeOptions& options, const Console& console) {
  require_writable_file(options.output);
  std::vector<work::ShardRun> shards;
  for (const auto& name : options.shards) shards.push_back(read_shard(name));
  if (std::ranges::any_of(shards,
                          [](const auto& shard) { return shard.run.session.has_value(); })) {
    throw UsageError(
        "these are files of duets: merge their folders, so that base and head stay "
        "together");
  }
  const auto merged = work::merge_shards(shards);
  const auto again = work::merge_second_measurements(shards);
  formats::write_run_file(options.output, merged);
  write_second_measurement(again, work::again_file(options.output), console);
}

void merge_folders(const MergeOptions& options) {
  require_writable_folder(options.output);
  std::vector<work::ShardPair> pairs;
  const auto read = [](const fs::path& path) {
    return work::ShardRun{.name = path.string(), .run = formats::read_run_file(path)};
  };
  for (const fs::path folder : options.shards) {
    auto base = read(folder / "base.json");
    pairs.push_back({std::move(base), read(folder / "head.json")});
  }
  const auto merged = work::merge_shard_pairs(std::move(pairs));
  const fs::path output = options.output;
  formats::write_run_file(output / "base.json", merged.base);
  formats::write_run_file(output / "head.json", merged.head);
}

ExitCode merge(const MergeOptions& asked, const Console& console) {
  const MergeOptions options{.shards = first_measurements(asked.shards), .output = asked.output};
  const auto is_folder = [](const std::string& name) { return fs::is_directory(name); };
  const auto folders = std::ranges::count_if(options.shards, is_folder);
  if (folders == 0) {
    merge_files(options, console);
  } else if (std::cmp_equal(folders, options.shards.size())) {
    merge_folders(options);
  } else {
    throw UsageError("some of these are files and some are folders; merge shards of one kind");
  }
  console.err << fmt::format("benchgate: {} shards written to {}\n", options.shards.size(),
                             options.output);
  return ExitCode::Passed;
}

}  // namespace

void add_merge_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<MergeOptions>();
  auto* command = app.add_subcommand("merge", "Put the shards of a measurement together");
  command->footer(kFooter);
  command->add_option("shards", options->shards, "All shards: files, or folders")
      ->type_name("SHARD...")
      ->required();
  command->add_option("-o,--output", options->output, "The merged file, or folder")
      ->type_name("OUT")
      ->required();
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) { return merge(*options, console); };
  });
}

}  // namespace benchgate::cli
