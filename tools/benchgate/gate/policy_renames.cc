#include <map>
#include <string>

#include <fmt/format.h>

#include "benchgate/gate/policy_sections.h"

namespace benchgate::gate {
namespace {

bool is_usable(const ConfigEntry& rename, ConfigProblems& problems) {
  const auto& to = rename.value;
  if (to.kind == ConfigNode::Kind::Table) {
    problems.add(rename.position, fmt::format("{} is a table, but must be a text; put names with "
                                              "dots in quotes: \"old.name\" = \"new.name\"",
                                              in_quotes(rename.key)));
  } else if (to.kind != ConfigNode::Kind::Text) {
    problems.add(to.position, fmt::format("{} is renamed to {}; write the new name in quotes",
                                          in_quotes(rename.key), kind_name(to.kind)));
  } else if (rename.key.empty() || to.text.empty()) {
    problems.add(rename.position, "a name is empty; write \"old name\" = \"new name\"");
  } else if (rename.key == to.text) {
    problems.add(rename.position,
                 fmt::format("{} is renamed to itself; remove the line", in_quotes(rename.key)));
  } else {
    return true;
  }
  return false;
}

}  // namespace

std::vector<compare::Rename> read_renames(const ConfigNode& root, ConfigProblems& problems) {
  const auto* table = table_of(root, "renames", problems);
  if (table == nullptr) return {};
  std::vector<const ConfigEntry*> entries;
  std::map<std::string, const ConfigEntry*> by_old;
  std::map<std::string, const ConfigEntry*> by_new;
  for (const auto& rename : table->entries) {
    if (!is_usable(rename, problems)) continue;
    entries.push_back(&rename);
    by_old.emplace(rename.key, &rename);
    const auto [other, added] = by_new.emplace(rename.value.text, &rename);
    if (added) continue;
    problems.add(rename.value.position,
                 fmt::format("{} becomes {}, and so does {} on line {}; give each its own name",
                             in_quotes(rename.key), in_quotes(rename.value.text),
                             in_quotes(other->second->key), other->second->position.line));
  }
  std::vector<compare::Rename> renames;
  for (const auto* entry : entries) {
    const auto next = by_old.find(entry->value.text);
    if (next != by_old.end()) {
      problems.add(entry->value.position,
                   fmt::format("{} becomes {}, which line {} renames again; write where it ends, "
                               "and remove the other line if nothing has that name any more",
                               in_quotes(entry->key), in_quotes(entry->value.text),
                               next->second->position.line));
    }
    renames.push_back({.from = entry->key, .to = entry->value.text});
  }
  return renames;
}

}  // namespace benchgate::gate
