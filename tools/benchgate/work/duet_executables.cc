#include "benchgate/work/duet_executables.h"

#include <filesystem>

#include "benchgate/work/suite_choice.h"

namespace benchgate::work {

DuetOutcome duet_executables(const ExecutablesRequest& request, const Caller& caller) {
  auto base = suite_of_executable(request.base);
  auto head = suite_of_executable(request.head);
  base.name = head.name;
  DuetRequest duet{.suites = {{.base = std::move(base), .head = std::move(head)}},
                   .base_name = request.base,
                   .head_name = request.head,
                   .seed = request.seed,
                   .cpus = request.cpus};
  const auto policy = find_policy(request.policy);
  auto terms = request.terms;
  if (terms.save.empty() && terms.shard.empty()) terms.save = "out/duet";
  apply_terms(terms, "duet", policy, duet);
  return measure_and_judge(duet, policy, caller);
}

}  // namespace benchgate::work
