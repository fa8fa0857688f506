#include "benchgate/reach/startup.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

#include <elf.h>

#include "benchgate/reach/benchmark_functions.h"

namespace benchgate::reach {
namespace {

/// Google Benchmark keeps what is registered; it decides which benchmarks there are, not what one
/// does.
bool is_registry(std::string_view name) {
  return name.starts_with("_ZN9benchmark") || name.starts_with("_ZNK9benchmark") ||
         name.starts_with("_ZTVN9benchmark");
}

/// Functions that run around a benchmark and that its name does not tell of.
bool sets_up(std::string_view name) {
  return name.starts_with("_ZN9benchmark8internal9Benchmark5SetupE") ||
         name.starts_with("_ZN9benchmark8internal9Benchmark8TeardownE");
}

/// Libraries' functions whose effect is in what they are given or return. Others may change what
/// the process is: its locale, its environment, its limits.
bool is_without_side_effect(std::string_view name) {
  static constexpr std::string_view kPrefixes[] = {"_Zn",
                                                   "_Zd",
                                                   "__cxa_",
                                                   "_Unwind_",
                                                   "__gxx_",
                                                   "_ZNSt7__cxx11",
                                                   "_ZNKSt7__cxx11",
                                                   "_ZNSt8ios_base4Init",
                                                   "_ZTV",
                                                   "_ZTI",
                                                   "_ZTS",
                                                   "_ZSt",
                                                   "_ZNSt6chrono",
                                                   "mem",
                                                   "strlen",
                                                   "strcmp",
                                                   "strncmp",
                                                   "malloc",
                                                   "free@",
                                                   "calloc",
                                                   "realloc",
                                                   "__stack_chk_fail",
                                                   "abort",
                                                   "__assert_fail",
                                                   "__tls_get_addr",
                                                   "__mem",
                                                   "__ITM_",
                                                   "__gmon_start__",
                                                   "getenv",
                                                   "ato",
                                                   "strto",
                                                   "__isoc23_strto"};
  const auto matches = [&](std::string_view prefix) { return name.starts_with(prefix); };
  return std::ranges::any_of(kPrefixes, matches) || name == "free" || name.starts_with("_ITM_") ||
         is_registry(name) || name == kNothingThere || name.find(' ') != std::string_view::npos ||
         name == "__dso_handle" || name == "_GLOBAL_OFFSET_TABLE_";
}

struct Initialiser {
  NodeId node = kNoNode;
  std::string key;  ///< its file and name
  bool operator==(const Initialiser&) const = default;
};

/// The start-up files' own, which every program has and which names no variable of the program: its
/// code cannot be told from what is around it, nor its data.
std::optional<Address> frame_dummy(const Image& image) {
  const auto& symbols = image.symbols();
  const auto found = std::ranges::find(symbols, "frame_dummy", &elf::Symbol::name);
  return found == symbols.end() ? std::nullopt : image.address_of(*found);
}

void add_initialisers(Walker& walker, std::uint32_t index, std::string_view section,
                      std::map<std::string, int>& count, std::vector<Initialiser>& found) {
  const auto& image = walker.image(index);
  const auto* region = image.region_named(section);
  if (region == nullptr) return;
  for (const auto& edge : walker.edges(walker.whole(index, *region))) {
    const bool is_known = edge.node != kNoNode;
    const auto target =
        is_known ? walker.node(edge.node).begin + static_cast<Address>(edge.delta) : Address{0};
    if (is_known && target == frame_dummy(image)) continue;
    const auto key = std::to_string(index) + ' ' +
                     std::string(edge.node == kNoNode ? edge.name : walker.symbol(edge.node));
    found.push_back({.node = edge.node, .key = key + ' ' + std::to_string(count[key]++)});
  }
}

/// In the order in which they run.
std::vector<Initialiser> initialisers_of(Walker& walker, std::size_t images) {
  std::vector<Initialiser> found;
  std::map<std::string, int> count;
  for (auto index = static_cast<std::uint32_t>(images); index-- > 0;) {
    for (const auto* section : {".preinit_array", ".ctors", ".init_array"}) {
      add_initialisers(walker, index, section, count, found);
    }
  }
  return found;
}

/// Follows everything that start-up code leads to, up to benchmarks and Google Benchmark itself.
/// `at_node` gets each node, `at_edge` each edge with the name of what it leads to.
void follow_startup(Walker& walker, NodeId from, const auto& at_node, const auto& at_edge) {
  std::vector<NodeId> open;
  std::set<NodeId> seen;
  const auto visit = [&](NodeId node) {
    if (node != kNoNode && seen.insert(node).second) open.push_back(node);
  };
  visit(from);
  while (!open.empty()) {
    const auto node = open.back();
    open.pop_back();
    at_node(node);
    for (const auto& edge : walker.edges(node)) {
      const auto name = edge.node == kNoNode ? edge.name : walker.symbol(edge.node);
      at_edge(edge, name);
      const bool goes_on = edge.node != kNoNode && !ends_at_benchmark(walker, edge.node) &&
                           !edge.is_neighbour && !is_registry(name);
      if (goes_on) visit(edge.node);
    }
  }
}

/// What an initialiser can do to benchmarks.
class Effects {
 public:
  Effects(Walker& walker, std::vector<Node>& written, Startup& startup)
      : walker_(walker), written_(written), startup_(startup) {}

  void add(const Initialiser& initialiser) {
    bool is_set_up = false;
    std::set<std::string, std::less<>> functions;
    const auto at_node = [&](NodeId node) {
      if (walker_.region(node)->writable) written_.push_back(walker_.node(node));
    };
    const auto at_edge = [&](const Edge& edge, std::string_view name) {
      is_set_up = is_set_up || sets_up(name);
      if (edge.node == kNoNode) {
        note_name(edge, initialiser);
      } else if (ends_at_benchmark(walker_, edge.node)) {
        (is_benchmark_class(name) ? startup_.registered : functions).emplace(name);
      }
    };
    follow_startup(walker_, initialiser.node, at_node, at_edge);
    if (is_set_up) startup_.registered.merge(functions);
  }

 private:
  void note_name(const Edge& edge, const Initialiser& initialiser) {
    const bool is_symbol = edge.type != 0 && !edge.name.empty();
    if (!is_symbol || is_without_side_effect(edge.name)) return;
    startup_.reason = demangled(walker_.symbol(initialiser.node)) +
                      " runs at the start and calls " +
                      demangled(edge.name.substr(0, edge.name.find('@')));
  }

  Walker& walker_;
  std::vector<Node>& written_;
  Startup& startup_;
};

/// The initialisers of both sides, paired by name.
class Initialisers {
 public:
  Initialisers(Walker& base, Walker& head, std::size_t images, PairGraph& graph)
      : base_(initialisers_of(base, images)), head_(initialisers_of(head, images)) {
    std::map<std::string, NodeId> in_base;
    for (const auto& one : base_) in_base.emplace(one.key, one.node);
    for (const auto& one : head_) {
      const auto found = in_base.find(one.key);
      if (found != in_base.end()) pairs_.emplace(one.key, graph.add(found->second, one.node));
    }
  }

  /// Those that changed and are not yet in `changed`.
  std::set<std::string> changed(const PairGraph& graph, const std::set<std::string>& known) const {
    std::set<std::string> found;
    const bool reordered = common(base_) != common(head_);
    for (const auto* side : {&base_, &head_}) {
      for (const auto& one : *side) {
        const auto pair = pairs_.find(one.key);
        const bool is_same = pair != pairs_.end() && !graph.differs(pair->second) && !reordered;
        if (!is_same && !known.contains(one.key)) found.insert(one.key);
      }
    }
    return found;
  }

  [[nodiscard]] const std::vector<Initialiser>& base() const { return base_; }
  [[nodiscard]] const std::vector<Initialiser>& head() const { return head_; }

 private:
  [[nodiscard]] std::vector<std::string> common(const std::vector<Initialiser>& side) const {
    std::vector<std::string> keys;
    for (const auto& one : side) {
      if (pairs_.contains(one.key)) keys.push_back(one.key);
    }
    return keys;
  }

  std::vector<Initialiser> base_;
  std::vector<Initialiser> head_;
  std::map<std::string, PairId> pairs_;
};

/// What code from `node` on may keep of benchmarks; nothing where it knows none, or uses no
/// variable.
void add_keeper(Walker& walker, NodeId node, std::vector<Node> WrittenRanges::*side,
                std::vector<Keeper>& keepers) {
  Keeper keeper;
  follow_startup(
      walker, node,
      [&](NodeId at) {
        if (walker.region(at)->writable) (keeper.variables.*side).push_back(walker.node(at));
      },
      [&](const Edge& edge, std::string_view name) {
        const bool is_benchmark = edge.node != kNoNode && ends_at_benchmark(walker, edge.node);
        if (is_benchmark) keeper.functions.emplace(name);
      });
  const bool keeps = !keeper.functions.empty() && !(keeper.variables.*side).empty();
  if (keeps) keepers.push_back(std::move(keeper));
}

NodeId entry_of(Walker& walker) {
  return walker.at(0, walker.image(0).file().header().entry);
}

/// main() by way of the start-up files, and functions that libraries may call back.
std::vector<PairId> entries(Walker& base, Walker& head, PairGraph& graph, Startup& startup) {
  const auto& one = base.image(0);
  const auto& other = head.image(0);
  std::vector<PairId> pairs = {graph.add(entry_of(base), entry_of(head))};
  for (const auto* name : {".init"}) {
    const auto* in_base = one.region_named(name);
    const auto* in_head = other.region_named(name);
    pairs.push_back(graph.add(in_base == nullptr ? kNoNode : base.whole(0, *in_base),
                              in_head == nullptr ? kNoNode : head.whole(0, *in_head)));
  }
  const auto strong = [&](const Image& side, const Image& counterpart) {
    for (const auto name : side.exported_functions()) {
      if (!counterpart.exports().contains(name) && !is_benchmark_function(name)) {
        startup.for_all.emplace_back(name);
      }
    }
  };
  strong(one, other);
  strong(other, one);
  for (const auto& [name, address] : one.exports()) {
    const auto found = other.exports().find(name);
    if (found == other.exports().end()) continue;
    const auto in_base = base.at(0, address);
    if (in_base == kNoNode || ends_at_benchmark(base, in_base)) continue;
    pairs.push_back(graph.add(in_base, head.at(0, found->second)));
  }
  return pairs;
}

}  // namespace

bool ends_at_benchmark(Walker& walker, NodeId node) {
  const auto name = walker.symbol(node);
  return is_benchmark_function(name) || is_benchmark_class(name);
}

Startup compare_startup(Walker& base, Walker& head, std::size_t images, Variables& variables) {
  Startup startup;
  PairGraph graph(base, head, variables, ends_at_benchmark);
  const auto always = entries(base, head, graph, startup);
  const Initialisers initialisers(base, head, images, graph);
  std::set<std::string> changed;
  for (;;) {
    graph.settle(startup.written);
    const auto more = initialisers.changed(graph, changed);
    if (more.empty()) break;
    for (const auto& one : initialisers.base()) {
      if (more.contains(one.key)) Effects(base, startup.written.base, startup).add(one);
    }
    for (const auto& one : initialisers.head()) {
      if (more.contains(one.key)) Effects(head, startup.written.head, startup).add(one);
    }
    changed.insert(more.begin(), more.end());
  }
  for (const auto pair : always) {
    if (!graph.differs(pair)) continue;
    for (auto& name : graph.differing(pair, 3)) startup.for_all.push_back(std::move(name));
  }
  const auto add_keepers = [&](Walker& walker, const std::vector<Initialiser>& side, auto ranges) {
    add_keeper(walker, entry_of(walker), ranges, startup.keepers);
    for (const auto& one : side) add_keeper(walker, one.node, ranges, startup.keepers);
  };
  add_keepers(base, initialisers.base(), &WrittenRanges::base);
  add_keepers(head, initialisers.head(), &WrittenRanges::head);
  startup.is_same = changed.empty() && startup.for_all.empty() && startup.reason.empty();
  return startup;
}

}  // namespace benchgate::reach
