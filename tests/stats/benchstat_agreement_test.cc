// Our medians, intervals, p-values and geometric means against tables that benchstat printed.
//
// The definitions are the same but for three points, none of which these tables reach: for
// samples of 8, 11, 14 ... benchstat's median interval leans to one side (median_interval.h);
// it rejects at p = 0.05, we do not; its rank test goes over to the normal approximation at 50
// samples (25 with ties), ours later.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "benchgate/stats/geometric_mean.h"
#include "benchgate/stats/median_interval.h"
#include "benchgate/stats/quantile.h"
#include "benchgate/stats/rank_sum.h"
#include "stats/benchstat_files.h"

namespace benchgate::stats {
namespace {

using testing::Printed;
using testing::read_go_benchmarks;
using testing::read_table;
using testing::Samples;
using testing::TableRow;

const ConfidenceLevel k95(0.95);

// benchstat's "± 9%" is the further of the two bounds, relative to the median.
std::optional<double> percent_of_interval(const SortedSample& sample) {
  const auto interval = median_interval(sample, k95);
  if (!interval) return std::nullopt;
  const double centre = *median(sample);
  return 100.0 *
         std::max(interval->bounds.upper / centre - 1.0, 1.0 - interval->bounds.lower / centre);
}

void expect_side(const SortedSample& sample, const Printed& centre, std::optional<int> percent) {
  EXPECT_NEAR(*median(sample), centre.value, centre.rounding * 1.000001);
  const auto ours = percent_of_interval(sample);
  ASSERT_EQ(ours.has_value(), percent.has_value());
  if (ours) {
    EXPECT_NEAR(*ours, *percent, 0.5 + 1e-9);
  }
}

void expect_agreement(const TableRow& row, const Samples& base_samples,
                      const Samples& head_samples) {
  SCOPED_TRACE(row.benchmark + " " + row.unit);
  const SortedSample base(base_samples.at({row.benchmark, row.unit}));
  const SortedSample head(head_samples.at({row.benchmark, row.unit}));
  ASSERT_EQ(base.size(), row.n);
  expect_side(base, row.base, row.base_percent);
  expect_side(head, row.head, row.head_percent);

  NullDistributions distributions;
  const auto test = rank_sum_test({base, head}, Alternative::TwoSided, distributions);
  EXPECT_EQ(test->method, PValueMethod::Exact);
  EXPECT_NEAR(test->p_value, row.p, 0.0005 + 1e-9);
  EXPECT_EQ(rejects(test->p_value, Alpha(0.05)), row.delta_percent.has_value());
  if (row.delta_percent) {
    EXPECT_NEAR((*median(head) / *median(base) - 1.0) * 100.0, *row.delta_percent, 0.005 + 1e-9);
  }
}

TEST(BenchstatAgreement, HoldsForAll72RowsOfTheCrcTable) {
  const auto base = read_go_benchmarks("crc-old.txt").at("hw acceleration disabled");
  const auto head = read_go_benchmarks("crc-new.txt").at("hw acceleration enabled");
  const auto rows = read_table("crcIgnore.stdout");
  ASSERT_EQ(rows.size(), 72u);
  for (const auto& row : rows) expect_agreement(row, base, head);
}

TEST(BenchstatAgreement, HoldsForSmallAndEqualSamples) {
  // n = 6 all equal (p = 1, ± 0%), n = 5 (no interval), n = 1 (neither).
  for (const std::string name : {"issue19565", "issue19634", "smallSample"}) {
    const auto samples = read_go_benchmarks(name + ".txt");
    const auto rows = read_table(name + ".stdout");
    ASSERT_EQ(rows.size(), 1u) << name;
    expect_agreement(rows.front(), samples.at("before"), samples.at("after"));
  }
}

// csvOldNew.stdout: p = 0.000 and 0.446, medians and geomeans with all digits.
TEST(BenchstatAgreement, HoldsToAllDigitsOfTheCsv) {
  const auto base = read_go_benchmarks("old.txt").at("");
  const auto head = read_go_benchmarks("new.txt").at("");
  const auto sample = [](const Samples& samples, const char* benchmark) {
    return SortedSample(samples.at({benchmark, "sec/op"}));
  };
  const SortedSample base_json = sample(base, "Encode/format=json-48");
  const SortedSample head_json = sample(head, "Encode/format=json-48");
  const SortedSample base_gob = sample(base, "Encode/format=gob-48");
  const SortedSample head_gob = sample(head, "Encode/format=gob-48");
  EXPECT_DOUBLE_EQ(*median(base_json), 1.7180000000000001e-06);
  EXPECT_DOUBLE_EQ(*median(head_json), 1.4225000000000001e-06);
  EXPECT_DOUBLE_EQ(*median(base_gob), 3.0655e-06);
  EXPECT_DOUBLE_EQ(*median(head_gob), 3.0700000000000003e-06);

  NullDistributions distributions;
  const auto p = [&](const SortedSample& b, const SortedSample& h) {
    return rank_sum_test({b, h}, Alternative::TwoSided, distributions)->p_value;
  };
  EXPECT_LT(p(base_json, head_json), 0.0005);
  EXPECT_NEAR(p(base_gob, head_gob), 0.446, 0.0005);

  const auto geomean = [](const SortedSample& a, const SortedSample& b) {
    return *geometric_mean(std::vector<double>{*median(a), *median(b)});
  };
  EXPECT_NEAR(geomean(base_json, base_gob) / 2.294891936453654e-06, 1.0, 1e-13);
  EXPECT_NEAR(geomean(head_json, head_gob) / 2.089754770302007e-06, 1.0, 1e-13);
}

// csvErrors.stdout pools both formats: 20 values in two clusters, "2.2530000000000003e-06,37%".
TEST(BenchstatAgreement, HoldsForTwentyValues) {
  const auto samples = read_go_benchmarks("new.txt").at("");
  std::vector<double> pooled = samples.at({"Encode/format=json-48", "sec/op"});
  const auto& gob = samples.at({"Encode/format=gob-48", "sec/op"});
  pooled.insert(pooled.end(), gob.begin(), gob.end());
  const SortedSample sample(pooled);
  EXPECT_DOUBLE_EQ(*median(sample), 2.2530000000000003e-06);
  EXPECT_NEAR(*percent_of_interval(sample), 37, 0.5);
}

// crcIgnore.stdout, last rows: 344.5n and 237.5n, 1.594Gi and 2.313Gi.
TEST(BenchstatAgreement, HoldsForGeometricMeansOfManyRows) {
  const auto geomean = [](const char* file, const char* note, const char* unit) {
    const auto samples = read_go_benchmarks(file).at(note);
    std::vector<double> medians;
    for (const auto& [key, values] : samples) {
      if (key.second == unit) medians.push_back(*median(SortedSample(values)));
    }
    return *geometric_mean(medians);
  };
  constexpr double kGi = 1073741824.0;
  const char* before = "hw acceleration disabled";
  const char* after = "hw acceleration enabled";
  EXPECT_NEAR(geomean("crc-old.txt", before, "sec/op"), 344.5e-9, 0.05e-9);
  EXPECT_NEAR(geomean("crc-new.txt", after, "sec/op"), 237.5e-9, 0.05e-9);
  EXPECT_NEAR(geomean("crc-old.txt", before, "B/s") / kGi, 1.594, 0.0005);
  EXPECT_NEAR(geomean("crc-new.txt", after, "B/s") / kGi, 2.313, 0.0005);
}

}  // namespace
}  // namespace benchgate::stats
