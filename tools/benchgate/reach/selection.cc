#include "benchgate/reach/selection.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "benchgate/reach/pair_graph.h"
#include "benchgate/reach/startup.h"

namespace benchgate::reach {
namespace {

constexpr std::size_t kMostFunctions = 5;

std::vector<std::string> united(const std::vector<std::string>& base,
                                const std::vector<std::string>& head) {
  std::vector<std::string> names;
  std::set<std::string_view> seen;
  for (const auto* side : {&head, &base}) {
    for (const auto& name : *side) {
      if (seen.insert(name).second) names.push_back(name);
    }
  }
  return names;
}

/// "unnamed constants" for what no symbol names.
std::vector<std::string> readable(const std::vector<std::string>& mangled) {
  std::vector<std::string> names;
  for (const auto& name : mangled) {
    auto text = name.empty() ? "unnamed constants" : demangled(name);
    if (std::ranges::find(names, text) == names.end()) names.push_back(std::move(text));
  }
  return names;
}

/// The nodes of functions by their mangled names, in the order of the files.
std::multimap<std::string_view, NodeId> nodes_by_name(Walker& walker,
                                                      const std::vector<Image>& images) {
  std::multimap<std::string_view, NodeId> nodes;
  for (std::uint32_t i = 0; i < images.size(); ++i) {
    for (const auto& symbol : images[i].symbols()) {
      if (!is_benchmark_function(symbol.name) && !is_benchmark_class(symbol.name)) continue;
      if (const auto address = images[i].address_of(symbol)) {
        nodes.emplace(symbol.name, walker.at(i, *address));
      }
    }
  }
  return nodes;
}

class Selector {
 public:
  Selector(const Program& base, const Program& head)
      : base_(base.images),
        head_(head.images),
        base_functions_(base.images, base.registrations),
        head_functions_(head.images, head.registrations),
        base_nodes_(nodes_by_name(base_, base.images)),
        head_nodes_(nodes_by_name(head_, head.images)),
        startup_(compare_startup(base_, head_, std::min(base.images.size(), head.images.size()),
                                 variables_)),
        graph_(base_, head_, variables_, nullptr) {
    everything_ = pairs_of(base_functions_.all());
    for (const auto& name : united(base_functions_.all(), head_functions_.all())) {
      known_.emplace(name, pairs_of({name}));
    }
    settle();
  }

  [[nodiscard]] const std::string& trouble() const {
    return base_.trouble().empty() ? head_.trouble() : base_.trouble();
  }

  Selected select(const std::string& benchmark) {
    Selected selected{.benchmark = benchmark};
    if (!startup_.for_all.empty()) {
      selected.answer = Answer::Touched;
      selected.functions = readable(startup_.for_all);
      selected.functions.resize(std::min(selected.functions.size(), kMostFunctions));
      return selected;
    }
    if (!startup_.reason.empty()) {
      selected.answer = Answer::Touched;
      selected.reason = startup_.reason;
      return selected;
    }
    const auto in_base = base_functions_.of(benchmark);
    const auto in_head = head_functions_.of(benchmark);
    if (in_base.empty() || in_head.empty()) {
      judge_everything(selected);
    } else if (in_base != in_head) {
      selected.answer = Answer::Touched;
      selected.reason = "base and head have different functions for it";
    } else {
      judge(in_head, selected);
    }
    return selected;
  }

 private:
  /// What a function that changed may be kept in changed as well, for whoever reads that.
  void settle() {
    auto keepers = startup_.keepers;
    for (bool is_new = true; is_new;) {
      graph_.settle(startup_.written);
      const auto changed = std::ranges::partition(
          keepers, [&](const Keeper& keeper) { return !knows_a_change(keeper); });
      is_new = !changed.empty();
      for (const auto& keeper : changed) {
        append(keeper.variables.base, startup_.written.base);
        append(keeper.variables.head, startup_.written.head);
      }
      keepers.erase(changed.begin(), changed.end());
    }
  }

  [[nodiscard]] bool knows_a_change(const Keeper& keeper) const {
    return std::ranges::any_of(keeper.functions, [&](const auto& name) {
      const auto known = known_.find(name);
      return known == known_.end() ||
             std::ranges::any_of(known->second, [&](PairId pair) { return graph_.differs(pair); });
    });
  }

  static void append(const std::vector<Node>& more, std::vector<Node>& to) {
    to.insert(to.end(), more.begin(), more.end());
  }

  /// No function is known: the same only where nothing at all changed.
  void judge_everything(Selected& selected) {
    const bool same = startup_.is_same && base_functions_.all() == head_functions_.all() &&
                      std::ranges::none_of(everything_, [&](PairId pair) {
                        return graph_.differs(pair) || graph_.runs_unknown_code(pair);
                      });
    selected.answer = same ? Answer::SameCode : Answer::CannotTell;
    if (!same) selected.reason = "its name says nothing of its function";
  }

  void judge(const Functions& functions, Selected& selected) {
    selected.answer = Answer::SameCode;
    for (const auto& name : functions) {
      if (startup_.registered.contains(name)) {
        selected.answer = Answer::Touched;
        selected.reason = "the code that registers it changed";
      }
      for (const auto pair : known_.at(name)) {
        if (graph_.differs(pair)) {
          selected.answer = Answer::Touched;
          for (auto& text : readable(graph_.differing(pair, kMostFunctions))) {
            add(selected.functions, std::move(text));
          }
        } else if (graph_.runs_unknown_code(pair) && selected.answer == Answer::SameCode) {
          selected.answer = Answer::CannotTell;
          selected.reason = "it can load other code or start other programs";
        }
      }
    }
    if (selected.answer == Answer::Touched && !selected.functions.empty()) selected.reason.clear();
  }

  static void add(std::vector<std::string>& names, std::string name) {
    const bool is_new = std::ranges::find(names, name) == names.end();
    if (is_new && names.size() < kMostFunctions) names.push_back(std::move(name));
  }

  /// The first of a name in base with the first in head, and so on; a missing one differs.
  std::vector<PairId> pairs_of(const Functions& functions) {
    std::vector<PairId> pairs;
    const std::set<std::string_view> names(functions.begin(), functions.end());
    for (const auto name : names) {
      auto [base, base_end] = base_nodes_.equal_range(name);
      auto [head, head_end] = head_nodes_.equal_range(name);
      while (base != base_end || head != head_end) {
        pairs.push_back(graph_.add(base == base_end ? kNoNode : base->second,
                                   head == head_end ? kNoNode : head->second));
        if (base != base_end) ++base;
        if (head != head_end) ++head;
      }
    }
    return pairs;
  }

  Variables variables_;
  Walker base_;
  Walker head_;
  BenchmarkFunctions base_functions_;
  BenchmarkFunctions head_functions_;
  std::multimap<std::string_view, NodeId> base_nodes_;
  std::multimap<std::string_view, NodeId> head_nodes_;
  Startup startup_;
  PairGraph graph_;
  std::vector<PairId> everything_;
  std::map<std::string, std::vector<PairId>, std::less<>> known_;  ///< by mangled name
};

}  // namespace

bool has_untold_names(const Program& program) {
  const BenchmarkFunctions functions(program.images);
  return std::ranges::any_of(program.benchmarks,
                             [&](const auto& name) { return !functions.tells(name); });
}

std::vector<Selected> select(const Program& base, const Program& head) {
  if (base.images.empty() || base.images.size() != head.images.size()) {
    return cannot_tell(base.benchmarks, head.benchmarks, "base and head load different libraries");
  }
  Selector selector(base, head);
  const std::set<std::string> in_base(base.benchmarks.begin(), base.benchmarks.end());
  const std::set<std::string> in_head(head.benchmarks.begin(), head.benchmarks.end());
  std::vector<Selected> selected;
  for (const auto& name : united(base.benchmarks, head.benchmarks)) {
    if (in_base.contains(name) && in_head.contains(name)) {
      selected.push_back(selector.select(name));
    } else {
      selected.push_back(
          {.benchmark = name,
           .answer = Answer::Touched,
           .reason = in_head.contains(name) ? "base does not have it" : "head does not have it"});
    }
  }
  if (!selector.trouble().empty()) {
    return cannot_tell(base.benchmarks, head.benchmarks, selector.trouble());
  }
  return selected;
}

std::vector<Selected> cannot_tell(const std::vector<std::string>& base,
                                  const std::vector<std::string>& head, const std::string& reason) {
  std::vector<Selected> selected;
  for (const auto& name : united(base, head)) {
    selected.push_back({.benchmark = name, .answer = Answer::CannotTell, .reason = reason});
  }
  return selected;
}

}  // namespace benchgate::reach
