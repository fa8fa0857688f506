#include "benchgate/builds/worktree.h"

#include <cstdlib>
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "builds/repository.h"

namespace benchgate::builds {
namespace {

using builds_test::read_text;
using builds_test::Repository;
using builds_test::write_text;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

namespace fs = std::filesystem;

class Worktree : public builds_test::RepositoryTest {
 protected:
  Worktree() {
    first_ = repository_.commit("a.txt", "1");
    static_cast<void>(repository_.commit("a.txt", "2"));
  }
  [[nodiscard]] std::string registered() const { return repository_.git({"worktree", "list"}); }

  std::string first_;
  fs::path tree_ = at("cache/x y/tree");
};

TEST_F(Worktree, HoldsTheCommitAndLeavesTheUsersAlone) {
  repository_.write("a.txt", "3");
  add_worktree(repository_.path(), tree_, first_);
  EXPECT_EQ(read_text(tree_ / "a.txt"), "1");
  EXPECT_EQ(worktree_commit(repository_.path(), tree_), first_);
  EXPECT_EQ(read_text(repository_.path() / "a.txt"), "3");
  EXPECT_EQ(repository_.status(), " M a.txt");
  EXPECT_EQ(repository_.git({"symbolic-ref", "HEAD"}), "refs/heads/main");
}

TEST_F(Worktree, IsGoneWithoutATrace) {
  add_worktree(repository_.path(), tree_, first_);
  write_text(tree_ / "build/a.o", "not of git");
  remove_worktree(repository_.path(), tree_);
  EXPECT_FALSE(fs::exists(tree_));
  EXPECT_THAT(registered(), Not(HasSubstr("cache")));
  EXPECT_EQ(worktree_commit(repository_.path(), tree_), "");
}

TEST_F(Worktree, IsRemovedAlsoWhereGitDoesNotKnowIt) {
  write_text(tree_ / "a.txt", "left by somebody");
  remove_worktree(repository_.path(), tree_);
  EXPECT_FALSE(fs::exists(tree_));
  remove_worktree(repository_.path(), tree_);  // nothing at all
}

TEST_F(Worktree, IsRemovedAlsoWhereItsMakerWasKilled) {
  add_worktree(repository_.path(), tree_, first_);
  repository_.git({"worktree", "lock", tree_.string()});
  remove_worktree(repository_.path(), tree_);
  EXPECT_THAT(registered(), Not(HasSubstr("cache")));
}

TEST_F(Worktree, CanBeMadeAgainWhereItsFolderVanished) {
  add_worktree(repository_.path(), tree_, first_);
  fs::remove_all(tree_);
  EXPECT_EQ(worktree_commit(repository_.path(), tree_), "");
  add_worktree(repository_.path(), tree_, first_);
  EXPECT_EQ(read_text(tree_ / "a.txt"), "1");
}

TEST_F(Worktree, IsForgottenOnceLostButNotThoseOfTheUser) {
  add_worktree(repository_.path(), tree_, first_);
  const auto kept = at("cache/kept/tree");
  add_worktree(repository_.path(), kept, first_);
  const auto users = at("users");  // on a disk that is not there now, say
  add_worktree(repository_.path(), users, first_);
  fs::remove_all(tree_);
  fs::remove_all(users);
  forget_lost_worktrees(repository_.path(), fs::canonical(at("cache")));
  EXPECT_THAT(registered(), AllOf(Not(HasSubstr("x y")), HasSubstr("kept"), HasSubstr("users")));
}

TEST_F(Worktree, RunsNoHooks) {
  const auto hook = repository_.path() / ".git/hooks/post-checkout";
  write_text(hook, "#!/bin/sh\ntouch '" + at("hooked").string() + "'\n");
  fs::permissions(hook, fs::perms::owner_all);
  add_worktree(repository_.path(), tree_, first_);
  EXPECT_FALSE(fs::exists(at("hooked")));
}

TEST_F(Worktree, OfACommitThatIsNotThereIsAnError) {
  try {
    add_worktree(repository_.path(), tree_, std::string(40, 'a'));
    FAIL();
  } catch (const EnvironmentError& error) {
    EXPECT_THAT(error.what(), HasSubstr("cannot check aaaaaaaaaaaa out"));
  }
}

class WorktreeWithSubmodule : public Worktree {
 protected:
  WorktreeWithSubmodule() {
    // Since 2022 git refuses submodules that are folders, unless told so.
    ::setenv("GIT_CONFIG_COUNT", "1", 1);
    ::setenv("GIT_CONFIG_KEY_0", "protocol.file.allow", 1);
    ::setenv("GIT_CONFIG_VALUE_0", "always", 1);
    static_cast<void>(library_.commit("lib.txt", "of the library"));
    repository_.git({"submodule", "--quiet", "add", library_.path().string(), "lib"});
    with_library_ = repository_.commit("a.txt", "4");
  }
  ~WorktreeWithSubmodule() override { ::unsetenv("GIT_CONFIG_COUNT"); }

  Repository library_{at("library")};
  std::string with_library_;
};

TEST_F(WorktreeWithSubmodule, HasIt) {
  add_worktree(repository_.path(), tree_, with_library_);
  EXPECT_EQ(read_text(tree_ / "lib/lib.txt"), "of the library");
  remove_worktree(repository_.path(), tree_);
  EXPECT_THAT(registered(), Not(HasSubstr("cache")));
  EXPECT_EQ(repository_.status(), "");
}

TEST_F(WorktreeWithSubmodule, SaysSoWhereItCannotBeHad) {
  fs::remove_all(library_.path());
  try {
    add_worktree(repository_.path(), tree_, with_library_);
    FAIL();
  } catch (const EnvironmentError& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("submodules of base"), HasSubstr("does not exist")));
  }
}

}  // namespace
}  // namespace benchgate::builds
