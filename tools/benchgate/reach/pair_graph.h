// Do two programs do the same from a place on? Nodes of base and head are compared in pairs.
//
// Two nodes are the same where their bytes are, but for those that the linker writes, and where
// their edges lead, one by one, to pairs that are the same. Each pair is looked at once, however
// many benchmarks reach it. What programs write is one thing on either side: two variables never
// stand for one.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "benchgate/reach/walker.h"

namespace benchgate::reach {

using PairId = std::uint32_t;

/// A node at which a walk ends; what it leads to is somebody else's.
using IsEnd = std::function<bool(Walker&, NodeId)>;

/// Addresses of both sides that are written by code that changed.
struct WrittenRanges {
  std::vector<Node> base;
  std::vector<Node> head;
};

/// Which variable of head is which one of base; shared by all graphs of two programs.
class Variables {
 public:
  /// False where either stands for another one already.
  [[nodiscard]] bool are_one(const Node& base, const Node& head);

 private:
  using Key = std::pair<std::uint32_t, Address>;
  std::map<Key, Key> head_of_;
  std::map<Key, Key> base_of_;
};

class PairGraph {
 public:
  /// The walkers and the variables must outlive it.
  PairGraph(Walker& base, Walker& head, Variables& variables, IsEnd is_end)
      : base_(base), head_(head), variables_(variables), is_end_(std::move(is_end)) {}

  /// Explores what it leads to. kNoNode differs from everything but itself.
  PairId add(NodeId base, NodeId head);
  /// Finds out what differs, after the last add().
  void settle(const WrittenRanges& written);

  /// Both, after settle(): does anything that it leads to?
  [[nodiscard]] bool differs(PairId pair) const { return pairs_[pair].leads_to_difference; }
  [[nodiscard]] bool runs_unknown_code(PairId pair) const { return pairs_[pair].leads_to_unknown; }
  /// The nearest nodes that differ themselves, of head where there is one: mangled names, "" for
  /// unnamed data; at most `most`.
  [[nodiscard]] std::vector<std::string> differing(PairId pair, std::size_t most);

 private:
  struct Pair {
    NodeId base = kNoNode;
    NodeId head = kNoNode;
    bool is_different = false;  ///< by itself
    bool is_written = false;    ///< by what changed
    bool runs_unknown_code = false;
    bool leads_to_difference = false;
    bool leads_to_unknown = false;
    std::vector<PairId> children;
  };
  PairId intern(NodeId base, NodeId head);
  void look_at(PairId pair);
  [[nodiscard]] bool are_same_bytes(NodeId base, NodeId head);
  [[nodiscard]] bool are_one_variable(NodeId base, NodeId head);
  void spread(bool Pair::*own, bool Pair::*reached);

  Walker& base_;
  Walker& head_;
  Variables& variables_;
  IsEnd is_end_;
  std::vector<Pair> pairs_;
  std::unordered_map<std::uint64_t, PairId> ids_;
};

}  // namespace benchgate::reach
