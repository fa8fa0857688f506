#include "benchgate/work/site.h"

#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "benchgate/store/history_store.h"
#include "support/step_history.h"
#include "support/temporary_folder.h"
#include "work/noted.h"

namespace benchgate::work {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Site : public testing::Test {
 protected:
  Site() {
    const auto store = store::open_history(request_.history.location, true);
    const auto filled = test_support::step_history();
    for (const auto& run : filled.runs()) store->append(filled.record(run.id));
  }

  test_support::TemporaryFolder folder_;
  SiteRequest request_{.history = {.location = (folder_.path() / "history").string(), .branch = {}},
                       .folder = (folder_.path() / "site").string()};
  Noted observer_;
};

TEST_F(Site, IsWrittenAndTellsHowFarItIs) {
  const auto done = write_site(request_, observer_);
  EXPECT_EQ(done.benchmarks, 3U);
  EXPECT_EQ(done.runs, 40U);
  EXPECT_TRUE(fs::exists(folder_.path() / "site" / "index.html"));
  ASSERT_FALSE(observer_.written.empty());
  EXPECT_EQ(observer_.written.back(), 3U);
}

TEST_F(Site, RefusesAddressesBeforeItReadsTheHistory) {
  request_.history.location = (folder_.path() / "nowhere").string();
  request_.url = "octo.github.io";
  EXPECT_THROW(write_site(request_, observer_), UsageError);
  EXPECT_THAT(observer_.written, IsEmpty());
}

TEST_F(Site, HasItsNewestFiguresForPrometheus) {
  EXPECT_THAT(newest_metrics(request_.history, observer_), HasSubstr("db/select"));
}

}  // namespace
}  // namespace benchgate::work
