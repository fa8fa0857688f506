#include "benchgate/base/percent_encoding.h"

#include <gtest/gtest.h>

namespace benchgate {
namespace {

TEST(PercentEncoded, LeavesOnlyWhatMeansNothing) {
  EXPECT_EQ(percent_encoded("cpu_time-1.0~A"), "cpu_time-1.0~A");
  EXPECT_EQ(percent_encoded("a b&c=d#e?f/g%h+i"), "a%20b%26c%3Dd%23e%3Ff%2Fg%25h%2Bi");
  EXPECT_EQ(percent_encoded("\u00b5s\n\xff"), "%C2%B5s%0A%FF");
  EXPECT_EQ(percent_encoded(""), "");
  EXPECT_EQ(percent_encoded("az-AZ_09.~"), "az-AZ_09.~");
  EXPECT_EQ(percent_encoded("a:b/c d&e=f#g%\r\n\xC3\xA4"),
            "a%3Ab%2Fc%20d%26e%3Df%23g%25%0D%0A%C3%A4");
}

}  // namespace
}  // namespace benchgate
