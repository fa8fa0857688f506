#include "benchgate/measure/secret_variables.h"

#include <cstdlib>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/measure/child_process.h"

namespace benchgate::measure {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(SecretVariables, AreThoseOfContinuousIntegration) {
  for (const char* name : {"GITHUB_TOKEN",
                           "GH_TOKEN",
                           "GH_ENTERPRISE_TOKEN",
                           "ACTIONS_RUNTIME_TOKEN",
                           "ACTIONS_RUNTIME_URL",
                           "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
                           "ACTIONS_ID_TOKEN_REQUEST_URL",
                           "ACTIONS_RESULTS_URL",
                           "ACTIONS_CACHE_URL",
                           "INPUT_TOKEN",
                           "CI_JOB_TOKEN",
                           "CI_JOB_JWT_V2",
                           "CI_REGISTRY_PASSWORD",
                           "NPM_TOKEN",
                           "npm_config__auth",
                           "AWS_SECRET_ACCESS_KEY",
                           "AWS_ACCESS_KEY_ID",
                           "AWS_SESSION_TOKEN",
                           "AZURE_CLIENT_SECRET",
                           "PGPASSWORD",
                           "GITHUB_PAT",
                           "GOOGLE_APPLICATION_CREDENTIALS",
                           "SYSTEM_ACCESSTOKEN",
                           "GITHUB_ENV",
                           "GITHUB_PATH",
                           "GITHUB_OUTPUT",
                           "GITHUB_STEP_SUMMARY",
                           "GIT_CONFIG_VALUE_0",
                           "SSH_AUTH_SOCK",
                           "gh_token"}) {
    EXPECT_TRUE(is_secret_variable(name)) << name;
  }
}

TEST(SecretVariables, AreNotTheOrdinaryOnes) {
  for (const char* name : {"PATH",
                           "HOME",
                           "LANG",
                           "LC_ALL",
                           "TMPDIR",
                           "USER",
                           "LD_LIBRARY_PATH",
                           "PGHOST",
                           "PGPORT",
                           "PGUSER",
                           "CI",
                           "GITHUB_ACTIONS",
                           "GITHUB_SHA",
                           "GITHUB_REF_NAME",
                           "GITHUB_REPOSITORY",
                           "GITHUB_WORKSPACE",
                           "RUNNER_TEMP",
                           "BENCHMARK_FILTER",
                           "BENCHGATE_PROCESS",
                           "BENCHGATE_AGENT",
                           "OMP_NUM_THREADS",
                           "TOKENIZERS_PARALLELISM",
                           "MALLOC_CONF",
                           "XAUTHORITY",
                           "ASAN_OPTIONS",
                           "PWD",
                           "OLDPWD",
                           ""}) {
    EXPECT_FALSE(is_secret_variable(name)) << name;
  }
}

std::string environment_of_child(ChildOptions options) {
  options.command = {"/usr/bin/env"};
  ::setenv("GITHUB_TOKEN", "a-secret", 1);
  ::setenv("NPM_TOKEN", "another-secret", 1);
  const auto result = run_child(std::move(options));
  ::unsetenv("GITHUB_TOKEN");
  ::unsetenv("NPM_TOKEN");
  return result.standard_output.text;
}

TEST(SecretVariables, AreKeptFromAChild) {
  const auto variables = environment_of_child({.inherits_secrets = false});
  EXPECT_THAT(variables, AllOf(Not(HasSubstr("secret")), HasSubstr("PATH=")));
}

TEST(SecretVariables, ArePassedOnPurpose) {
  const auto variables = environment_of_child({.environment = {{"GITHUB_TOKEN", "of the policy"}},
                                               .inherits_secrets = false,
                                               .passed_secrets = {"NPM_TOKEN"}});
  EXPECT_THAT(variables, AllOf(HasSubstr("GITHUB_TOKEN=of the policy\n"),
                               HasSubstr("NPM_TOKEN=another-secret\n")));
}

TEST(SecretVariables, AreLeftToProgramsThatNeedThem) {
  EXPECT_THAT(environment_of_child({}), HasSubstr("GITHUB_TOKEN=a-secret\n"));
}

}  // namespace
}  // namespace benchgate::measure
