#include "benchgate/builds/git.h"

#include <cstdlib>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "builds/repository.h"

namespace benchgate::builds {
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
}  // namespace benchgate::builds
