#include "benchgate/measure/git_settings.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::measure {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsSupersetOf;
using ::testing::Not;

/// One line of `git config --list --show-scope -z`.
std::string line(const std::string& scope, const std::string& key, const std::string& value) {
  return scope + '\0' + key + '\n' + value + '\0';
}

using All = std::vector<GitSetting>;
const All kAlways = {{"core.fsmonitor", ""},
                     {"core.hookspath", "/dev/null"},
                     {"core.sshcommand", "ssh -o BatchMode=yes"},
                     {"protocol.ext.allow", "never"}};

TEST(SafeGitSettings, RunNeitherHooksNorAMonitor) {
  EXPECT_EQ(safe_git_settings(""), kAlways);
  EXPECT_EQ(safe_git_settings(line("global", "core.fsmonitor", "true") +
                              line("global", "core.hookspath", "/home/me/hooks")),
            kAlways);
}

TEST(SafeGitSettings, LeaveAloneWhatNamesNoProgram) {
  EXPECT_EQ(
      safe_git_settings(line("local", "core.filemode", "true") +
                        line("local", "remote.origin.url", "file:///x") +
                        line("local", "user.name", "me") + line("local", "core.nofsmonitor", "x") +
                        line("global", "filter.lfs.smudge", "anything")),
      kAlways);
}

TEST(SafeGitSettings, RunNothingThatTheRepositoryNames) {
  for (const auto& [key, harmless] : All{{"core.fsmonitor", ""},
                                         {"core.sshcommand", "ssh -o BatchMode=yes"},
                                         {"core.gitproxy", "none"},
                                         {"core.alternaterefscommand", "true"},
                                         {"diff.external", ""},
                                         {"diff.x.textconv", ""},
                                         {"filter.a=b.c.smudge", ""},
                                         {"filter.x.clean", ""},
                                         {"filter.x.process", ""},
                                         {"filter.x.required", "false"},
                                         {"submodule.lib.update", "checkout"},
                                         {"protocol.ext.allow", "never"}}) {
    for (const auto* scope : {"local", "worktree"}) {
      EXPECT_THAT(safe_git_settings(line(scope, key, "touch /tmp/owned")),
                  AllOf(Contains(GitSetting{key, harmless}), IsSupersetOf(kAlways)))
          << key;
    }
  }
}

// Git takes the first uploadpack, so that no other one can be given.
TEST(SafeGitSettings, FetchNothingWhereTheRepositoryNamesTheProgramForIt) {
  for (const auto* key : {"remote.origin.uploadpack", "remote.a.b.vcs"}) {
    for (const auto* transport :
         {"protocol.allow", "protocol.file.allow", "protocol.ssh.allow", "protocol.https.allow"}) {
      EXPECT_THAT(safe_git_settings(line("local", key, "touch /tmp/owned")),
                  Contains(GitSetting{transport, "never"}));
      EXPECT_THAT(safe_git_settings(line("global", key, "/opt/git/upload-pack")),
                  Not(Contains(GitSetting{transport, "never"})));
    }
  }
}

TEST(SafeGitSettings, AreTheUsersOwnWhereTheyAre) {
  EXPECT_THAT(safe_git_settings(line("global", "core.sshcommand", "ssh -i key") +
                                line("local", "core.sshcommand", "evil")),
              Contains(GitSetting{"core.sshcommand", "ssh -i key"}));
}

TEST(SafeGitSettings, ClearAListBeforeTheyFillIt) {
  const auto settings = safe_git_settings(line("system", "credential.helper", "store") +
                                          line("global", "credential.helper", "cache") +
                                          line("local", "credential.helper", "!evil"));
  EXPECT_EQ(All(settings.begin() + 3, settings.begin() + 6), (All{{"credential.helper", ""},
                                                                  {"credential.helper", "store"},
                                                                  {"credential.helper", "cache"}}));
}

TEST(SafeGitSettings, LetGitLfsWork) {
  EXPECT_EQ(safe_git_settings(line("local", "filter.lfs.smudge", "git-lfs smudge -- %f") +
                              line("local", "filter.lfs.process", "git-lfs filter-process") +
                              line("local", "filter.lfs.required", "true")),
            kAlways);
  EXPECT_THAT(safe_git_settings(line("local", "filter.lfs.smudge", "git-lfs smudge -- %f; evil")),
              Contains(GitSetting{"filter.lfs.smudge", ""}));
}

}  // namespace
}  // namespace benchgate::measure
