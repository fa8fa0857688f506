// Code that runs before any benchmark: main(), static initialisers, functions for libraries.
//
// All benchmarks depend on main(). Only benchmarks that use the variables of an initialiser, or
// the class of an object that it makes, depend on it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "benchgate/reach/pair_graph.h"

namespace benchgate::reach {

/// A benchmark's function, or its class: where a walk from outside ends.
[[nodiscard]] bool ends_at_benchmark(Walker& walker, NodeId node);

/// Start-up code that knows functions of benchmarks, as code that registers them does. It may keep
/// them in variables too: a benchmark that reads those may call them.
struct Keeper {
  std::set<std::string, std::less<>> functions;  ///< mangled names, classes included
  WrittenRanges variables;                       ///< that the code uses
};

struct Startup {
  bool is_same = true;               ///< nothing at all changed
  std::vector<std::string> for_all;  ///< mangled names of what changed for every benchmark
  std::string reason;                ///< where a name is not enough
  WrittenRanges written;             ///< by initialisers that changed
  std::set<std::string, std::less<>> registered;  ///< mangled names of benchmarks that they set up
  std::vector<Keeper> keepers;
};

[[nodiscard]] Startup compare_startup(Walker& base, Walker& head, std::size_t images,
                                      Variables& variables);

}  // namespace benchgate::reach
