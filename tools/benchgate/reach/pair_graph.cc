#include "benchgate/reach/pair_graph.h"

#include <algorithm>
#include <array>
#include <deque>
#include <set>
#include <string_view>

#include "benchgate/reach/access.h"

namespace benchgate::reach {
namespace {

/// Code that is not in the program's files comes through these.
bool loads_code(std::string_view name) {
  constexpr std::array<std::string_view, 18> kLoaders = {
      "dlopen",      "dlmopen",      "dlsym",  "dlvsym", "execl",    "execle",
      "execlp",      "execv",        "execve", "execvp", "execvpe",  "fexecve",
      "posix_spawn", "posix_spawnp", "popen",  "system", "execveat", "wordexp"};
  return std::ranges::find(kLoaders, name.substr(0, name.find('@'))) != kLoaders.end();
}

bool are_same_edges(const Edge& base, const Edge& head) {
  return base.offset == head.offset && base.type == head.type && base.delta == head.delta &&
         (base.node == kNoNode) == (head.node == kNoNode) && base.name == head.name &&
         base.name != kUnknownTarget;
}

bool overlaps(const std::vector<Node>& ranges, const Node& node) {
  return std::ranges::any_of(ranges, [&](const Node& range) {
    return range.image == node.image && range.begin < node.end && node.begin < range.end;
  });
}

}  // namespace

bool Variables::are_one(const Node& base, const Node& head) {
  const Key base_key{base.image, base.begin};
  const Key head_key{head.image, head.begin};
  const auto& known_head = head_of_.emplace(base_key, head_key).first->second;
  const auto& known_base = base_of_.emplace(head_key, base_key).first->second;
  return known_head == head_key && known_base == base_key;
}

PairId PairGraph::intern(NodeId base, NodeId head) {
  const auto key = (std::uint64_t{base} << 32U) | head;
  const auto [at, is_new] = ids_.emplace(key, static_cast<PairId>(pairs_.size()));
  if (is_new) pairs_.push_back({.base = base, .head = head});
  return at->second;
}

PairId PairGraph::add(NodeId base, NodeId head) {
  auto next = static_cast<PairId>(pairs_.size());
  const auto added = intern(base, head);
  for (; next < pairs_.size(); ++next) look_at(next);
  return added;
}

void PairGraph::look_at(PairId id) {
  const auto base = pairs_[id].base;
  const auto head = pairs_[id].head;
  if (base == kNoNode || head == kNoNode) {
    pairs_[id].is_different = base != head;
    return;
  }
  const auto& base_edges = base_.edges(base);
  const auto& head_edges = head_.edges(head);
  const bool same = std::ranges::equal(base_edges, head_edges, are_same_edges) &&
                    are_same_bytes(base, head) && are_one_variable(base, head);
  for (const auto& edge : head_edges) {
    if (edge.node == kNoNode && loads_code(edge.name)) pairs_[id].runs_unknown_code = true;
  }
  pairs_[id].is_different = !same;
  if (!same) return;
  std::vector<PairId> children;
  for (std::size_t i = 0; i < base_edges.size(); ++i) {
    const auto to_base = base_edges[i].node;
    const auto to_head = head_edges[i].node;
    if (to_base == kNoNode) continue;
    if (is_end_ && (is_end_(base_, to_base) || is_end_(head_, to_head))) {
      if (base_.symbol(to_base) != head_.symbol(to_head)) pairs_[id].is_different = true;
      continue;
    }
    children.push_back(intern(to_base, to_head));
  }
  pairs_[id].children = std::move(children);
}

bool PairGraph::are_same_bytes(NodeId base, NodeId head) {
  const auto& one = base_.node(base);
  const auto& other = head_.node(head);
  if (one.kind != other.kind || one.end - one.begin != other.end - other.begin) return false;
  const auto* region = base_.region(base);
  const auto* other_region = head_.region(head);
  if (region == nullptr || other_region == nullptr) return region == other_region;
  if (region->executable != other_region->executable ||
      region->writable != other_region->writable) {
    return false;
  }
  const auto longest = std::max(region->bytes.size(), other_region->bytes.size());
  // Zeros of one length, which are not worth the gigabytes that a program may have of them.
  if (longest == 0) return base_.edges(base).empty() && head_.edges(head).empty();
  if (one.end - one.begin > longest) return false;
  std::string base_zeros;
  std::string head_zeros;
  const auto base_bytes = base_.bytes(base, base_zeros);
  const auto head_bytes = head_.bytes(head, head_zeros);
  std::size_t at = 0;
  for (const auto& edge : base_.edges(base)) {
    const auto width = edge.type == 0 ? 0 : relocated_bytes(edge.type);
    if (width == kUnknownWidth) return false;
    if (width == 0 || edge.offset < at) continue;
    if (base_bytes.substr(at, edge.offset - at) != head_bytes.substr(at, edge.offset - at)) {
      return false;
    }
    at = std::min(base_bytes.size(), edge.offset + static_cast<std::size_t>(width));
  }
  return base_bytes.substr(at) == head_bytes.substr(at);
}

bool PairGraph::are_one_variable(NodeId base, NodeId head) {
  if (!base_.region(base)->writable) return true;
  return variables_.are_one(base_.node(base), head_.node(head));
}

void PairGraph::spread(bool Pair::*own, bool Pair::*reached) {
  std::vector<std::vector<PairId>> parents(pairs_.size());
  std::vector<PairId> open;
  for (PairId id = 0; id < pairs_.size(); ++id) {
    for (const auto child : pairs_[id].children) parents[child].push_back(id);
    pairs_[id].*reached = pairs_[id].*own;
    if (pairs_[id].*own) open.push_back(id);
  }
  while (!open.empty()) {
    const auto id = open.back();
    open.pop_back();
    for (const auto parent : parents[id]) {
      if (pairs_[parent].*reached) continue;
      pairs_[parent].*reached = true;
      open.push_back(parent);
    }
  }
}

void PairGraph::settle(const WrittenRanges& written) {
  for (auto& pair : pairs_) {
    if (pair.base == kNoNode || pair.head == kNoNode) continue;
    pair.is_written = overlaps(written.base, base_.node(pair.base)) ||
                      overlaps(written.head, head_.node(pair.head));
    if (pair.is_written) pair.is_different = true;
  }
  spread(&Pair::is_different, &Pair::leads_to_difference);
  spread(&Pair::runs_unknown_code, &Pair::leads_to_unknown);
}

std::vector<std::string> PairGraph::differing(PairId pair, std::size_t most) {
  std::vector<std::string> names;
  std::set<PairId> seen = {pair};
  std::deque<PairId> open = {pair};
  while (!open.empty() && names.size() < most) {
    const auto& one = pairs_[open.front()];
    open.pop_front();
    if (one.is_different) {
      auto name = one.head != kNoNode ? head_.symbol(one.head) : base_.symbol(one.base);
      if (std::ranges::find(names, name) == names.end()) names.emplace_back(name);
    }
    for (const auto child : one.children) {
      if (pairs_[child].leads_to_difference && seen.insert(child).second) open.push_back(child);
    }
  }
  return names;
}

}  // namespace benchgate::reach
