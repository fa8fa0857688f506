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
constexpr std::string_view kOthers = "others_core_seconds";
constexpr std::string_view kAll = "all_core_seconds";
/// A server that is not the suite's own uses a quarter of two cores while its client waits for it.
constexpr double kLargeShareOfMachine = 0.4;
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

double MachineTime::others_share() const {
  return all_seconds > 0 ? others_seconds / all_seconds : 0;
}

double CoreTime::kept_waiting_share() const {
  const double wanted = ran_seconds + kept_waiting_seconds;
  return wanted > 0 ? kept_waiting_seconds / wanted : 0;
}

void set_core_time(Environment& environment, const CoreTime& time) {
  environment.fields.insert_or_assign(std::string(kRan), fmt::format("{:.2f}", time.ran_seconds));
  environment.fields.insert_or_assign(std::string(kKeptWaiting),
                                      fmt::format("{:.2f}", time.kept_waiting_seconds));
  if (!time.machine) return;
  environment.fields.insert_or_assign(std::string(kOthers),
                                      fmt::format("{:.2f}", time.machine->others_seconds));
  environment.fields.insert_or_assign(std::string(kAll),
                                      fmt::format("{:.2f}", time.machine->all_seconds));
}

std::optional<CoreTime> core_time(const Environment& environment) {
  const auto ran = seconds(environment, kRan);
  const auto waited = seconds(environment, kKeptWaiting);
  if (!ran || !waited) return std::nullopt;
  CoreTime time{.ran_seconds = *ran, .kept_waiting_seconds = *waited};
  const auto others = seconds(environment, kOthers);
  const auto all = seconds(environment, kAll);
  if (others && all) time.machine = {.others_seconds = *others, .all_seconds = *all};
  return time;
}

bool was_kept_waiting(const Environment& environment) {
  const auto time = core_time(environment);
  return time && time->kept_waiting_seconds >= kFewestWaitedSeconds &&
         time->kept_waiting_share() > kLargeShare;
}

bool ran_beside_others(const Environment& environment) {
  const auto time = core_time(environment);
  return time && time->machine && time->machine->others_seconds >= kFewestWaitedSeconds &&
         time->machine->others_share() > kLargeShareOfMachine;
}

}  // namespace benchgate::model
