// `benchgate affected` from end to end; tests/reach has what it finds out.
#include <gmock/gmock.h>

#include "e2e/workplace.h"

namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class Affected : public e2e::Workplace {};

TEST_F(Affected, SaysWhyItCannotTell) {
  const auto finished = benchgate({"affected", REAL_BENCH, REAL_BENCH});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_THAT(finished.out, AllOf(HasSubstr("0 of "), HasSubstr("cannot tell"),
                                  HasSubstr("link it with -Wl,--emit-relocs")));
}

TEST_F(Affected, WritesJson) {
  const auto finished = benchgate({"affected", REAL_BENCH, REAL_BENCH, "--format", "json"});
  const auto result = e2e::Json::parse(finished.out, nullptr, false);
  ASSERT_FALSE(result.is_discarded()) << finished.out << finished.err;
  EXPECT_EQ(result["format"], 1);
  EXPECT_EQ(result["same_code"], 0);
  EXPECT_EQ(result["cannot_tell"], result["benchmarks"].size());
  EXPECT_EQ(result["benchmarks"][0]["answer"], "cannot_tell");
  EXPECT_THAT(result["benchmarks"][0]["reason"], HasSubstr("--emit-relocs"));
}

TEST_F(Affected, RefusesWhatItCannotStart) {
  EXPECT_EQ(benchgate({"affected", "./nothing", REAL_BENCH}).exit_code, 2);
  const auto finished = benchgate({"affected", REAL_BENCH, REAL_BENCH, "--format", "html"});
  EXPECT_EQ(finished.exit_code, 2);
  EXPECT_THAT(finished.err, HasSubstr("use terminal or json"));
}

}  // namespace
