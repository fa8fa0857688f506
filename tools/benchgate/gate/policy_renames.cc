#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "benchgate/gate/policy_key.h"
#include "benchgate/gate/policy_sections.h"

namespace benchgate::gate {
namespace {

const PolicyTable<compare::Rename>& rename_table() {
  static const PolicyTable<compare::Rename> table{
      .title = "a rename",
      .applies_to = "names of base, followed into head: \"old\" = \"new\", or a table",
      .keys = {key("to", &compare::Rename::to, Text(), "Name in head", "required"),
               key("optional", &compare::Rename::optional, Flag(),
                   "It may match nothing that was measured")}};
  return table;
}

/// A rename as it was read, with the place of its new name.
struct Read {
  compare::Rename rename;
  TextPosition position_of_to;
};

bool is_written_as_table(const ConfigNode& value) {
  return value.kind == ConfigNode::Kind::Table &&
         std::ranges::any_of(value.entries, [](const ConfigEntry& entry) {
           return std::ranges::find(rename_table().keys, entry.key,
                                    &PolicyKey<compare::Rename>::name) != rename_table().keys.end();
         });
}

/// The new name, and whether the rename is optional.
std::optional<Read> read_rename(const ConfigEntry& entry, ConfigProblems& problems) {
  const auto& to = entry.value;
  Read read{.rename = {.from = entry.key, .to = {}, .position = entry.position},
            .position_of_to = to.position};
  if (is_written_as_table(to)) {
    const auto reader = read_keys(rename_table(), to, read.rename, problems);
    if (reader.find("to") == nullptr) {
      problems.add(entry.position, "a rename has no new name; write to = \"...\"");
    }
    if (read.rename.to.empty()) return std::nullopt;
  } else if (to.kind == ConfigNode::Kind::Table) {
    problems.add(entry.position, fmt::format("{} is a table, but must be a text; put names with "
                                             "dots in quotes: \"old.name\" = \"new.name\"",
                                             in_quotes(entry.key)));
    return std::nullopt;
  } else if (to.kind != ConfigNode::Kind::Text) {
    problems.add(to.position, fmt::format("{} is renamed to {}; write the new name in quotes",
                                          in_quotes(entry.key), kind_name(to.kind)));
    return std::nullopt;
  } else {
    read.rename.to = to.text;
  }
  return read;
}

bool is_usable(const compare::Rename& rename, ConfigProblems& problems) {
  if (rename.from.empty() || rename.to.empty()) {
    problems.add(rename.position, "a name is empty; write \"old name\" = \"new name\"");
  } else if (rename.from == rename.to) {
    problems.add(rename.position,
                 fmt::format("{} is renamed to itself; remove the line", in_quotes(rename.from)));
  } else {
    return true;
  }
  return false;
}

/// Two names that become one.
void check_new_names(std::span<const Read> renames, ConfigProblems& problems) {
  std::map<std::string_view, const compare::Rename*> by_new;
  for (const auto& [rename, position_of_to] : renames) {
    const auto [other, added] = by_new.emplace(rename.to, &rename);
    if (added) continue;
    problems.add(position_of_to,
                 fmt::format("{} becomes {}, and so does {} on line {}; give each its own name",
                             in_quotes(rename.from), in_quotes(rename.to),
                             in_quotes(other->second->from), other->second->position.line));
  }
}

void check_chains(std::span<const Read> renames, ConfigProblems& problems) {
  std::map<std::string_view, std::size_t> line_of;
  for (const auto& [rename, position_of_to] : renames) {
    line_of.emplace(rename.from, rename.position.line);
  }
  for (const auto& [rename, position_of_to] : renames) {
    const auto next = line_of.find(rename.to);
    if (next == line_of.end()) continue;
    problems.add(position_of_to,
                 fmt::format("{} becomes {}, which line {} renames again; write the final name, "
                             "and remove the other line if no benchmark has that name",
                             in_quotes(rename.from), in_quotes(rename.to), next->second));
  }
}

void read_renames(const ConfigNode& root, Policy& policy, ConfigProblems& problems) {
  const auto* table = table_of(root, "renames", problems);
  if (table == nullptr) return;
  std::vector<Read> read;
  for (const auto& entry : table->entries) {
    auto one = read_rename(entry, problems);
    if (one && is_usable(one->rename, problems)) read.push_back(std::move(*one));
  }
  check_new_names(read, problems);
  check_chains(read, problems);
  for (auto& one : read) policy.renames.push_back(std::move(one.rename));
}

}  // namespace

PolicySection renames_section() {
  return {"renames", read_renames, [] {
            auto keys = describe(rename_table());
            for (auto& one : keys) one.table = "[renames]";
            return keys;
          }};
}

}  // namespace benchgate::gate
