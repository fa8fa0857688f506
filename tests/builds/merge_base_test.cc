#include "benchgate/builds/merge_base.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "builds/repository.h"

namespace benchgate::builds {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class MergeBase : public builds_test::RepositoryTest {
 protected:
  std::string commit(const std::string& name) const { return repository_.commit(name, name); }
  void go(const std::string& branch) const { repository_.git({"checkout", "-q", branch}); }
  void branch(const std::string& name, const std::string& from = "HEAD") const {
    repository_.git({"checkout", "-q", "-b", name, from});
  }
  void merge(const std::string& other) const {
    repository_.git({"merge", "-q", "--no-ff", "-m", "merge", other});
  }
  std::string at_head() const { return repository_.git({"rev-parse", "HEAD"}); }
  Clone clone() const { return find_clone(repository_.path()); }

  const std::string first_ = commit("1");
};

TEST_F(MergeBase, IsWhereLinesParted) {
  const auto second = commit("2");
  branch("side", first_);
  const auto side = commit("s");
  EXPECT_EQ(merge_base(clone(), second, side), first_);
}

TEST_F(MergeBase, IsNoneOfUnrelatedLines) {
  repository_.git({"checkout", "-q", "--orphan", "other"});
  const auto other = commit("o");
  EXPECT_THAT(merge_bases(clone(), first_, other), IsEmpty());
  EXPECT_FALSE(reach_back(clone(), {.tip = first_, .head = other}));
}

// A pull request's merge into its base, as GitHub makes it: the change is all that it brings.
TEST_F(MergeBase, OfAMergeOfTheChangeIsTheBaseItWasMergedInto) {
  branch("topic");
  commit("t");
  go("main");
  const auto tip = commit("2");
  repository_.git({"checkout", "-q", "--detach", "main"});
  merge("topic");
  EXPECT_EQ(merge_base(clone(), tip, at_head()), tip);
}

// main merged an early state of the change; the change merged main later: two are equally good.
// Only from that of main is everything in between the change's.
TEST_F(MergeBase, OfLinesMergedCrosswiseIsTheOneOfTheBranchItself) {
  branch("topic");
  const auto early = commit("t1");
  go("main");
  const auto of_main = commit("2");
  merge(early);
  const auto tip = commit("3");
  go("topic");
  merge(of_main);
  const auto head = commit("t2");
  EXPECT_THAT(merge_bases(clone(), tip, head), ElementsAre(of_main, early));
  EXPECT_THAT(merge_bases(clone(), head, tip), ElementsAre(early, of_main));
}

/// M1 - M2 - M3 - M4 - M5 - M6 - M7 - M8, where M8 is a merge of a branch that left at M2;
/// `feature` left at M5.
class ShallowMergeBase : public MergeBase {
 protected:
  ShallowMergeBase() {
    commit("M2");
    branch("side");
    commit("S1");
    go("main");
    commit("M3");
    commit("M4");
    base_ = commit("M5");
    branch("feature");
    commit("F1");
    go("main");
    commit("M6");
    commit("M7");
    merge("side");
    tip_ = at_head();
    repository_.git({"init", "-q", shallow_.string()});
    in_clone({"remote", "add", "origin", "file://" + repository_.path().string()});
    in_clone({"fetch", "-q", "--depth", "20", "origin", "feature"});
    in_clone({"checkout", "-q", "-b", "feature", "FETCH_HEAD"});
    in_clone({"fetch", "-q", "--depth", "3", "origin", "main:refs/remotes/origin/main"});
  }
  std::string in_clone(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"-C", shallow_.string()});
    return repository_.git(arguments);
  }
  [[nodiscard]] Clone clone() const { return find_clone(shallow_); }
  [[nodiscard]] Parting parting() const {
    return {.tip = tip_,
            .head = in_clone({"rev-parse", "HEAD"}),
            .about = "--base origin/main",
            .ref = "origin/main"};
  }

  std::filesystem::path shallow_ = at("shallow");
  std::string base_;
  std::string tip_;
};

TEST_F(ShallowMergeBase, IsRightOnceTheMissingIsFetched) {
  EXPECT_NE(merge_base(clone(), tip_, parting().head), base_) << "what git believes by itself";
  const auto branches = in_clone({"for-each-ref"});
  EXPECT_TRUE(reach_back(clone(), parting()));
  EXPECT_EQ(merge_base(clone(), tip_, parting().head), base_);
  EXPECT_EQ(in_clone({"for-each-ref"}), branches);
  EXPECT_FALSE(reach_back(clone(), parting()));
}

TEST_F(ShallowMergeBase, IsRefusedWhereTheRestCannotBeFetched) {
  in_clone({"config", "remote.origin.url", "file:///nowhere"});
  try {
    reach_back(clone(), parting());
    FAIL();
  } catch (const EnvironmentError& error) {
    EXPECT_THAT(error.what(),
                AllOf(HasSubstr("--base origin/main: this clone is shallow"),
                      HasSubstr("git fetch failed: fatal:"), HasSubstr("`git fetch --unshallow`"),
                      HasSubstr("fetch-depth: 0")));
  }
}

TEST_F(ShallowMergeBase, IsTakenWhereWhatIsHiddenIsOlder) {
  in_clone({"fetch", "-q", "--deepen", "2", "origin", "main"});
  EXPECT_EQ(in_clone({"rev-parse", "--is-shallow-repository"}), "true");
  in_clone({"config", "remote.origin.url", "file:///nowhere"});
  EXPECT_FALSE(reach_back(clone(), parting()));
  EXPECT_EQ(merge_base(clone(), tip_, parting().head), base_);
}

}  // namespace
}  // namespace benchgate::builds
