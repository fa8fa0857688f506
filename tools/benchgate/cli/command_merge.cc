#include <memory>

#include <fmt/format.h>

#include "benchgate/cli/command.h"
#include "benchgate/work/merge_files.h"

namespace benchgate::cli {
namespace {

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

ExitCode merge(const work::MergeRequest& request, const Console& console) {
  const auto merged = work::merge_files(request);
  if (!merged.second_measurements.empty()) {
    console.err << fmt::format("benchgate: their second measurements written to {}\n",
                               merged.second_measurements);
  }
  console.err << fmt::format("benchgate: {} shards written to {}\n", merged.shards, request.output);
  return ExitCode::Passed;
}

}  // namespace

void add_merge_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<work::MergeRequest>();
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
