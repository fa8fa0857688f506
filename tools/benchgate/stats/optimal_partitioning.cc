#include "benchgate/stats/optimal_partitioning.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <span>

namespace benchgate::stats {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

OptimalPartitioning::OptimalPartitioning(const PartitioningOptions& options) : options_(options) {
  assert(options.penalty > 0 && options.shortest > 0);
  // The first segment is free.
  candidates_.push_back({.up_to = kInfinity, .values = 0, .rest = -options.penalty, .start = 0});
}

void OptimalPartitioning::add(double value) {
  assert(std::isfinite(value));
  sums_.values += value;
  sums_.squares += value * value;
  sums_.cost = kInfinity;
  last_starts_.push_back(0);
  if (size() >= options_.shortest) {
    const auto fresh = candidates_[size() - options_.shortest];
    if (std::isfinite(fresh.rest)) admit(fresh);
    find_best();
  }
  candidates_.push_back({.up_to = kInfinity,
                         .values = sums_.values,
                         .rest = sums_.cost - sums_.squares,
                         .start = size()});
}

/// The cost of a last segment at level m is count m^2 - 2 sum m + rest: `fresh` takes over every
/// level at which it is cheaper. It has the fewest points of all, so that each of the others stays
/// cheaper in one interval, or nowhere; and all between two levels where it does.
void OptimalPartitioning::admit(const Piece& fresh) {
  const std::span<const Piece> pieces(pieces_.data(), piece_count_);
  if (next_.size() < 3 * pieces.size() + 1) next_.resize(6 * pieces.size() + 1);
  Piece* out = next_.data();
  const auto give = [&](const Piece& piece, double up_to) {
    if (out == next_.data() || (out - 1)->start != piece.start) *out++ = piece;
    (out - 1)->up_to = up_to;
  };
  double low = -kInfinity;
  bool stays_at_low = false;
  for (const auto& piece : pieces) {
    const auto points = static_cast<double>(fresh.start - piece.start);
    const double sum = fresh.values - piece.values;
    const double rest = piece.rest - fresh.rest;
    const double high = piece.up_to;
    const bool stays_at_high = (points * high - 2 * sum) * high + rest < 0;
    if (stays_at_low && stays_at_high) {
      *out++ = piece;
    } else {
      const double per_point = 1 / points;
      const double mean = sum * per_point;
      const double reach = mean * mean - rest * per_point;
      const bool inside = stays_at_low || stays_at_high || (low < mean && mean < high);
      const double half = inside && reach > 0 ? std::sqrt(reach) : 0.0;
      const double from = std::max(low, mean - half);
      const double to = std::min(high, mean + half);
      if (half > 0 && from < to) {
        if (low < from) give(fresh, from);
        give(piece, to);
        if (to < high) give(fresh, high);
      } else {
        give(fresh, high);
      }
    }
    low = high;
    stays_at_low = stays_at_high;
  }
  if (pieces.empty()) *out++ = fresh;
  piece_count_ = static_cast<std::size_t>(out - next_.data());
  pieces_.swap(next_);
}

void OptimalPartitioning::find_best() {
  double most = -kInfinity;  // that a last segment saves of the sum of squares
  for (const auto& piece : std::span<const Piece>(pieces_.data(), piece_count_)) {
    const double sum = sums_.values - piece.values;
    const double saved = sum * sum / static_cast<double>(size() - piece.start) - piece.rest;
    if (saved > most) {
      most = saved;
      last_starts_.back() = piece.start;
    }
  }
  sums_.cost = options_.penalty + sums_.squares - most;
}

std::vector<Stretch> OptimalPartitioning::stretches() const {
  std::vector<Stretch> stretches;
  if (size() < options_.shortest) return stretches;
  for (auto end = size(); end > 0; end = stretches.back().first) {
    Stretch stretch{.first = last_starts_[end - 1], .last = end - 1};
    stretch.level = (candidates_[end].values - candidates_[stretch.first].values) /
                    static_cast<double>(stretch.size());
    stretches.push_back(stretch);
  }
  std::ranges::reverse(stretches);
  return stretches;
}

double OptimalPartitioning::cost() const {
  return size() < options_.shortest ? 0.0 : sums_.cost;
}

void OptimalPartitioning::reserve(std::size_t points) {
  last_starts_.reserve(points);
  candidates_.reserve(points + 1);
}

void OptimalPartitioning::save(State& state) const {
  state.size = size();
  state.sums = sums_;
  state.pieces.assign(pieces_.begin(), pieces_.begin() + static_cast<std::ptrdiff_t>(piece_count_));
}

void OptimalPartitioning::return_to(const State& state) {
  assert(state.size <= size());
  last_starts_.resize(state.size);
  candidates_.resize(state.size + 1);
  sums_ = state.sums;
  piece_count_ = state.pieces.size();
  std::ranges::copy(state.pieces, pieces_.begin());
}

}  // namespace benchgate::stats
