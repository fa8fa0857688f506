#include "benchgate/stats/side.h"

#include <vector>

#include "benchgate/stats/alpha_spending.h"
#include "benchgate/stats/confirmation.h"
#include "benchgate/stats/signed_rank.h"

namespace benchgate::stats {

Side side_of(std::span<const double> differences, const SideQuestion& question,
             NullDistributions& distributions) {
  std::vector<double> beyond;
  beyond.reserve(differences.size());
  for (const double difference : differences) beyond.push_back(difference - question.threshold);
  for (const auto& look : looks_reached(confirmation_looks(), beyond.size(), question.alpha)) {
    const std::span<const double> seen(beyond.data(), look.pairs);
    const auto shows = [&](Alternative alternative) {
      const auto test = signed_rank_test(seen, alternative, distributions);
      return test && rejects(test->p_value, look.level);
    };
    if (shows(Alternative::Greater)) return Side::Above;
    if (shows(Alternative::Less)) return Side::Below;
  }
  return Side::Undecided;
}

}  // namespace benchgate::stats
