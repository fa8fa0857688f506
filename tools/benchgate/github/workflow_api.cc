#include "benchgate/github/workflow_api.h"

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/version.h"

namespace benchgate::github {
namespace {

ApiOptions options_for(const Workflow& workflow, std::chrono::milliseconds patience,
                       const Getenv& getenv) {
  const auto token = read_token(getenv);
  if (!token) {
    throw EnvironmentError(
        "GITHUB_TOKEN is not set: give the step\n  env:\n    GITHUB_TOKEN: ${{ github.token }}");
  }
  return {.url = workflow.api_url,
          .token = *token,
          .agent = fmt::format("benchgate/{}", kVersion),
          .patience = patience};
}

}  // namespace

WorkflowApi::WorkflowApi(const Workflow& workflow, std::chrono::milliseconds patience,
                         const Getenv& getenv)
    : transport_({}), api_(options_for(workflow, patience, getenv), transport_, system_clock()) {}

}  // namespace benchgate::github
