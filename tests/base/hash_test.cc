#include "benchgate/base/hash.h"

#include <gtest/gtest.h>

namespace benchgate {
namespace {

// Vectors of the authors, draft-eastlake-fnv, appendix C.
TEST(Hash, IsFnv1a) {
  EXPECT_EQ(hash_of(""), 0xcbf29ce484222325U);
  EXPECT_EQ(hash_of("a"), 0xaf63dc4c8601ec8cU);
  EXPECT_EQ(hash_of("foobar"), 0x85944171f73967e8U);
  EXPECT_EQ(short_hash("foobar"), "85944171f73967e8");
}

TEST(Hash, CountsZeroBytes) {
  EXPECT_NE(hash_of(std::string_view("\0", 1)), hash_of(""));
}

}  // namespace
}  // namespace benchgate
