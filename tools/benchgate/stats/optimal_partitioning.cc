#include "benchgate/stats/optimal_partitioning.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace benchgate::stats {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

OptimalPartitioning::OptimalPartitioning(const PartitioningOptions& options)
    : options_(options), sums_(1), best_(1) {
  assert(options.penalty > 0 && options.shortest > 0);
  best_[0].cost = -options.penalty;  // the first segment is free
}

void OptimalPartitioning::add(double value) {
  assert(std::isfinite(value));
  const auto& before = sums_.back();
  sums_.push_back({before.values + value, before.squares + value * value});
  best_.push_back({.cost = kInfinity, .start = 0});
  if (size() < options_.shortest) return;
  const auto start = size() - options_.shortest;
  if (std::isfinite(best_[start].cost)) admit(start);
  find_best();
}

/// The cost of a last segment at level m is count m^2 - 2 sum m + rest: `start` takes over every
/// level at which it is cheaper. It has the fewest points of all, so that each of the others
/// is cheaper in one interval, or nowhere.
void OptimalPartitioning::admit(std::size_t start) {
  next_.clear();
  const auto put = [this](double up_to, std::size_t whose) {
    if (!next_.empty() && next_.back().start == whose) {
      next_.back().up_to = up_to;
    } else {
      next_.push_back({up_to, whose});
    }
  };
  double low = -kInfinity;
  for (const auto& piece : pieces_) {
    const auto high = piece.up_to;
    const auto count = static_cast<double>(start - piece.start);
    const double sum = sums_[start].values - sums_[piece.start].values;
    const double rest = best_[piece.start].cost - best_[start].cost + sums_[start].squares -
                        sums_[piece.start].squares;
    const double mean = sum / count;
    const double reach = mean * mean - rest / count;
    const double half = reach > 0 ? std::sqrt(reach) : 0;
    const double from = std::max(low, mean - half);
    const double to = std::min(high, mean + half);
    if (reach > 0 && from < to) {
      if (low < from) put(from, start);
      put(to, piece.start);
      if (to < high) put(high, start);
    } else {
      put(high, start);
    }
    low = high;
  }
  if (pieces_.empty()) next_.push_back({kInfinity, start});
  pieces_.swap(next_);
}

void OptimalPartitioning::find_best() {
  auto& best = best_.back();
  const auto& all = sums_.back();
  for (const auto& piece : pieces_) {
    const auto& before = sums_[piece.start];
    const double sum = all.values - before.values;
    const double cost = best_[piece.start].cost + options_.penalty + all.squares - before.squares -
                        sum * sum / static_cast<double>(size() - piece.start);
    if (cost < best.cost) best = {cost, piece.start};
  }
}

std::vector<std::size_t> OptimalPartitioning::starts() const {
  std::vector<std::size_t> starts;
  if (size() < options_.shortest) return starts;
  for (auto end = size(); end > 0; end = starts.back()) starts.push_back(best_[end].start);
  std::ranges::reverse(starts);
  return starts;
}

double OptimalPartitioning::cost() const {
  return size() < options_.shortest ? 0.0 : best_.back().cost;
}

std::vector<std::size_t> partition(std::span<const double> values,
                                   const PartitioningOptions& options) {
  OptimalPartitioning partitioning(options);
  for (const double value : values) partitioning.add(value);
  return partitioning.starts();
}

}  // namespace benchgate::stats
