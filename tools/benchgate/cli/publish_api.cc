#include "benchgate/cli/publish_api.h"

#include <chrono>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/version.h"
#include "benchgate/work/duration.h"

namespace benchgate::cli {
namespace {

github::ApiOptions options_for(const github::Workflow& workflow, const std::string& patience,
                               const Console& console) {
  const auto time = work::parse_duration(patience, "--patience");
  const auto token = github::read_token(console.getenv);
  if (!token) {
    throw EnvironmentError(
        "GITHUB_TOKEN is not set: give the step\n  env:\n    GITHUB_TOKEN: ${{ github.token }}");
  }
  return {.url = workflow.api_url,
          .token = *token,
          .agent = fmt::format("benchgate/{}", kVersion),
          .patience = std::chrono::ceil<std::chrono::milliseconds>(time)};
}

}  // namespace

PublishApi::PublishApi(const github::Workflow& workflow, const std::string& patience,
                       const Console& console)
    : transport_({}),
      api_(options_for(workflow, patience, console), transport_, github::system_clock()) {}

void add_patience_option(CLI::App& command, std::string& patience) {
  command
      .add_option("--patience", patience,
                  "The most that is waited, all together, where GitHub limits or fails [3min]")
      ->type_name("TIME");
}

}  // namespace benchgate::cli
