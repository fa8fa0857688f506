#include "pair_pools.h"

#include <algorithm>
#include <stdexcept>

#include "benchgate/stats/quantile.h"
#include "benchgate/stats/sorted_sample.h"

namespace benchgate::accuracy {
namespace {

constexpr std::size_t kFewest = 30;

/// The median time of each kernel's base. A pool holds sizes that take different times; a simulated
/// benchmark is one of one size, whose runs differ by noise alone.
std::map<std::string, double> typical_times(const std::vector<RecordedPair>& pairs,
                                            const std::string& pacing) {
  std::map<std::string, std::vector<double>> times;
  for (const auto& pair : pairs) {
    if (pair.pacing == pacing) times[pair.kernel].push_back(pair.base);
  }
  std::map<std::string, double> typical;
  for (const auto& [kernel, values] : times) {
    typical[kernel] = *stats::median(stats::SortedSample(values));
  }
  return typical;
}

const DrawnPair& any_of(const std::vector<DrawnPair>& pool, Random& random) {
  return pool[std::uniform_int_distribution<std::size_t>(0, pool.size() - 1)(random)];
}

}  // namespace

PairPools::PairPools(const std::vector<RecordedPair>& pairs, const std::string& pacing)
    : side_by_side_(pacing == "in_turn" ? 1 : 2) {
  const auto typical = typical_times(pairs, pacing);
  for (const auto& pair : pairs) {
    if (pair.pacing != pacing) continue;
    const double unit = typical.at(pair.kernel);
    pools_[{pair.kind(), pair.permille}].push_back(
        {pair.base / unit, pair.head / unit, pair.seconds});
    if (pair.permille == 0 && std::ranges::find(kinds_, pair.kind()) == kinds_.end()) {
      kinds_.push_back(pair.kind());
    }
  }
}

bool PairPools::is_recorded(const std::string& kind, int permille) const {
  const auto found = pools_.find({kind, permille});
  return found != pools_.end() && found->second.size() >= kFewest;
}

const std::vector<DrawnPair>& PairPools::pool(const std::string& kind, int permille) const {
  const auto found = pools_.find({kind, permille});
  if (found == pools_.end()) throw std::runtime_error("no pairs of " + kind);
  return found->second;
}

DrawnPair PairPools::draw_same(const std::string& kind, Random& random) const {
  DrawnPair pair = any_of(pool(kind, 0), random);
  if (std::bernoulli_distribution()(random)) std::swap(pair.base, pair.head);
  return pair;
}

DrawnPair PairPools::draw_slower(const std::string& kind, int permille, Random& random) const {
  DrawnPair pair = draw_same(kind, random);
  pair.head *= 1 + permille / 1000.0;
  return pair;
}

}  // namespace benchgate::accuracy
