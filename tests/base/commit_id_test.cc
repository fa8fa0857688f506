#include "benchgate/base/commit_id.h"

#include <string>

#include <gtest/gtest.h>

namespace benchgate {
namespace {

const std::string kSha1 = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";  // git's empty tree
const std::string kSha256 = "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321";

TEST(CommitId, IsFullWithTheDigitsOfAHash) {
  EXPECT_TRUE(is_full_commit(kSha1));
  EXPECT_TRUE(is_full_commit(kSha256));
  for (const auto& text : {std::string(), kSha1.substr(1), kSha1 + "0", kSha256.substr(1),
                           kSha256 + "0", "g" + kSha1.substr(1), "A" + kSha1.substr(1),
                           kSha1.substr(1) + "\n", "-" + kSha1.substr(1), kSha1.substr(0, 7)}) {
    EXPECT_FALSE(is_full_commit(text)) << text;
  }
}

TEST(CommitId, MayBeItsBeginning) {
  for (const auto& text : {kSha1.substr(0, 7), kSha1.substr(0, 12), kSha1, kSha256}) {
    EXPECT_TRUE(is_commit(text)) << text;
  }
  for (const auto& text : {std::string(), kSha1.substr(0, 6), kSha256 + "0", std::string("HEAD~12"),
                           std::string("4b825dG"), std::string("4B825DC"), std::string("--upload"),
                           std::string("4b825dc ")}) {
    EXPECT_FALSE(is_commit(text)) << text;
  }
}

}  // namespace
}  // namespace benchgate
