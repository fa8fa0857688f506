#include "benchgate/work/merge_shards.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "benchgate/base/error.h"
#include "benchgate/base/hash.h"
#include "benchgate/compare/paired_comparison.h"
#include "benchgate/work/shard_environment.h"

namespace benchgate::work {
namespace {

using Side = model::Session::Side;

[[noreturn]] void refuse(const ShardRun& shard, const std::string& message) {
  throw InputError(shard.name, message);
}

const model::Shard& shard_of(const ShardRun& shard) {
  if (!shard.run.shard) {
    refuse(shard, "is not a shard: it was measured without --shard, or is merged already");
  }
  return *shard.run.shard;
}

std::string in_words(const std::string& value) {
  return value.empty() ? "nothing" : fmt::format("\"{}\"", value);
}

void check_terms(const ShardRun& first, const ShardRun& other) {
  const auto& [ours, theirs] = std::pair(shard_of(first), shard_of(other));
  std::set<std::string> names;
  for (const auto& [name, value] : ours.terms) names.insert(name);
  for (const auto& [name, value] : theirs.terms) names.insert(name);
  const auto value_in = [](const model::Shard& shard, const std::string& name) {
    const auto found = shard.terms.find(name);
    return found == shard.terms.end() ? std::string() : found->second;
  };
  for (const auto& name : names) {
    const auto here = value_in(ours, name);
    const auto there = value_in(theirs, name);
    if (here == there) continue;
    refuse(other, fmt::format("was measured with another {}: {}, and {} in {}; measure all shards "
                              "alike",
                              name, in_words(there), in_words(here), first.name));
  }
}

/// All of one measurement, each once.
void check_set(const std::vector<ShardRun>& shards) {
  if (shards.empty()) throw UsageError("merge takes shards: files or folders of --shard I/N");
  std::map<std::uint32_t, const ShardRun*> seen;
  const auto& first = shards.front();
  const auto count = shard_of(first).count;
  for (const auto& shard : shards) {
    if (shard_of(shard).count != count) {
      refuse(shard,
             fmt::format("is shard {}, but {} is shard {}: they are parts of different wholes",
                         model::shard_text(shard_of(shard)), first.name,
                         model::shard_text(shard_of(first))));
    }
    const auto [place, is_new] = seen.emplace(shard_of(shard).index, &shard);
    if (!is_new) {
      refuse(shard, fmt::format("is shard {}, and so is {}", model::shard_text(shard_of(shard)),
                                place->second->name));
    }
    check_terms(first, shard);
    if (shard.run.session.has_value() != first.run.session.has_value()) {
      refuse(shard, fmt::format("and {} are not both of duets", first.name));
    }
  }
  std::vector<std::uint32_t> missing;
  for (std::uint32_t index = 1; index <= count; ++index) {
    if (!seen.contains(index)) missing.push_back(index);
  }
  if (missing.empty()) return;
  throw InputError(first.name, fmt::format("shard{} {} of {} {} missing: without all of them the "
                                           "whole cannot be judged",
                                           missing.size() == 1 ? "" : "s", fmt::join(missing, ", "),
                                           count, missing.size() == 1 ? "is" : "are"));
}

void check_benchmarks(const std::vector<ShardRun>& shards) {
  std::map<std::pair<std::string_view, std::string_view>, const ShardRun*> seen;
  for (const auto& shard : shards) {
    // What base calls otherwise is measured where head's name belongs.
    const bool is_base = shard.run.session && shard.run.session->side == Side::Base;
    for (const auto& benchmark : shard.run.benchmarks) {
      const auto [place, is_new] = seen.emplace(
          std::pair<std::string_view, std::string_view>(benchmark.suite, benchmark.name), &shard);
      if (!is_new) {
        refuse(shard, fmt::format("has {} of suite {}, and so has {}", benchmark.name,
                                  benchmark.suite, place->second->name));
      }
      if (is_base || shard_of(shard).has(benchmark.suite, benchmark.name)) continue;
      refuse(shard,
             fmt::format("has {} of suite {}, which does not belong to shard {}", benchmark.name,
                         benchmark.suite, model::shard_text(shard_of(shard))));
    }
  }
}

void add_new(model::Diagnostics& diagnostics, const model::Diagnostic& more) {
  if (std::ranges::find(diagnostics, more) == diagnostics.end()) diagnostics.push_back(more);
}

/// The merged session: the same for base and head, and for the same shards.
model::Session merged_session(const std::vector<ShardRun>& shards) {
  std::string ids;
  for (const auto& shard : shards) ids += shard.run.session->id + '\n';
  auto session = *shards.front().run.session;
  session.id = short_hash(ids);
  session.seconds.reset();  // they were measured beside each other
  return session;
}

/// In the order of their numbers.
model::Run joined(std::vector<ShardRun> shards) {
  std::ranges::sort(shards, {}, [](const ShardRun& shard) { return shard_of(shard).index; });
  check_benchmarks(shards);
  model::Run merged;
  auto environments = merge_environments(shards);
  merged.suites = std::move(environments.suites);
  if (shards.front().run.session) merged.session = merged_session(shards);
  for (auto& shard : shards) {
    for (const auto& diagnostic : shard.run.diagnostics) add_new(merged.diagnostics, diagnostic);
    std::ranges::move(shard.run.benchmarks, std::back_inserter(merged.benchmarks));
  }
  const bool is_base = merged.session && merged.session->side == Side::Base;
  if (!is_base) {
    std::ranges::move(environments.differences, std::back_inserter(merged.diagnostics));
  }
  return merged;
}

/// With many suspects a whole suite is measured again: what other shards have is theirs.
model::Run again_of(const ShardRun& shard) {
  auto again = *shard.again;
  again.shard = shard.run.shard;
  std::erase_if(again.benchmarks, [&](const model::Benchmark& benchmark) {
    return !again.shard->has(benchmark.suite, benchmark.name);
  });
  return again;
}

}  // namespace

model::Run merge_shards(std::vector<ShardRun> shards) {
  check_set(shards);
  return joined(std::move(shards));
}

std::optional<model::Run> merge_second_measurements(std::span<const ShardRun> shards) {
  std::vector<ShardRun> again;
  for (const auto& shard : shards) {
    if (shard.again) again.push_back({.name = shard.name, .run = again_of(shard)});
  }
  if (again.empty()) return std::nullopt;
  return joined(std::move(again));
}

MergedPair merge_shard_pairs(std::vector<ShardPair> pairs) {
  std::map<std::string, std::string> sessions;
  std::vector<ShardRun> bases;
  std::vector<ShardRun> heads;
  for (auto& [base, head] : pairs) {
    if (!compare::were_measured_together(base.run, head.run)) {
      refuse(head, fmt::format("and {} were not measured together", base.name));
    }
    if (shard_of(base) != shard_of(head)) {
      refuse(head, fmt::format("and {} are not the same shard", base.name));
    }
    const auto [place, is_new] = sessions.emplace(head.run.session->id, head.name);
    if (!is_new) refuse(head, fmt::format("holds the same measurement as {}", place->second));
    bases.push_back(std::move(base));
    heads.push_back(std::move(head));
  }
  auto base = merge_shards(std::move(bases));
  return {.base = std::move(base), .head = merge_shards(std::move(heads))};
}

}  // namespace benchgate::work
