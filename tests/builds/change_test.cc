#include "benchgate/builds/change.h"

#include <cstdlib>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "builds/repository.h"

namespace benchgate::builds {
namespace {

using builds_test::Repository;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Optional;

class FindChange : public builds_test::RepositoryTest {
 protected:
  template <class Expected>
  std::string refusal(const std::filesystem::path& folder, const std::string& ref) {
    try {
      static_cast<void>(find_change(folder, ref));
    } catch (const Expected& error) {
      return error.what();
    }
    return "accepted";
  }
  std::string refusal(const std::string& ref) {
    return refusal<UsageError>(repository_.path(), ref);
  }
};

TEST_F(FindChange, BaseIsTheMergeBaseAndNotTheTip) {
  const auto fork = repository_.commit("a.cc", "1");
  repository_.git({"checkout", "-q", "-b", "feature"});
  const auto head = repository_.commit("b.cc", "1");
  repository_.git({"checkout", "-q", "main"});
  const auto tip = repository_.commit("a.cc", "2");
  repository_.git({"checkout", "-q", "feature"});

  const auto change = find_change(repository_.path(), "main");
  EXPECT_EQ(change.base, fork);
  EXPECT_NE(change.base, tip);
  EXPECT_EQ(change.head, head);
  EXPECT_EQ(change.clone.root, repository_.path());
  EXPECT_EQ(change.clone.common_folder, repository_.path() / ".git");
  EXPECT_FALSE(change.is_dirty);
  // What main changed since is not of this change.
  EXPECT_THAT(change.changed_files, Optional(ElementsAre("b.cc")));
}

TEST_F(FindChange, OfAMergeOfBothIsTheTip) {
  // What GitHub checks out for a pull request.
  static_cast<void>(repository_.commit("a.cc", "1"));
  repository_.git({"checkout", "-q", "-b", "feature"});
  static_cast<void>(repository_.commit("b.cc", "1"));
  repository_.git({"checkout", "-q", "main"});
  const auto tip = repository_.commit("a.cc", "2");
  repository_.git({"checkout", "-q", "--detach"});
  repository_.git({"merge", "-q", "--no-edit", "feature"});

  const auto change = find_change(repository_.path(), "main");
  EXPECT_EQ(change.base, tip);
  EXPECT_THAT(change.changed_files, Optional(ElementsAre("b.cc")));
}

TEST_F(FindChange, IsFoundFromAFolderBelow) {
  static_cast<void>(repository_.commit("deep/down/a.cc", "1"));
  EXPECT_EQ(find_change(repository_.path() / "deep/down", "HEAD").clone.root, repository_.path());
}

TEST_F(FindChange, TakesWhateverNamesACommit) {
  const auto first = repository_.commit("a.cc", "1");
  repository_.git({"tag", "-a", "-m", "text", "v1"});
  const auto second = repository_.commit("a.cc", "2");
  for (const std::string ref : {"v1", "HEAD~1", "main^", "@~"}) {
    EXPECT_EQ(find_change(repository_.path(), ref).base, first) << ref;
  }
  EXPECT_EQ(find_change(repository_.path(), first.substr(0, 10)).base, first);
  EXPECT_EQ(find_change(repository_.path(), second).base, second);
}

TEST_F(FindChange, IsEmptyWhereHeadIsBaseAndNothingIsChanged) {
  static_cast<void>(repository_.commit("a.cc", "1"));
  EXPECT_TRUE(find_change(repository_.path(), "main").is_empty());
}

TEST_F(FindChange, HoldsWhatIsNotCommitted) {
  static_cast<void>(repository_.commit("a.cc", "1"));
  repository_.write("a.cc", "2");
  const auto change = find_change(repository_.path(), "main");
  EXPECT_TRUE(change.is_dirty);
  EXPECT_THAT(change.changed_files, Optional(ElementsAre("a.cc")));
}

TEST_F(FindChange, HoldsWhatGitDoesNotKnowUnlessItIsToldToIgnoreIt) {
  static_cast<void>(repository_.commit(".gitignore", "/build/\n"));
  repository_.write("build/a.o", "object");
  EXPECT_TRUE(find_change(repository_.path(), "main").is_empty());
  repository_.write("new file\n.cc", "2");
  const auto change = find_change(repository_.path(), "main");
  EXPECT_FALSE(change.is_dirty);  // the commit's files are as they were
  EXPECT_THAT(change.changed_files, Optional(ElementsAre("new file\n.cc")));
}

TEST_F(FindChange, NamesBothNamesOfARenamedFile) {
  static_cast<void>(repository_.commit("a.cc", "some text that is long enough to be similar\n"));
  repository_.git({"mv", "a.cc", "b.txt"});
  EXPECT_THAT(find_change(repository_.path(), "main").changed_files,
              Optional(ElementsAre("a.cc", "b.txt")));
}

TEST_F(FindChange, WorksInALinkedWorkTree) {
  const auto base = repository_.commit("a.cc", "1");
  repository_.git({"worktree", "add", "-q", "-b", "other", at("other").string()});
  const auto change = find_change(at("other"), "main");
  EXPECT_EQ(change.base, base);
  EXPECT_EQ(change.clone.root, std::filesystem::canonical(at("other")));
  EXPECT_EQ(change.clone.common_folder, repository_.path() / ".git");
}

TEST_F(FindChange, IsNotLedElsewhereByTheVariablesOfAHook) {
  static_cast<void>(repository_.commit("a.cc", "1"));
  const Repository other(at("other"));
  ::setenv("GIT_DIR", (other.path() / ".git").c_str(), 1);
  ::setenv("GIT_INDEX_FILE", "/nonexistent", 1);
  const auto change = find_change(repository_.path(), "main");
  ::unsetenv("GIT_DIR");
  ::unsetenv("GIT_INDEX_FILE");
  EXPECT_EQ(change.clone.root, repository_.path());
  EXPECT_TRUE(change.is_empty());
}

TEST_F(FindChange, OutsideOfAWorkTreeIsRefused) {
  std::filesystem::create_directories(at("elsewhere"));
  EXPECT_THAT(refusal<UsageError>(at("elsewhere"), "main"),
              AllOf(HasSubstr(at("elsewhere").string()), HasSubstr("not a git repository")));
  EXPECT_THAT(refusal<UsageError>(repository_.path() / ".git", "main"),
              HasSubstr("must be run in a work tree"));
}

TEST_F(FindChange, OfSomebodyElsesRepositorySaysWhatGitSays) {
  static_cast<void>(repository_.commit("a.cc", "1"));
  ::setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1", 1);  // git's own, for its own tests
  const auto words = refusal("main");
  ::unsetenv("GIT_TEST_ASSUME_DIFFERENT_OWNER");
  EXPECT_THAT(words, HasSubstr("safe.directory"));
}

TEST_F(FindChange, BeforeTheFirstCommitIsRefused) {
  EXPECT_THAT(refusal("main"), HasSubstr("has no commit yet"));
}

TEST_F(FindChange, OfAnUnknownNameIsRefusedWithWhatToDo) {
  static_cast<void>(repository_.commit("a.cc", "1"));
  EXPECT_THAT(refusal("mian"), AllOf(HasSubstr("--base mian"), HasSubstr("git fetch")));
}

TEST_F(FindChange, OfABranchThatOnlyTheRemoteHasNamesIt) {
  const auto commit = repository_.commit("a.cc", "1");
  repository_.git({"update-ref", "refs/remotes/origin/trunk", commit});
  EXPECT_THAT(refusal("trunk"), HasSubstr("did you mean origin/trunk?"));
}

TEST_F(FindChange, OfNamesThatAreNoneIsRefused) {
  static_cast<void>(repository_.commit("a.cc", "1"));
  static_cast<void>(repository_.commit("a.cc", "2"));
  for (const std::string ref :
       {"", " ", "-h", "--help", "--all", "-n1", "--output=x", "HEAD~1..HEAD", "^HEAD", "HEAD:a.cc",
        "HEAD^{tree}", "main main", "main\nmain", "@{-1}", ":/nothing", "a b", "'", "$(touch x)"}) {
    EXPECT_THAT(refusal(ref), HasSubstr("no such")) << '\'' << ref << '\'';
  }
  EXPECT_TRUE(repository_.status().empty());
}

TEST_F(FindChange, OfAnUnrelatedHistoryIsRefused) {
  static_cast<void>(repository_.commit("a.cc", "1"));
  repository_.git({"checkout", "-q", "--orphan", "island"});
  static_cast<void>(repository_.commit("b.cc", "1"));
  EXPECT_THAT(refusal("main"), HasSubstr("no commit in common"));
}

class FindChangeInAShallowClone : public FindChange {
 protected:
  FindChangeInAShallowClone() {
    base_ = repository_.commit("a.cc", "1");
    repository_.git({"checkout", "-q", "-b", "feature"});
    static_cast<void>(repository_.commit("a.cc", "2"));
    static_cast<void>(repository_.commit("a.cc", "3"));
    repository_.git({"checkout", "-q", "main"});
    static_cast<void>(repository_.commit("b.cc", "1"));
  }
  std::filesystem::path clone(const std::vector<std::string>& options) {
    std::vector<std::string> command = {"clone", "-q", "--branch", "feature"};
    command.insert(command.end(), options.begin(), options.end());
    command.push_back("file://" + repository_.path().string());
    command.push_back(at("clone").string());
    repository_.git(command);
    return at("clone");
  }

  std::string base_;
};

TEST_F(FindChangeInAShallowClone, SaysHowToDeepenIt) {
  const auto folder = clone({"--depth", "1", "--no-single-branch"});
  repository_.git({"-C", folder.string(), "remote", "set-url", "origin", "file:///nowhere"});
  EXPECT_THAT(refusal<EnvironmentError>(folder, "origin/main"),
              AllOf(HasSubstr("git fetch --unshallow"), HasSubstr("fetch-depth: 0"),
                    HasSubstr("git fetch failed: ")));
}

TEST_F(FindChangeInAShallowClone, FetchesWhatIsMissing) {
  const auto folder = clone({"--depth", "1", "--no-single-branch"});
  const auto change = find_change(folder, "origin/main");
  EXPECT_EQ(change.base, base_);
  EXPECT_TRUE(change.was_deepened);
}

TEST_F(FindChangeInAShallowClone, SaysSoWhereThereIsNoSuchBranchEither) {
  const auto folder = clone({"--depth", "1"});
  EXPECT_THAT(refusal<UsageError>(folder, "origin/main"), HasSubstr("fetch-depth: 0"));
}

TEST_F(FindChangeInAShallowClone, IsContentWhereItReachesFarEnough) {
  const auto folder = clone({"--depth", "3", "--no-single-branch"});
  const auto change = find_change(folder, "origin/main");
  EXPECT_EQ(change.base, base_);
  EXPECT_FALSE(change.was_deepened);
}

}  // namespace
}  // namespace benchgate::builds
