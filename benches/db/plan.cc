#include "db/plan.h"

namespace benches::db {

namespace {

/// Appends the node at `at` with all below it; returns where the next one starts.
std::size_t append_tree(const std::vector<PlanNode>& nodes, std::size_t at, std::string& text) {
  text += nodes[at].what;
  std::size_t next = at + 1;
  while (next < nodes.size() && nodes[next].depth > nodes[at].depth) {
    text += next == at + 1 ? "(" : ", ";
    next = append_tree(nodes, next, text);
  }
  if (next > at + 1) text += ')';
  return next;
}

}  // namespace

std::string plan_text(const std::vector<PlanNode>& nodes) {
  std::string text;
  for (std::size_t at = 0; at < nodes.size();) {
    if (at > 0) text += "; ";
    at = append_tree(nodes, at, text);
  }
  return text;
}

std::vector<PlanNode> parse_postgres_plan(const std::vector<std::string>& lines) {
  static constexpr std::string_view kArrow = "->  ";
  std::vector<PlanNode> nodes;
  for (const std::string& line : lines) {
    const std::size_t indent = line.find_first_not_of(' ');
    if (indent == std::string::npos) continue;
    const std::string_view rest = std::string_view(line).substr(indent);
    if (rest.starts_with(kArrow)) {
      nodes.push_back({static_cast<int>(indent) + 1, std::string(rest.substr(kArrow.size()))});
    } else if (nodes.empty()) {
      nodes.push_back({0, std::string(rest)});
    }
  }
  return nodes;
}

std::uint32_t plan_hash(std::string_view plan) {
  std::uint32_t hash = 0x811c9dc5U;
  for (const char byte : plan) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x01000193U;
  return hash;
}

}  // namespace benches::db
