#include "benchgate/compare/apart_comparison.h"

#include <gmock/gmock.h>

#include "support/requests.h"
#include "support/runs.h"

namespace benchgate::compare {
namespace {

using test_support::benchmark;
using test_support::request_for;
using test_support::run;
using test_support::series;
using test_support::steady;
using testing::ElementsAre;
using testing::IsEmpty;

/// Of every metric, as what its name says it is.
Comparison compared(const model::Run& base, const model::Run& head) {
  return compare_apart(request_for(base, head));
}

Comparison compare_values(std::vector<double> base, std::vector<double> head) {
  return compared(run({benchmark("a", {series("cpu_time", std::move(base))})}),
                  run({benchmark("a", {series("cpu_time", std::move(head))})}));
}

// scipy.stats.mannwhitneyu(head, base, alternative='greater', method='exact') of SciPy 1.10.1:
// p = 1/3432 for complete separation of 7 and 7. The shift on logs is ln 2 throughout.
TEST(CompareApart, EstimatesTheRatioAndTestsIt) {
  const std::vector<double> base = {100, 101, 102, 103, 104, 105, 106};
  std::vector<double> head;
  for (const double x : base) head.push_back(2 * x);
  const auto comparison = compare_values(base, head);
  ASSERT_EQ(comparison.rows.size(), 1U);
  const auto& row = comparison.rows[0];
  ASSERT_TRUE(row.ratio && row.ratio->interval);
  EXPECT_NEAR(row.ratio->point, 2.0, 1e-12);
  EXPECT_LT(row.ratio->interval->bounds.lower, 2.0);
  EXPECT_GT(row.ratio->interval->bounds.upper, 2.0);
  EXPECT_NEAR(*row.p_increase, 1.0 / 3432, 1e-12);
  EXPECT_NEAR(*row.p_decrease, 1.0, 1e-12);
  EXPECT_NEAR(row.smallest_p, 1.0 / 3432, 1e-12);
  EXPECT_EQ(row.base_summary.median, 103);
  EXPECT_EQ(row.head_summary.median, 206);
}

TEST(CompareApart, HasNoRatioWhereASideIsNotPositive) {
  const auto comparison = compare_values({0, 1, 2, 3}, {1, 2, 3, 4});
  ASSERT_EQ(comparison.rows.size(), 1U);
  EXPECT_FALSE(comparison.rows[0].ratio.has_value());
  EXPECT_TRUE(comparison.rows[0].p_increase.has_value());  // ranks need no logarithm
}

TEST(CompareApart, HasAPointWithoutIntervalFromOneSample) {
  const auto comparison = compare_values({100}, {110});
  ASSERT_TRUE(comparison.rows[0].ratio.has_value());
  EXPECT_NEAR(comparison.rows[0].ratio->point, 1.1, 1e-12);
  EXPECT_FALSE(comparison.rows[0].ratio->interval.has_value());
  EXPECT_FALSE(comparison.rows[0].equivalence.has_value());
}

TEST(CompareApart, DoesNotTestExactMetrics) {
  const auto comparison = compared(run({benchmark("a", {series("rows", {5, 5})})}),
                                   run({benchmark("a", {series("rows", {6, 6})})}));
  ASSERT_EQ(comparison.rows.size(), 1U);
  EXPECT_FALSE(comparison.rows[0].ratio.has_value());
  EXPECT_EQ(comparison.rows[0].head_summary.minimum, 6);
}

TEST(CompareApart, CountsWhatWasComparedOfWhatThereIs) {
  const auto base = run({benchmark("a", {series("cpu_time", steady(10))}),
                         benchmark("gone", {series("cpu_time", steady(10))})});
  const auto head = run({benchmark("a", {series("cpu_time", steady(10))}),
                         benchmark("new", {series("cpu_time", steady(10))})});
  const auto comparison = compared(base, head);
  EXPECT_EQ(comparison.benchmarks_compared, 1U);
  EXPECT_EQ(comparison.benchmarks_expected, 3U);
}

TEST(CompareApart, NamesAMetricThatVanishedOrAppeared) {
  const auto base =
      run({benchmark("a", {series("cpu_time", steady(1)), series("rows", steady(1))})});
  const auto head =
      run({benchmark("a", {series("cpu_time", steady(1)), series("bytes", steady(1))})});
  const auto comparison = compared(base, head);
  ASSERT_EQ(comparison.missing.size(), 1U);
  EXPECT_EQ(comparison.missing[0].metric, "rows");
  ASSERT_EQ(comparison.added.size(), 1U);
  EXPECT_EQ(comparison.added[0].metric, "bytes");
  EXPECT_EQ(comparison.benchmarks_compared, 1U);
}

TEST(CompareApart, LeavesOutWhatIsNotAskedFor) {
  const auto both = run({benchmark("a", {series("cpu_time", steady(1)), series("x", steady(1))})});
  const auto comparison = compare_apart(request_for(both, both, {"cpu_time"}));
  EXPECT_EQ(comparison.rows.size(), 1U);
}

TEST(CompareApart, SaysWhenSamplesAreRepetitionsOfOneProcess) {
  const auto plain = run({benchmark("a", {{.metric = "cpu_time", .samples = {1, 2, 3, 4, 5, 6}}})});
  const auto comparison = compared(plain, plain);
  ASSERT_EQ(comparison.diagnostics.size(), 1U);
  EXPECT_EQ(comparison.diagnostics[0].code, "single-process");
  const auto fresh = run({benchmark("a", {series("cpu_time", steady(1))})});
  EXPECT_THAT(compared(fresh, fresh).diagnostics, IsEmpty());
}

TEST(CompareApart, ShowsDifferingEnvironments) {
  auto base = run({benchmark("a", {series("cpu_time", steady(1))})});
  auto head = base;
  head.suites[0].environment.fields["compiler"] = "gcc 13";
  head.suites[0].environment.fields["date"] = "2030-01-01";  // volatile: not a difference
  const auto comparison = compared(base, head);
  ASSERT_EQ(comparison.environment.size(), 1U);
  EXPECT_EQ(comparison.environment[0].field, "compiler");
  EXPECT_EQ(comparison.environment[0].head, "gcc 13");
  EXPECT_FALSE(comparison.environment[0].base.has_value());
}

TEST(CompareApart, CarriesDiagnosticsOfBothSides) {
  auto base = run({benchmark("a", {series("cpu_time", steady(1))})});
  auto head = base;
  base.diagnostics.push_back({.code = "one", .message = "first"});
  head.diagnostics.push_back({.code = "two", .message = "second"});
  const auto comparison = compared(base, head);
  ASSERT_EQ(comparison.diagnostics.size(), 2U);
  EXPECT_EQ(comparison.diagnostics[0].message, "base: first");
  EXPECT_EQ(comparison.diagnostics[1].message, "head: second");
}

TEST(CompareApart, SaysOnceWhatSuitesOrSidesSayAlike) {
  auto base = run({benchmark("a", {series("cpu_time", steady(1))})});
  const model::Diagnostic same{.code = "debug-library", .message = "it is"};
  base.diagnostics = {same, same};
  const auto comparison = compared(base, base);
  ASSERT_EQ(comparison.diagnostics.size(), 1U);
  EXPECT_EQ(comparison.diagnostics[0].message, "base and head: it is");
}

TEST(CompareApart, ComparesNothingWithNothing) {
  const auto comparison = compared({}, {});
  EXPECT_EQ(comparison.benchmarks_expected, 0U);
  EXPECT_THAT(comparison.rows, IsEmpty());
}

}  // namespace
}  // namespace benchgate::compare
