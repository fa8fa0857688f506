#include "benchgate/gate/assessment.h"

#include <algorithm>
#include <string_view>

namespace benchgate::gate {

std::optional<double> Judgement::worsening() const {
  if (!ratio) return std::nullopt;
  return model::worse_up(ratio->point, definition.direction) - 1;
}

std::optional<double> Judgement::least_worsening() const {
  if (!ratio || !ratio->interval) return std::nullopt;
  const auto& [lower, upper] = ratio->interval->bounds;
  const auto direction = definition.direction;
  return std::min(model::worse_up(lower, direction), model::worse_up(upper, direction)) - 1;
}

SideIdentity identity_of(const model::Run& run, const std::string& name) {
  const auto first = [&](std::string_view field) {
    for (const auto& suite : run.suites) {
      if (const auto value = suite.environment.find(field)) return std::string(*value);
    }
    return std::string();
  };
  return {.name = name,
          .commit = first("commit"),
          .dirty = first("dirty") == "true",
          .date = first("date"),
          .machine_class = first("machine_class")};
}

bool Judgement::is_about_clock() const {
  return metric == (clock.empty() ? model::kCpuTime : std::string_view(clock));
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
