#include "benchgate/site/commit_links.h"

#include <gtest/gtest.h>

#include "benchgate/base/error.h"

namespace benchgate::site {
namespace {

TEST(CommitLinks, PutTheCommitWhereItBelongs) {
  const CommitLinks links("https://github.com/octo/engine/commit/{}");
  EXPECT_EQ(links.to("0123456789abcdef"), "https://github.com/octo/engine/commit/0123456789abcdef");
  EXPECT_EQ(links.between("1234567", "89abcde"),
            "https://github.com/octo/engine/compare/1234567...89abcde");
  const CommitLinks gitlab("https://gitlab.example/a/b/-/commit/{}");
  EXPECT_EQ(gitlab.between("1234567", "89abcde"),
            "https://gitlab.example/a/b/-/compare/1234567...89abcde");
}

TEST(CommitLinks, KnowNoRangesOfOtherAddresses) {
  const CommitLinks links("https://git.example/show?id={}&raw=1");
  EXPECT_EQ(links.to("1234567"), "https://git.example/show?id=1234567&raw=1");
  EXPECT_EQ(links.between("1234567", "89abcde"), std::nullopt);
}

TEST(CommitLinks, AreMadeForHashesOnly) {
  const CommitLinks links("https://github.com/octo/engine/commit/{}");
  for (const auto* commit : {"", "HEAD", "../../evil", "12345", "1234567 ", "1234567\"", "ABCDEF0"})
    EXPECT_EQ(links.to(commit), std::nullopt) << commit;
}

TEST(CommitLinks, AreNotThereWithoutATemplate) {
  EXPECT_EQ(CommitLinks().to("1234567"), std::nullopt);
  EXPECT_EQ(CommitLinks().between("1234567", "89abcde"), std::nullopt);
}

TEST(CommitLinks, RefuseWhatIsNoWebAddress) {
  for (const auto* pattern :
       {"", "{}", "javascript:alert('{}')", "data:text/html,{}", "ftp://host/{}", "//host/{}",
        "https://host/commit/", "https://host/{}/{}", "https://{}/commit", "https://{}.host/a",
        "https://host/\"{}", "https://host/<{}>", "https://host/ {}", "file:///{}"}) {
    EXPECT_THROW(CommitLinks{pattern}, UsageError) << pattern;
  }
}

}  // namespace
}  // namespace benchgate::site
