#include "benchgate/measure/secret_variables.h"

#include <algorithm>
#include <array>
#include <string>

#include "benchgate/base/glob.h"

namespace benchgate::measure {
namespace {

/// docs/policy.md, "Secrets", says which kinds these are.
constexpr std::array<std::string_view, 30> kPatterns = {
    // whoever issued it: GITHUB_TOKEN, GH_TOKEN, ACTIONS_RUNTIME_TOKEN, CI_JOB_TOKEN, NPM_TOKEN ...
    "*TOKEN", "*_TOKEN_*", "*SECRET", "*SECRET_*", "*PASSWORD", "*_PASSWORD_*", "*PASSWD", "*_PAT",
    "*API_KEY", "*APIKEY", "*ACCESS_KEY", "*ACCESS_KEY_ID", "*PRIVATE_KEY", "*_CREDENTIALS",
    "*CREDENTIAL", "CI_JOB_JWT*", "*_AUTH", "*CONNECTION_STRING",
    // ways to act as the job, or on its later steps
    "ACTIONS_RUNTIME_*", "ACTIONS_ID_TOKEN_*", "ACTIONS_RESULTS_*", "ACTIONS_CACHE_*", "GITHUB_ENV",
    "GITHUB_PATH", "GITHUB_OUTPUT", "GITHUB_STATE", "GITHUB_STEP_SUMMARY",
    // git's and ssh's
    "GIT_CONFIG_*", "GIT_ASKPASS", "SSH_AUTH_SOCK"};

std::string upper_case(std::string_view name) {
  std::string text(name);
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

}  // namespace

bool is_secret_variable(std::string_view name) {
  const auto text = upper_case(name);
  return std::ranges::any_of(kPatterns, [&](auto pattern) { return glob_match(pattern, text); });
}

}  // namespace benchgate::measure
