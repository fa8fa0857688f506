// What runs before any benchmark: main(), static initialisers, and what libraries may call.
//
// All benchmarks depend on the first; on an initialiser only those that use what it writes, or
// those of a class that it makes an object of.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "benchgate/reach/pair_graph.h"

namespace benchgate::reach {

/// A benchmark's function, or its class: where a walk from outside ends.
[[nodiscard]] bool ends_at_benchmark(Walker& walker, NodeId node);

struct Startup {
  bool is_same = true;               ///< nothing at all changed
  std::vector<std::string> for_all;  ///< mangled names of what changed for every benchmark
  std::string reason;                ///< where a name is not enough
  WrittenRanges written;             ///< by initialisers that changed
  std::set<std::string, std::less<>> registered;  ///< mangled names of benchmarks that they set up
};

[[nodiscard]] Startup compare_startup(Walker& base, Walker& head, std::size_t images,
                                      Variables& variables);

}  // namespace benchgate::reach
