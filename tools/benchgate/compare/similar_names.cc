#include "benchgate/compare/similar_names.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "benchgate/base/edit_distance.h"

namespace benchgate::compare {
namespace {

constexpr std::size_t kLongestName = 256;
constexpr std::size_t kMostCandidates = 1000;
constexpr std::size_t kMostSuggestions = 3;

}  // namespace

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
