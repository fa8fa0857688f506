#include "benchgate/reach/walker.h"

#include <algorithm>
#include <array>

#include <elf.h>

#include "benchgate/reach/access.h"
#include "benchgate/reach/branches.h"
#include "benchgate/reach/unnamed_data.h"

namespace benchgate::reach {
namespace {

/// Steps of a walk through one program: a hundred times what 50 MB of code take.
constexpr std::uint64_t kMostSteps = 2'000'000'000;

/// Compilers count an array from another element than its first: `table[i - 1]` may be reached
/// through an address before the table. Seen are offsets of a few elements; where the address is
/// nobody's beginning, a longer one is allowed for.
constexpr Address kOffsetFromText = 16;
constexpr Address kOffsetFromBeginning = 64;
constexpr Address kOffsetFromElsewhere = 1024;

/// What the linker or the start-up files define as marks, at addresses that hold nothing.
bool is_mark(std::string_view name) {
  constexpr std::array<std::string_view, 12> kMarks = {
      "_GLOBAL_OFFSET_TABLE_", "__dso_handle", "__TMC_END__",        "_end",
      "__bss_start",           "_edata",       "data_start",         "_DYNAMIC",
      "__data_start",          "__ehdr_start", "__GNU_EH_FRAME_HDR", "_TLS_MODULE_BASE_"};
  return std::ranges::find(kMarks, name) != kMarks.end();
}

/// A table of virtual functions or a type: never an array, so no address is counted from before its
/// beginning, and none is taken of its end.
bool is_of_class(std::string_view name) {
  constexpr std::array<std::string_view, 5> kPrefixes = {"_ZTV", "_ZTI", "_ZTS", "_ZTT", "_ZTC"};
  return std::ranges::any_of(kPrefixes, [&](auto prefix) { return name.starts_with(prefix); });
}

std::string_view without_version(std::string_view name) {
  return name.substr(0, name.find('@'));
}

std::string_view without_cold(std::string_view name) {
  return name.substr(0, name.find(".cold"));
}

}  // namespace

Walker::Walker(const Images& images) : images_(images), budget_(kMostSteps) {
  for (const auto& image : images_) {
    auto frames = read_frames(image);
    if (!frames) trouble_ = "its unwinding tables (.eh_frame) are damaged or unusual";
    frames_.push_back(frames ? std::move(*frames) : std::unordered_map<Address, Frame>{});
  }
}

bool Walker::spend(std::uint64_t amount) {
  if (amount > budget_) {
    trouble_ = "it takes too long to look at";
    budget_ = 0;
    return false;
  }
  budget_ -= amount;
  return true;
}

NodeId Walker::intern(const Node& node) {
  const auto [at, is_new] = ids_.emplace(node, static_cast<NodeId>(nodes_.size()));
  if (is_new) {
    nodes_.push_back(node);
    edges_.emplace_back();
    has_edges_.push_back(false);
  }
  return at->second;
}

const Region* Walker::region(NodeId id) const {
  return images_[nodes_[id].image].region_at(nodes_[id].begin);
}

std::string_view Walker::bytes(NodeId id, std::string& storage) const {
  const auto& node = nodes_[id];
  return images_[node.image].bytes(node.begin, node.end, storage);
}

std::string_view Walker::symbol(NodeId id) const {
  const auto* block = images_[nodes_[id].image].block_at(nodes_[id].begin);
  return block == nullptr || block->begin != nodes_[id].begin ? std::string_view() : block->name;
}

NodeId Walker::at(std::uint32_t index, Address address) {
  const auto& image = images_[index];
  const auto* region = image.region_at(address);
  if (region == nullptr) return kNoNode;
  if (const auto* block = image.block_at(address)) {
    return intern({.image = index, .begin = block->begin, .end = block->end});
  }
  const auto* previous = image.previous_block(address, *region);
  const auto* next = image.next_block(address, *region);
  return intern({.image = index,
                 .begin = previous == nullptr ? region->begin : previous->end,
                 .end = next == nullptr ? region->end : next->begin});
}

NodeId Walker::whole(std::uint32_t image, const Region& region) {
  return intern({.image = image, .begin = region.begin, .end = region.end});
}

NodeId Walker::find(std::string_view symbol) {
  const auto name = without_version(symbol);
  for (std::uint32_t i = 0; i < images_.size(); ++i) {
    const auto found = images_[i].exports().find(name);
    if (found != images_[i].exports().end()) return at(i, found->second);
  }
  return kNoNode;
}

const std::vector<Edge>& Walker::edges(NodeId id) {
  if (!has_edges_[id]) {
    has_edges_[id] = true;
    std::vector<Edge> edges;
    add_relocations(id, edges);
    std::ranges::stable_sort(edges, {}, &Edge::offset);
    edges_[id] = std::move(edges);
  }
  return edges_[id];
}

void Walker::add_relocations(NodeId id, std::vector<Edge>& edges) {
  const Node node = nodes_[id];
  const auto& image = images_[node.image];
  const auto* region = image.region_at(node.begin);
  if (region == nullptr) return;
  const auto [first, last] = image.relocations(node.begin, node.end);
  if (!spend(static_cast<std::uint64_t>(last - first) + (node.end - node.begin) / 8 + 1)) return;
  std::string zeros;
  const auto code =
      region->executable ? image.bytes(node.begin, node.end, zeros) : std::string_view();
  for (const auto* one = first; one != last; ++one) {
    if (node.kind == NodeKind::Loaded && one->type != R_X86_64_64) {
      edges.push_back({.offset = one->place - node.begin, .type = one->type});
    } else {
      add_edge(node, *one, code, edges);
    }
  }
  if (region->executable) {
    add_frame(node, edges);
    add_branches(node, code, edges);
  }
}

void Walker::add_node(const Node& node, Address target, Edge edge, std::vector<Edge>& edges) {
  if (!spend(1)) return;
  edge.node = intern(node);
  edge.delta += static_cast<std::int64_t>(target - node.begin);
  edges.push_back(edge);
}

void Walker::add_edge(const Node& from, const Relocation& relocation, std::string_view code,
                      std::vector<Edge>& edges) {
  const auto& image = images_[from.image];
  const auto& symbol = image.symbols()[relocation.symbol];
  const bool is_local_label = symbol.type == STT_SECTION || symbol.name.empty() ||
                              (symbol.name.starts_with(".L") && symbol.size == 0);
  if (!is_local_label) {
    add_named(from, relocation, symbol, edges);
    return;
  }
  const Edge edge{.offset = relocation.place - from.begin, .type = relocation.type};
  const auto base = image.address_of(symbol);
  const bool is_known = relocation.type == R_X86_64_64 || relocation.type == R_X86_64_32 ||
                        relocation.type == R_X86_64_32S || relocation.type == R_X86_64_PC32 ||
                        relocation.type == R_X86_64_PLT32 || relocation.type == R_X86_64_PC64;
  if (relocation.symbol == 0 || !base || !is_known) {
    edges.push_back(edge);
    edges.back().name = kUnknownTarget;
    return;
  }
  const Address target = *base + static_cast<Address>(relocation.addend);
  if (!code.empty()) {
    add_place(from, relocation, code, target + (is_relative(relocation.type) ? 4 : 0), edges);
    return;
  }
  if (is_relative(relocation.type) && from.kind == NodeKind::Table) {
    add_place(from, relocation, code, target - edge.offset, edges);
    return;
  }
  add_place(from, relocation, code, target, edges);
  // Counted from the place, or from the beginning of what it is in: either is done.
  if (is_relative(relocation.type) && edge.offset != 0) {
    add_place(from, relocation, code, target - edge.offset, edges);
  }
}

void Walker::add_named(const Node& from, const Relocation& relocation, const elf::Symbol& symbol,
                       std::vector<Edge>& edges) {
  Edge edge{
      .offset = relocation.place - from.begin, .type = relocation.type, .delta = relocation.addend};
  const auto& image = images_[from.image];
  const auto address = image.address_of(symbol);
  const bool may_be_elsewhere = !address || (from.image != 0 && symbol.binding != STB_LOCAL);
  if (may_be_elsewhere) {
    edge.node = find(symbol.name);
    if (edge.node != kNoNode || !address) {
      if (edge.node == kNoNode) edge.name = symbol.name;
      if (!address && symbol.section == SHN_ABS)
        edge.delta += static_cast<std::int64_t>(symbol.value);
      edges.push_back(edge);
      return;
    }
  }
  const auto* region = image.region_at(*address);
  if (region == nullptr || (symbol.size == 0 && is_mark(symbol.name))) {
    edge.name = symbol.name;
    edges.push_back(edge);
  } else if (symbol.size == 0 && !region->executable) {
    // An array without a size: perhaps the whole section, as __start_NAME is.
    add_node({.image = from.image, .begin = region->begin, .end = region->end}, *address, edge,
             edges);
  } else {
    const auto id = at(from.image, *address);
    add_node(nodes_[id], *address, edge, edges);
  }
}

void Walker::add_place(const Node& from, const Relocation& relocation, std::string_view code,
                       Address target, std::vector<Edge>& edges) {
  Edge edge{.offset = relocation.place - from.begin, .type = relocation.type};
  const auto& image = images_[from.image];
  const auto* region = image.region_at(target);
  if (region == nullptr) {
    // Behind the last object of a section, where its end is meant.
    const auto* last = image.block_at(target - 1);
    if (last == nullptr) {
      edge.name = kNothingThere;
      edges.push_back(edge);
    } else {
      add_node({.image = from.image, .begin = last->begin, .end = last->end}, target, edge, edges);
    }
    return;
  }
  if (region->executable) {
    const auto id = at(from.image, target);
    add_node(nodes_[id], target, edge, edges);
    return;
  }
  const auto access = code.empty() ? Access::Taken : access_of(code, edge.offset, relocation.type);
  if (access == Access::Load || access == Access::Inexact) {
    const Address slack = access == Access::Load ? 0 : 4;
    add_load(from, target, load_bytes(code, edge.offset) + slack, edge, edges);
    for (Address more = 1; more <= slack; ++more) {
      const auto* block = image.block_at(target + more);
      if (block != nullptr && block != image.block_at(target + more - 1)) {
        add_node({.image = from.image, .begin = block->begin, .end = block->end}, target, edge,
                 edges);
      }
    }
  } else if (access == Access::Indexed && end_of_table(from, target) == target) {
    add_node({.image = from.image, .begin = region->begin, .end = region->end}, target, edge,
             edges);
  } else {
    add_unnamed(from, target, edge, edges);
    if (!code.empty()) add_neighbours(from, target, edge, edges);
  }
}

void Walker::add_load(const Node& from, Address target, std::uint64_t size, const Edge& edge,
                      std::vector<Edge>& edges) {
  const auto& image = images_[from.image];
  if (const auto* block = image.block_at(target)) {
    add_node({.image = from.image, .begin = block->begin, .end = block->end}, target, edge, edges);
    return;
  }
  const auto* region = image.region_at(target);
  if (region->writable) {
    const auto id = at(from.image, target);
    add_node(nodes_[id], target, edge, edges);
    return;
  }
  add_node({.image = from.image,
            .kind = NodeKind::Loaded,
            .begin = target,
            .end = std::min(target + size, region->end)},
           target, edge, edges);
}

void Walker::add_unnamed(const Node& from, Address target, const Edge& edge,
                         std::vector<Edge>& edges) {
  const auto& image = images_[from.image];
  const auto* region = image.region_at(target);
  const auto* previous = image.previous_block(target, *region);
  const bool may_be_end = previous != nullptr && previous->end == target &&
                          !is_of_class(previous->name) &&
                          previous->name != "_IO_stdin_used";  // the start-up files'
  if (may_be_end) {
    auto guess = edge;
    guess.is_neighbour = image.block_at(target) != nullptr;
    add_node({.image = from.image, .begin = previous->begin, .end = previous->end}, target, guess,
             edges);
  }
  if (const auto* block = image.block_at(target)) {
    add_node({.image = from.image, .begin = block->begin, .end = block->end}, target, edge, edges);
    return;
  }
  const auto table_end = end_of_table(from, target);
  if (table_end != target) {
    add_node({.image = from.image, .kind = NodeKind::Table, .begin = target, .end = table_end},
             target, edge, edges);
    return;
  }
  const auto piece = unnamed_piece(image, *region, target);
  if (!piece) {
    edges.push_back(edge);
    edges.back().name = kUnknownTarget;
    return;
  }
  add_node({.image = from.image, .begin = piece->begin, .end = piece->end}, target, edge, edges);
}

void Walker::add_neighbours(const Node& from, Address target, const Edge& edge,
                            std::vector<Edge>& edges) {
  const auto& image = images_[from.image];
  const auto* region = image.region_at(target);
  const auto* own = image.block_at(target);
  const bool is_beginning =
      own != nullptr ? own->begin == target : is_beginning_of_text(image, *region, target);
  const auto beginning = own != nullptr ? kOffsetFromBeginning : kOffsetFromText;
  const auto reach = is_beginning ? beginning : kOffsetFromElsewhere;
  const auto* block = image.next_block(target + 1, *region);
  auto guess = edge;
  guess.is_neighbour = is_beginning;
  const auto* end = image.blocks().data() + image.blocks().size();
  for (; block != nullptr && block != end && block->begin < region->end &&
         block->begin - target <= reach;
       ++block) {
    if (is_of_class(block->name)) continue;
    // How far a beginning is from the next object is the linker's business.
    add_node({.image = from.image, .begin = block->begin, .end = block->end},
             is_beginning ? block->begin : target, guess, edges);
  }
}

Address Walker::end_of_table(const Node& from, Address begin) const {
  const auto& image = images_[from.image];
  const auto* region = image.region_at(begin);
  const auto* own = image.block_at(from.begin);
  if (own == nullptr || image.block_at(begin) != nullptr) return begin;
  const auto* next = image.next_block(begin, *region);
  auto [one, last] = image.relocations(begin, next == nullptr ? region->end : next->begin);
  auto place = begin;
  for (; one != last && one->place == place; ++one) {
    const bool relative = one->type == R_X86_64_PC32;
    const auto base = image.address_of(image.symbols()[one->symbol]);
    if ((!relative && one->type != R_X86_64_64) || !base) break;
    const auto label =
        *base + static_cast<Address>(one->addend) - (relative ? place - begin : Address{0});
    const auto* target = image.region_at(label);
    if (target == nullptr || (!target->executable && !relative)) break;
    if (target->executable) {
      const auto* block = image.block_at(label);
      if (block == nullptr || without_cold(block->name) != without_cold(own->name)) break;
    }
    place += relative ? 4 : 8;
  }
  return place;
}

void Walker::add_frame(const Node& from, std::vector<Edge>& edges) {
  // Aliases and parts within a block may have frames of their own; their beginnings are rare.
  const auto& frames = frames_[from.image];
  const auto found = frames.find(from.begin);
  if (found == frames.end()) return;
  const auto& frame = found->second;
  Edge edge{.offset = from.end - from.begin, .name = frame.rules};
  edges.push_back(edge);
  if (frame.handlers_begin == 0) return;
  edge.name = {};
  add_node({.image = from.image, .begin = frame.handlers_begin, .end = frame.handlers_end},
           frame.handlers_begin, edge, edges);
}

void Walker::add_branches(const Node& from, std::string_view code, std::vector<Edge>& edges) {
  for (const auto& branch : unrelocated_branches(images_[from.image], from.begin, code)) {
    const auto id = at(from.image, branch.target);
    add_node(nodes_[id], branch.target, {.offset = branch.offset}, edges);
  }
}

}  // namespace benchgate::reach
