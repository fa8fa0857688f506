#include "benchgate/history/retention.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "benchgate/base/instant.h"

namespace benchgate::history {
namespace {

constexpr model::Timestamp kDay = 86'400;

/// Which of the days, weeks or months a moment lies in.
std::int64_t period_of(model::Timestamp at, Retention::Older older) {
  constexpr std::int64_t kThursday = 3;  // 1970-01-01, counted from Monday
  const auto day = at / kDay;
  switch (older) {
    case Retention::Older::OneADay:
      return day;
    case Retention::Older::OneAWeek:
      return (day + kThursday) / 7;
    case Retention::Older::OneAMonth: {
      const auto text = instant_text(at);
      return std::stoi(text.substr(0, 4)) * 12 + std::stoi(text.substr(5, 2));
    }
    case Retention::Older::None:
      break;
  }
  return 0;
}

}  // namespace

std::vector<std::string> dispensable(const std::vector<model::HistoryRun>& runs,
                                     const std::vector<model::HistoryFinding>& findings,
                                     const Retention& retention, model::Timestamp now) {
  std::set<std::string> named;
  for (const auto& finding : findings) {
    named.insert(
        {finding.good, finding.bad, finding.narrowed_good, finding.narrowed_bad, finding.culprit});
  }
  named.erase("");
  std::vector<const model::HistoryRun*> sorted;
  for (const auto& run : runs) sorted.push_back(&run);
  std::ranges::sort(sorted, {}, [](const auto* run) {
    return std::tuple(run->measured_at, std::string_view(run->id));
  });
  using Slot = std::tuple<std::string, std::string, std::int64_t>;
  std::map<Slot, std::string> last_of;
  const auto slot_of = [&](const model::HistoryRun& run) {
    return Slot(run.branch, run.machine_class, period_of(run.measured_at, retention.older));
  };
  for (const auto* run : sorted) last_of[slot_of(*run)] = run->id;
  std::vector<std::string> ids;
  for (const auto* run : sorted) {
    const bool is_recent = run->measured_at >= now - retention.days * kDay;
    const bool is_kept_of_older =
        retention.older != Retention::Older::None && last_of[slot_of(*run)] == run->id;
    const bool is_kept = is_recent || is_kept_of_older || run == sorted.back() ||
                         (!run->commit.empty() && named.contains(run->commit));
    if (!is_kept) ids.push_back(run->id);
  }
  return ids;
}

}  // namespace benchgate::history
