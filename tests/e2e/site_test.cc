// A history as a dashboard and for Prometheus.
#include <gmock/gmock.h>

#include "e2e/workplace.h"

namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Site : public e2e::Workplace {
 protected:
  void SetUp() override {
    measured("seed=1 noise=0.01", "base.json");
    measured("seed=2 noise=0.01", "head.json");
    for (const auto* run : {"base.json", "head.json"}) {
      const auto appended = benchgate({"store", "append", run, "--to", "history"});
      ASSERT_EQ(appended.exit_code, 0) << appended.err;
    }
  }
};

TEST_F(Site, IsWrittenFromAHistory) {
  const auto written =
      benchgate({"site", "history", "site", "--title", "<b>octo</b>", "--commit-url",
                 "https://github.com/octo/engine/commit/{}", "--url", "https://octo.example/b"});
  EXPECT_EQ(written.exit_code, 0) << written.err;
  EXPECT_THAT(written.out, AllOf(HasSubstr("site/index.html"), HasSubstr("2 runs")));
  EXPECT_THAT(read("site/index.html"), AllOf(HasSubstr("&lt;b&gt;octo&lt;/b&gt;"),
                                             Not(HasSubstr("<b>octo")), Not(HasSubstr("{{"))));
  EXPECT_THAT(read("site/feed.json"), HasSubstr("https://octo.example/b/feed.json"));
  EXPECT_EQ(benchgate({"site", "history", "site"}).exit_code, 0) << "and once more over it";
}

TEST_F(Site, RefusesWhatItCannotDo) {
  EXPECT_EQ(benchgate({"site", "nothing", "site"}).exit_code, 3);
  EXPECT_EQ(benchgate({"site", "history"}).exit_code, 2);
  const auto link =
      benchgate({"site", "history", "site", "--commit-url", "javascript:alert('{}')"});
  EXPECT_EQ(link.exit_code, 2);
  EXPECT_THAT(link.err, HasSubstr("https://"));
  write("other/index.html", "somebody's");
  EXPECT_EQ(benchgate({"site", "history", "other"}).exit_code, 2);
  EXPECT_EQ(read("other/index.html"), "somebody's");
}

TEST_F(Site, HasFiguresForPrometheus) {
  const auto printed = benchgate({"metrics", "history"});
  EXPECT_EQ(printed.exit_code, 0) << printed.err;
  EXPECT_THAT(printed.out,
              AllOf(HasSubstr("# TYPE benchgate_benchmark_seconds gauge"),
                    HasSubstr("benchgate_last_run_timestamp_seconds"), HasSubstr("# EOF\n")));
  EXPECT_EQ(benchgate({"metrics", "history", "-o", "figures.prom"}).exit_code, 0);
  EXPECT_EQ(read("figures.prom"), printed.out);
  EXPECT_EQ(benchgate({"metrics", "nothing"}).exit_code, 3);
}

}  // namespace
