#include "benchgate/measure/git.h"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "builds/repository.h"

namespace benchgate::measure {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class Git : public builds_test::RepositoryTest {};

TEST_F(Git, AnswersAndSaysWhatIsWrong) {
  EXPECT_EQ(tell_git(repository_.path(), {"rev-parse", "--show-toplevel"}, "x"),
            repository_.path().string());
  const auto answer = ask_git(repository_.path(), {"rev-parse", "--verify", "nothing"});
  EXPECT_FALSE(answer.succeeded);
  EXPECT_THAT(answer.words, StartsWith("fatal: "));
}

TEST_F(Git, ThatFailsIsAnErrorInTheWordsOfBoth) {
  try {
    tell_git(repository_.path(), {"checkout", "nothing"}, "cannot go there");
    FAIL();
  } catch (const EnvironmentError& error) {
    EXPECT_THAT(error.what(), AllOf(StartsWith("cannot go there: "), HasSubstr("pathspec")));
  }
}

// Each of these names a program, and the repository may be a stranger's.
TEST_F(Git, RunsNothingThatTheRepositoryBrings) {
  const auto mark = at("owned").string();
  const auto touch = "touch " + mark;
  repository_.write(".gitattributes", "*.txt filter=own diff=own\n");
  const auto commit = repository_.commit("a.txt", "1");
  repository_.git({"remote", "add", "origin", "file://" + repository_.path().string()});
  for (const auto* key :
       {"core.fsmonitor", "diff.external", "diff.own.command", "diff.own.textconv",
        "filter.own.clean", "filter.own.smudge", "filter.own.process", "core.pager",
        "core.sshCommand", "core.alternateRefsCommand"}) {
    repository_.git({"config", key, touch + "; cat"});
  }
  repository_.git({"config", "filter.own.required", "true"});
  for (const auto* hook : {"post-checkout", "post-index-change", "reference-transaction"}) {
    const auto path = repository_.path() / ".git/hooks" / hook;
    builds_test::write_text(path, "#!/bin/sh\n" + touch + "\n");
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  }
  repository_.write("a.txt", "other");
  const std::vector<std::vector<std::string>> questions = {
      {"status", "--porcelain"},
      {"diff", "--name-only", "--no-ext-diff", "--no-textconv", "HEAD"},
      {"log", "-1", "--format=%H"},
      {"ls-files", "--others"},
      {"worktree", "add", "--quiet", "--detach", at("tree").string(), commit},
      {"fetch", "--quiet", "origin", "main"}};
  for (const auto& question : questions) {
    const auto answer = ask_git(repository_.path(), question);
    EXPECT_TRUE(answer.succeeded) << question.front() << ": " << answer.words;
    EXPECT_FALSE(std::filesystem::exists(mark)) << question.front();
  }
  EXPECT_EQ(builds_test::read_text(at("tree") / "a.txt"), "1");
  repository_.git({"config", "remote.origin.uploadpack", touch + "; git-upload-pack"});
  EXPECT_FALSE(ask_git(repository_.path(), {"fetch", "--quiet", "origin", "main"}).succeeded);
  EXPECT_FALSE(std::filesystem::exists(mark));
}

TEST_F(Git, ThatIsMissingIsAnErrorThatSaysSo) {
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", at("").c_str(), 1);
  std::string words;
  try {
    static_cast<void>(ask_git(repository_.path(), {"status"}));
  } catch (const EnvironmentError& error) {
    words = error.what();
  }
  ::setenv("PATH", path.c_str(), 1);
  EXPECT_EQ(words, "git is not in PATH; install it");
}

}  // namespace
}  // namespace benchgate::measure
