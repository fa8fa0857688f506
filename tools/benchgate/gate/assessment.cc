#include "benchgate/gate/assessment.h"

#include <algorithm>
#include <string_view>

namespace benchgate::gate {

std::optional<double> Judgement::worsening() const {
  if (!ratio) return std::nullopt;
  if (definition.direction == model::Direction::HigherIsBetter) return 1 / ratio->point - 1;
  return ratio->point - 1;
}

bool Judgement::is_about_clock() const {
  return metric == (clock.empty() ? model::clock_of(benchmark) : std::string_view(clock));
}

std::size_t Assessment::count(Verdict verdict) const {
  return static_cast<std::size_t>(std::ranges::count(judgements, verdict, &Judgement::verdict));
}

ExitCode Assessment::exit_code() const {
  switch (outcome) {
    case Outcome::Passed:
      return ExitCode::Passed;
    case Outcome::Closed:
      return ExitCode::GateClosed;
    case Outcome::Inconclusive:
      return ExitCode::Inconclusive;
  }
  return ExitCode::GateClosed;
}

}  // namespace benchgate::gate
