#include "benchgate/work/shard_environment.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "benchgate/base/error.h"

namespace benchgate::work {
namespace {

using model::EnvironmentAspect;

/// The values of one field, each with the shards that have it, in the order of the shards.
using Values = std::vector<std::pair<std::string, std::vector<std::uint32_t>>>;

void add(Values& values, std::string value, std::uint32_t shard) {
  const auto found =
      std::ranges::find(values, value, [](const auto& entry) { return entry.first; });
  if (found == values.end()) {
    values.push_back({std::move(value), {shard}});
  } else {
    found->second.push_back(shard);
  }
}

std::string shards_words(const std::vector<std::uint32_t>& shards) {
  return fmt::format("shard{} {}", shards.size() == 1 ? "" : "s", fmt::join(shards, ", "));
}

std::string joined(const Values& values) {
  std::string text;
  for (const auto& [value, shards] : values) {
    text += fmt::format("{}{} ({})", text.empty() ? "" : "; ", value, shards_words(shards));
  }
  return text;
}

/// All that the shards that have a suite recorded of one field of it.
Values values_of(const std::vector<ShardRun>& shards, std::string_view suite,
                 std::string_view field) {
  Values values;
  for (const auto& shard : shards) {
    const auto* present = shard.run.find_suite(suite);
    if (present == nullptr) continue;
    const auto value = present->environment.find(field);
    add(values, std::string(value.value_or("not recorded")), shard.run.shard->index);
  }
  return values;
}

/// The same for a field that the suites of a shard have in common: the first that records it speaks
/// for the shard.
Values values_of_shards(const std::vector<ShardRun>& shards, std::string_view field) {
  Values values;
  for (const auto& shard : shards) {
    for (const auto& suite : shard.run.suites) {
      const auto value = suite.environment.find(field);
      if (!value) continue;
      add(values, std::string(*value), shard.run.shard->index);
      break;
    }
  }
  return values;
}

void refuse_differing(const std::vector<ShardRun>& shards, std::string_view field,
                      const Values& values) {
  throw InputError(
      shards.front().name,
      fmt::format("the shards differ in {}: {}; measure all of them alike", field, joined(values)));
}

class Merger {
 public:
  explicit Merger(const std::vector<ShardRun>& shards) : shards_(shards) {}

  MergedEnvironments merge() {
    for (const auto* field : {"commit", "dirty"}) must_agree(field);
    if (!shards_.front().run.session) must_agree("machine_class");
    for (const auto& shard : shards_) {
      for (const auto& suite : shard.run.suites) {
        if (done_.insert(suite.name).second) merge_suite(suite);
      }
    }
    note_machines();
    return std::move(merged_);
  }

 private:
  void must_agree(std::string_view field) {
    const auto values = values_of_shards(shards_, field);
    if (values.size() > 1) refuse_differing(shards_, field, values);
  }

  void merge_suite(const model::Suite& first) {
    auto suite = first;
    std::set<std::string> fields;
    for (const auto& shard : shards_) {
      const auto* present = shard.run.find_suite(suite.name);
      if (present == nullptr) continue;
      for (const auto& [field, value] : present->environment.fields) fields.insert(field);
    }
    for (const auto& field : fields) {
      const auto aspect = model::aspect_of(field);
      if (aspect == EnvironmentAspect::Volatile) continue;
      const auto values = values_of(shards_, suite.name, field);
      if (values.size() < 2) continue;
      if (aspect == EnvironmentAspect::Method) refuse_differing(shards_, field, values);
      suite.environment.fields[field] = joined(values);
      // Machines are said once, for all suites.
      if (aspect != EnvironmentAspect::Machine) note(field, values);
    }
    merged_.suites.push_back(std::move(suite));
  }

  /// Shards that have no suite in common ran on different machines all the same.
  void note_machines() {
    std::set<std::string> fields;
    for (const auto& shard : shards_) {
      for (const auto& suite : shard.run.suites) {
        for (const auto& [field, value] : suite.environment.fields) {
          if (model::aspect_of(field) == EnvironmentAspect::Machine) fields.insert(field);
        }
      }
    }
    for (const auto& field : fields) {
      const auto values = values_of_shards(shards_, field);
      if (values.size() > 1) note(field, values);
    }
  }

  void note(const std::string& field, const Values& values) {
    model::Diagnostic diagnostic{
        .level = model::DiagnosticLevel::Warning,
        .code = "shards-differ",
        .benchmark = {},
        .message = fmt::format("The shards ran in different environments; {}: {}. Figures of "
                               "different shards cannot be compared with each other.",
                               field, joined(values))};
    const auto& notes = merged_.differences;
    if (std::ranges::find(notes, diagnostic) == notes.end()) {
      merged_.differences.push_back(std::move(diagnostic));
    }
  }

  const std::vector<ShardRun>& shards_;
  MergedEnvironments merged_;
  std::set<std::string> done_;
};

}  // namespace

MergedEnvironments merge_environments(const std::vector<ShardRun>& shards) {
  return Merger(shards).merge();
}

}  // namespace benchgate::work
