#include "benchgate/builds/commit_range.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "builds/repository.h"

namespace benchgate::builds {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class CommitRange : public builds_test::RepositoryTest {
 protected:
  [[nodiscard]] std::vector<std::string> line(const std::string& anchor,
                                              const std::string& tip) const {
    std::vector<std::string> ids;
    for (const auto& commit : first_parent_line(clone_, anchor, tip)) ids.push_back(commit.id);
    return ids;
  }
  [[nodiscard]] std::string head() const { return repository_.git({"rev-parse", "HEAD"}); }

  std::string start_ = repository_.commit("a.txt", "0");
  Clone clone_ = find_clone(repository_.path());
};

TEST_F(CommitRange, IsOldestFirstAndWithoutTheAnchor) {
  const auto one = repository_.commit("a.txt", "1");
  const auto two = repository_.commit("a.txt", "2");
  EXPECT_THAT(line(start_, two), ElementsAre(one, two));
  EXPECT_THAT(line(two, start_), IsEmpty());
  EXPECT_THAT(line(two, two), IsEmpty());
}

TEST_F(CommitRange, TakesAMergeForOneStepAndWhatItBroughtForALineOfItsOwn) {
  repository_.git({"checkout", "-q", "-b", "side"});
  const auto in_side = repository_.commit("b.txt", "1");
  repository_.git({"checkout", "-q", "main"});
  const auto one = repository_.commit("a.txt", "1");
  repository_.git({"merge", "-q", "--no-ff", "-m", "merge of side", "side"});
  const auto merge = head();
  const auto three = repository_.commit("a.txt", "3");
  EXPECT_THAT(line(start_, three), ElementsAre(one, merge, three));
  EXPECT_THAT(describe_commit(clone_, merge).parents, ElementsAre(one, in_side));
  EXPECT_THAT(line(one, in_side), ElementsAre(in_side));
}

TEST_F(CommitRange, AncestryHasWhatAMergeBrought) {
  repository_.git({"checkout", "-q", "-b", "side"});
  const auto in_side = repository_.commit("b.txt", "1");
  repository_.git({"checkout", "-q", "-b", "aside", start_});
  const auto aside = repository_.commit("c.txt", "1");
  repository_.git({"checkout", "-q", "main"});
  repository_.git({"merge", "-q", "--no-ff", "-m", "merge of side", "side"});
  const auto commits = ancestry(clone_, head());
  EXPECT_THAT(commits, testing::UnorderedElementsAre(head(), in_side, start_));
  EXPECT_EQ(commits.front(), head());
  EXPECT_THROW(static_cast<void>(ancestry(clone_, std::string(40, '0'))), EnvironmentError);
}

TEST_F(CommitRange, TellsWhoSaidWhatAndWhen) {
  repository_.write("a.txt", "1");
  repository_.git({"commit", "-qa", "--author=Ann  Example <ann@example.org>",
                   "--date=2026-02-03T04:05:06+01:00", "-m", "a 'subject' of \x1b[31mtwo\nlines",
                   "-m", "and a body"});
  const auto commit = describe_commit(clone_, head());
  EXPECT_EQ(commit.subject, "a 'subject' of \x1b[31mtwo lines");  // as git joins them
  EXPECT_EQ(commit.author, "Ann  Example");
  EXPECT_EQ(commit.authored_at, "2026-02-03T04:05:06+01:00");
  EXPECT_THAT(commit.parents, ElementsAre(start_));
  EXPECT_THAT(describe_commit(clone_, start_).parents, IsEmpty());
}

TEST_F(CommitRange, IsTheSameHoweverTheUserLikesTheirLog) {
  repository_.git({"config", "log.showSignature", "true"});
  repository_.git({"config", "format.pretty", "oneline"});
  repository_.git({"config", "log.decorate", "full"});
  repository_.git({"config", "color.ui", "always"});
  const auto one = repository_.commit("a.txt", "1");
  repository_.git({"notes", "add", "-m", "a note", one});
  EXPECT_THAT(line(start_, one), ElementsAre(one));
}

TEST_F(CommitRange, OfNoCommitIsRefused) {
  EXPECT_THROW(static_cast<void>(describe_commit(clone_, std::string(40, '0'))), EnvironmentError);
  EXPECT_THROW(static_cast<void>(line(start_, std::string(40, '0'))), EnvironmentError);
}

TEST_F(CommitRange, NamesTheFilesThatDiffer) {
  const auto one = repository_.commit("b \n.txt", "1");
  EXPECT_EQ(files_between(clone_, start_, one), std::vector<std::string>{"b \n.txt"});
  EXPECT_EQ(files_between(clone_, one, one), std::vector<std::string>{});
}

}  // namespace
}  // namespace benchgate::builds
