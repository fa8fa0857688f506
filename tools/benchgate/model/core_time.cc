#include "benchgate/model/core_time.h"

#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace benchgate::model {
namespace {

constexpr std::string_view kRan = "core_seconds";
constexpr std::string_view kKeptWaiting = "core_wait_seconds";
/// A client and its server on two cores wait for a hundredth or two of the time.
constexpr double kLargeShare = 0.2;
/// Starting a few processes takes some waiting anywhere.
constexpr double kFewestWaitedSeconds = 0.25;

std::optional<double> seconds(const Environment& environment, std::string_view field) {
  const auto text = environment.find(field);
  if (!text) return std::nullopt;
  const std::string terminated(*text);
  char* end = nullptr;
  const double value = std::strtod(terminated.c_str(), &end);
  const bool is_number = end != terminated.c_str() && *end == '\0' && std::isfinite(value);
  return is_number && value >= 0 ? std::optional(value) : std::nullopt;
}

}  // namespace

double CoreTime::kept_waiting_share() const {
  const double wanted = ran_seconds + kept_waiting_seconds;
  return wanted > 0 ? kept_waiting_seconds / wanted : 0;
}

void set_core_time(Environment& environment, const CoreTime& time) {
  environment.fields.insert_or_assign(std::string(kRan), fmt::format("{:.2f}", time.ran_seconds));
  environment.fields.insert_or_assign(std::string(kKeptWaiting),
                                      fmt::format("{:.2f}", time.kept_waiting_seconds));
}

std::optional<CoreTime> core_time(const Environment& environment) {
  const auto ran = seconds(environment, kRan);
  const auto waited = seconds(environment, kKeptWaiting);
  if (!ran || !waited) return std::nullopt;
  return CoreTime{.ran_seconds = *ran, .kept_waiting_seconds = *waited};
}

bool was_kept_waiting(const Environment& environment) {
  const auto time = core_time(environment);
  return time && time->kept_waiting_seconds >= kFewestWaitedSeconds &&
         time->kept_waiting_share() > kLargeShare;
}

}  // namespace benchgate::model
