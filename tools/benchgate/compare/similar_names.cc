#include "benchgate/compare/similar_names.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace benchgate::compare {
namespace {

constexpr std::size_t kLongestName = 256;
constexpr std::size_t kMostCandidates = 1000;
constexpr std::size_t kMostSuggestions = 3;

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // One row of the dynamic programme; Wagner & Fischer, JACM 21 (1974).
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, replaced}));
    }
  }
  return row.back();
}

std::vector<std::string> similar_names(std::string_view name,
                                       std::span<const std::string_view> candidates) {
  if (name.size() > kLongestName || candidates.size() > kMostCandidates) return {};
  std::vector<std::pair<std::size_t, std::string_view>> found;
  for (const auto candidate : candidates) {
    if (candidate.size() > kLongestName) continue;
    const std::size_t distance = edit_distance(name, candidate);
    if (distance * 3 <= std::max(name.size(), candidate.size())) {
      found.emplace_back(distance, candidate);
    }
  }
  std::ranges::sort(found);
  if (found.size() > kMostSuggestions) found.resize(kMostSuggestions);
  std::vector<std::string> names;
  for (const auto& [distance, candidate] : found) names.emplace_back(candidate);
  return names;
}

}  // namespace benchgate::compare
