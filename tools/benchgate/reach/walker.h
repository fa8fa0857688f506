// Which parts of a program lead to which others: nodes are blocks and pieces of unnamed data, edges
// are relocations. Nodes are made when they are asked for.
//
// Errs on the side of too many edges: where a relocation names only a section, every object that
// the instruction can mean is reached.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "benchgate/reach/frames.h"
#include "benchgate/reach/image.h"

namespace benchgate::reach {

using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = ~NodeId{0};

enum class NodeKind : std::uint8_t {
  Whole,   ///< its bytes, and all that its relocations lead to
  Loaded,  ///< the bytes that one instruction reads; whole pointers in it are followed
  Table,   ///< entries relative to its beginning: a switch
};

/// Names that no symbol has: a target that cannot be told, which is never the same; and an address
/// at which nothing is loaded.
inline constexpr std::string_view kUnknownTarget("\0unknown", 8);
inline constexpr std::string_view kNothingThere("\0nothing", 8);

/// What a relocation, or something else in a node, leads to: a node or a name.
struct Edge {
  std::uint64_t offset = 0;
  std::uint32_t type = 0;
  std::int64_t delta = 0;  ///< from the target's beginning
  NodeId node = kNoNode;
  bool is_neighbour = false;  ///< of what is meant, unless an address is counted from afar
  std::string_view name;      ///< of an undefined symbol; or bytes that must be the same
};

struct Node {
  std::uint32_t image = 0;
  NodeKind kind = NodeKind::Whole;
  Address begin = 0;
  Address end = 0;
  auto operator<=>(const Node&) const = default;
};

/// A program's files, the executable first.
using Images = std::vector<Image>;

class Walker {
 public:
  /// `images` must outlive it.
  explicit Walker(const Images& images);

  /// Why nothing can be told: more edges than any honest file has, damaged unwinding tables.
  [[nodiscard]] const std::string& trouble() const { return trouble_; }

  [[nodiscard]] const Image& image(std::uint32_t index) const { return images_[index]; }
  [[nodiscard]] const Node& node(NodeId id) const { return nodes_[id]; }
  /// Sorted by offset.
  [[nodiscard]] const std::vector<Edge>& edges(NodeId id);
  [[nodiscard]] std::string_view bytes(NodeId id, std::string& storage) const;
  [[nodiscard]] const Region* region(NodeId id) const;
  /// The block's mangled name; empty for unnamed data.
  [[nodiscard]] std::string_view symbol(NodeId id) const;
  /// Code and data that a name stands for among all files; kNoNode for none of ours.
  [[nodiscard]] NodeId find(std::string_view symbol);
  [[nodiscard]] NodeId whole(std::uint32_t image, const Region& region);
  /// What is at an address: its block, or all that lies between two blocks.
  [[nodiscard]] NodeId at(std::uint32_t image, Address address);

 private:
  NodeId intern(const Node& node);
  [[nodiscard]] bool spend(std::uint64_t amount);
  void add_relocations(NodeId id, std::vector<Edge>& edges);
  void add_edge(const Node& from, const Relocation& relocation, std::string_view code,
                std::vector<Edge>& edges);
  void add_named(const Node& from, const Relocation& relocation, const elf::Symbol& symbol,
                 std::vector<Edge>& edges);
  void add_place(const Node& from, const Relocation& relocation, std::string_view code,
                 Address target, std::vector<Edge>& edges);
  void add_unnamed(const Node& from, Address target, const Edge& edge, std::vector<Edge>& edges);
  void add_neighbours(const Node& from, Address target, const Edge& edge, std::vector<Edge>& edges);
  void add_load(const Node& from, Address target, std::uint64_t size, const Edge& edge,
                std::vector<Edge>& edges);
  void add_node(const Node& node, Address target, Edge edge, std::vector<Edge>& edges);
  void add_frame(const Node& from, std::vector<Edge>& edges);
  void add_branches(const Node& from, std::string_view code, std::vector<Edge>& edges);
  [[nodiscard]] Address end_of_table(const Node& from, Address begin) const;

  const Images& images_;
  std::vector<std::unordered_map<Address, Frame>> frames_;  ///< by image
  std::vector<Node> nodes_;
  std::map<Node, NodeId> ids_;
  std::deque<std::vector<Edge>> edges_;  ///< by node; a deque: references stay
  std::vector<bool> has_edges_;
  std::uint64_t budget_;
  std::string trouble_;
};

}  // namespace benchgate::reach
