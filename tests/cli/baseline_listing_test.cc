#include "benchgate/cli/baseline_listing.h"

#include <vector>

#include <gtest/gtest.h>

namespace benchgate::cli {
namespace {

TEST(BaselineListing, IsJsonInTheGivenOrder) {
  const std::vector<store::BaselineEntry> one = {{.key = {"fast", "abc"},
                                                  .suite = "d\"b",
                                                  .commit = "c0ffee",
                                                  .dirty = true,
                                                  .date = "2026-01-01",
                                                  .benchmarks = 3}};
  EXPECT_EQ(listing_json(one), R"([
  {
    "machine_class": "fast",
    "name": "abc",
    "suite": "d\"b",
    "commit": "c0ffee",
    "dirty": true,
    "date": "2026-01-01",
    "benchmarks": 3
  }
]
)");
  EXPECT_EQ(listing_json({}), "[]\n");
}

}  // namespace
}  // namespace benchgate::cli
