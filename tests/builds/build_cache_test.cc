#include "benchgate/builds/build_cache.h"

#include <chrono>
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "benchgate/builds/worktree.h"
#include "builds/repository.h"

namespace benchgate::builds {
namespace {

using builds_test::write_text;
using ::testing::HasSubstr;
using ::testing::Not;

namespace fs = std::filesystem;

class Cache : public builds_test::RepositoryTest {
 protected:
  Cache() {
    commit_ = repository_.commit("a.txt", "1");
    clone_ = find_clone(repository_.path());
  }
  [[nodiscard]] BuildCache open() const { return {at("cache"), clone_, nullptr}; }
  [[nodiscard]] CacheKey key(const std::string& configuration) const {
    return {.commit = commit_, .configuration = configuration};
  }
  void build(const BuildCache& cache, const CacheKey& what) const {
    cache.make_room(what);
    add_worktree(repository_.path(), cache.tree(what), what.commit);
    cache.mark_built(what);
  }
  [[nodiscard]] std::string registered() const { return repository_.git({"worktree", "list"}); }

  std::string commit_;
  Clone clone_;
};

TEST_F(Cache, HoldsWhatWasBuiltToTheEndAlsoNextTime) {
  {
    const auto cache = open();
    EXPECT_FALSE(cache.holds(key("a")));
    build(cache, key("a"));
    EXPECT_TRUE(cache.holds(key("a")));
  }
  EXPECT_TRUE(open().holds(key("a")));
}

TEST_F(Cache, HoldsNothingThatWasNotFinished) {
  const auto cache = open();
  cache.make_room(key("a"));
  add_worktree(repository_.path(), cache.tree(key("a")), commit_);
  EXPECT_FALSE(cache.holds(key("a")));
}

// On a machine that is kept, a program that was measured may have written there.
TEST_F(Cache, HoldsNothingThatWasOverwritten) {
  const auto cache = open();
  build(cache, key("a"));
  write_text(cache.tree(key("a")) / "a.txt", "2");
  EXPECT_FALSE(cache.holds(key("a")));
  write_text(cache.tree(key("a")) / "a.txt", "1");
  EXPECT_TRUE(cache.holds(key("a")));
  fs::remove(cache.tree(key("a")).parent_path() / "files");
  EXPECT_FALSE(cache.holds(key("a")));
}

TEST_F(Cache, HoldsNothingOfAnotherConfiguration) {
  const auto cache = open();
  build(cache, key("gcc 12"));
  EXPECT_FALSE(cache.holds(key("gcc 13")));
  // Even if the names of both were the same: what is written inside counts.
  const auto marker = cache.tree(key("gcc 12")).parent_path() / "built";
  auto text = builds_test::read_text(marker);
  write_text(marker, text.replace(text.find("gcc 12"), 6, "gcc 13"));
  EXPECT_FALSE(cache.holds(key("gcc 12")));
}

TEST_F(Cache, HoldsNothingWhoseWorkTreeIsNoneOrElsewhere) {
  const auto cache = open();
  build(cache, key("a"));
  const auto later = repository_.commit("a.txt", "2");
  builds_test::Repository(cache.tree(key("a"))).git({"checkout", "-q", "--detach", later});
  EXPECT_FALSE(cache.holds(key("a")));
  build(cache, key("a"));
  EXPECT_TRUE(cache.holds(key("a")));
  fs::remove_all(cache.tree(key("a")));
  EXPECT_FALSE(cache.holds(key("a")));
}

TEST_F(Cache, KeepsTheMostRecentlyUsed) {
  const auto cache = open();
  for (const std::string name : {"a", "b", "c"}) {
    build(cache, key(name));
    // Seconds apart, without waiting for them.
    const auto marker = cache.tree(key(name)).parent_path() / "built";
    fs::last_write_time(marker, fs::last_write_time(marker) - std::chrono::hours(30 - name[0] % 8));
  }
  EXPECT_TRUE(cache.holds(key("a")));  // used now
  build(cache, key("d"));
  EXPECT_TRUE(cache.holds(key("a")));
  EXPECT_FALSE(fs::exists(cache.tree(key("b")).parent_path()));
  EXPECT_TRUE(cache.holds(key("c")));
  EXPECT_TRUE(cache.holds(key("d")));
}

TEST_F(Cache, RemovesWhatWasNeverFinishedFirst) {
  const auto cache = open();
  cache.make_room(key("unfinished"));
  add_worktree(repository_.path(), cache.tree(key("unfinished")), commit_);
  build(cache, key("a"));
  EXPECT_FALSE(fs::exists(cache.tree(key("unfinished"))));
  EXPECT_TRUE(cache.holds(key("a")));
}

TEST_F(Cache, LeavesNoWorkTreeBehind) {
  const auto cache = open();
  build(cache, key("a"));
  EXPECT_THAT(registered(), HasSubstr("cache"));
  cache.remove(key("a"));
  EXPECT_THAT(registered(), Not(HasSubstr("cache")));
  EXPECT_FALSE(fs::exists(cache.tree(key("a"))));
}

TEST_F(Cache, ThatSomebodyDeletedIsForgottenByGit) {
  build(open(), key("a"));
  fs::remove_all(at("cache"));
  const auto cache = open();
  EXPECT_THAT(registered(), Not(HasSubstr("tree")));
  EXPECT_FALSE(cache.holds(key("a")));
}

TEST_F(Cache, InsideOfAWorkTreeIsNotSeenByGit) {
  const BuildCache cache(repository_.path() / ".cache/benchgate", clone_, nullptr);
  build(cache, key("a"));
  EXPECT_EQ(repository_.status(), "");
}

TEST_F(Cache, IsApartForEachClone) {
  repository_.git({"clone", "-q", ".", at("other/project").string()});
  const BuildCache other(at("cache"), find_clone(at("other/project")), nullptr);
  const auto own = open();  // waits for no lock of the other
  EXPECT_NE(own.folder(), other.folder());
}

TEST_F(Cache, ThatCannotBeWrittenIsAnErrorThatNamesAnother) {
  write_text(at("file"), "");
  try {
    const BuildCache cache(at("file"), clone_, nullptr);
    FAIL();
  } catch (const EnvironmentError& error) {
    EXPECT_THAT(error.what(), HasSubstr("--cache"));
  }
}

}  // namespace
}  // namespace benchgate::builds
