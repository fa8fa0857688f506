// Against a forge in memory: what a change accepts is what its git and base's git say.
#include "benchgate/github/change_acceptances.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "github/memory_forge.h"

namespace benchgate::github {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string kHead(40, 'a');
const std::string kBase(40, 'b');

std::string entry(const std::string& benchmark, const std::string& up_to = "12 %") {
  return "[[accepted]]\nbenchmark = \"" + benchmark + "\"\nup_to = \"+" + up_to +
         "\"\nreason = \"r\"\nby = \"ann\"\nuntil = 2099-01-01\n";
}

class ChangeAcceptancesTest : public ::testing::Test {
 protected:
  ChangeAcceptancesTest() { forge_.base = kBase; }
  void head(const std::string& path, const std::string& text) {
    forge_.files[kHead + ':' + path] = text;
  }
  void base(const std::string& path, const std::string& text) {
    forge_.files[kBase + ':' + path] = text;
  }
  ChangeAcceptances read(const std::string& policy = "benchgate.toml") {
    return change_acceptances(forge_, kHead, policy);
  }

 private:
  MemoryForge forge_;
};

TEST_F(ChangeAcceptancesTest, AreNoneWhereThereIsNoFile) {
  EXPECT_FALSE(read().may_accept());
}

TEST_F(ChangeAcceptancesTest, AreThoseThatBaseDoesNotHave) {
  base("baselines/accepted.toml", entry("old"));
  head("baselines/accepted.toml", entry("old") + entry("new"));
  const auto accepted = read();
  ASSERT_THAT(accepted.entries, SizeIs(1));
  EXPECT_EQ(accepted.entries[0].benchmark, "new");
}

TEST_F(ChangeAcceptancesTest, AreThoseThatItAlters) {
  base("baselines/accepted.toml", entry("a", "12 %"));
  head("baselines/accepted.toml", entry("a", "50 %"));
  EXPECT_THAT(read().entries, SizeIs(1));
  head("baselines/accepted.toml", entry("a", "12 %"));
  EXPECT_FALSE(read().may_accept());
}

TEST_F(ChangeAcceptancesTest, AreWhereHeadsPolicySays) {
  head("lib/benchgate.toml", "[acceptances]\nfile = \"../accepted.toml\"\n");
  head("accepted.toml", entry("moved"));
  base("lib/baselines/accepted.toml", entry("moved"));
  EXPECT_THAT(read("lib/benchgate.toml").entries, SizeIs(1)) << "a file that base does not have";
  EXPECT_FALSE(read().may_accept());
}

TEST_F(ChangeAcceptancesTest, MayBeAnyWhereTheyCannotBeRead) {
  head("baselines/accepted.toml", "[[accepted]]\nbenchmark = 1\n");
  EXPECT_THAT(read().unknown, HasSubstr("baselines/accepted.toml:"));
  head("benchgate.toml", "max_regression = 5\nx = ");
  EXPECT_THAT(read().unknown, HasSubstr("benchgate.toml:"));
  for (const auto* outside : {"../../x", "/etc/passwd", ".."}) {
    head("benchgate.toml", std::string("[acceptances]\nfile = \"") + outside + "\"\n");
    EXPECT_THAT(read().unknown, HasSubstr("not a path within the repository")) << outside;
    EXPECT_THAT(read(outside).unknown, HasSubstr("not a path within the repository")) << outside;
  }
}

TEST_F(ChangeAcceptancesTest, AreAllOfThemWhereBasesCannotBeRead) {
  head("baselines/accepted.toml", entry("a"));
  base("baselines/accepted.toml", "what is this");
  EXPECT_THAT(read().entries, SizeIs(1));
}

}  // namespace
}  // namespace benchgate::github
