#include "benchgate/work/compare_results.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <future>
#include <optional>
#include <system_error>
#include <utility>

#include "benchgate/base/error.h"
#include "benchgate/compare/paired_comparison.h"
#include "benchgate/measure/environment_probe.h"
#include "benchgate/model/machine_class.h"
#include "benchgate/work/assess.h"
#include "benchgate/work/filter.h"
#include "benchgate/work/run_source.h"
#include "benchgate/work/second_measurement.h"

namespace benchgate::work {
namespace {

struct Sides {
  LoadedRun base;
  LoadedRun head;
};

/// More of files than this is read one after the other: while a file is read, that takes about
/// three times its size.
constexpr std::uintmax_t kMostBytesAtOnce = std::uintmax_t{128} * 1024 * 1024;

std::launch how_to_read(const CompareRequest& request) {
  std::uintmax_t bytes = 0;
  for (const auto& side : {request.base, request.head}) {
    for (const auto& name : side) {
      std::error_code no_file;
      const auto size = std::filesystem::file_size(name, no_file);
      if (!no_file) bytes += size;
    }
  }
  return bytes > kMostBytesAtOnce ? std::launch::deferred : std::launch::async;
}

/// Two files are read side by side: reading is most of the time that a comparison takes.
Sides load_sides(const CompareRequest& request, const FoundPolicy& policy) {
  const auto here = measure::machine_class();
  if (names_baseline(request.base.front())) {
    // Head first: a baseline is looked up in the class of the machine that head was measured on.
    auto head = load_runs(request.head, {policy.baselines, {here}});
    // Stored runs of this machine do for a file that only says how many CPUs its machine had:
    // whether they were measured on one like it is checked before anything is judged.
    auto base = load_runs(
        request.base, {policy.baselines, {model::machine_class_of(head.run).value_or(here), here}});
    return {std::move(base), std::move(head)};
  }
  auto loading = std::async(how_to_read(request), load_runs, request.base,
                            BaselineChoice{policy.baselines, {here}});
  auto head = load_runs(request.head, {policy.baselines, {here}});
  return {loading.get(), std::move(head)};
}

/// `benchgate gate` notes in its files which suites it did not measure for they are the same.
std::size_t identical_suites(const model::Run& head) {
  return static_cast<std::size_t>(
      std::ranges::count(head.diagnostics, "same-program", &model::Diagnostic::code));
}

/// The second measurement of head.
std::optional<LoadedRun> load_again(const CompareRequest& request, const LoadedRun& head,
                                    const FoundPolicy& policy) {
  if (request.again.empty()) return std::nullopt;
  auto again = load_run(request.again, {policy.baselines, {measure::machine_class()}});
  make_second_measurement(head, again);
  apply_filter(request.filter, again.run);
  return again;
}

gate::Assessment judge_head(const CompareRequest& request, const FoundPolicy& policy) {
  auto head = load_runs(request.head, {policy.baselines, {measure::machine_class()}});
  apply_filter(request.filter, head.run);
  const auto again = load_again(request, head, policy);
  return assess_alone(head, policy, {.is_filtered = !request.filter.empty()},
                      again ? &*again : nullptr);
}

}  // namespace

gate::Assessment compare_results(const CompareRequest& request) {
  const auto policy = find_policy(request.policy);
  if (request.base.empty()) return judge_head(request, policy);
  auto [base, head] = load_sides(request, policy);
  apply_filter(request.filter, base.run);
  apply_filter(request.filter, head.run);
  const bool is_filtered = !request.filter.empty();
  if (compare::were_measured_together(base.run, head.run)) {
    if (!request.again.empty()) {
      throw UsageError(
          "--again is for two runs that were measured apart; these were measured "
          "together, pair by pair");
    }
    return assess_together(
        base, head, policy,
        {.identical_suites = identical_suites(head.run), .is_filtered = is_filtered});
  }
  const auto again = load_again(request, head, policy);
  return assess_apart(base, head, policy,
                      {.base_is_stored = names_baseline(request.base.front()),
                       .is_filtered = is_filtered,
                       .again = again ? &*again : nullptr});
}

}  // namespace benchgate::work
