// Every kept file of Google Benchmark 1.3.0 to 1.9.5. Expected values: expected.py, by Python's
// json.
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/formats/google_benchmark_reader.h"
#include "benchgate/formats/google_benchmark_writer.h"
#include "benchgate/formats/result_files.h"
#include "benchgate/model/metric.h"
#include "source_tree.h"

namespace benchgate::formats {
namespace {

const std::filesystem::path kFolder = BENCHGATE_TESTDATA "/google-benchmark";

struct Expected {
  std::string file;
  std::size_t benchmarks = 0;
  std::size_t samples = 0;
  std::size_t failed = 0;
  std::size_t only_summaries = 0;
  double real_time = 0;
  double cpu_time = 0;
  double others = 0;
};

std::vector<Expected> expectations() {
  std::ifstream file(kFolder / "expected.tsv");
  std::vector<Expected> all;
  std::string line;
  while (std::getline(file, line)) {
    std::istringstream fields(line);
    Expected e;
    fields >> e.file >> e.benchmarks >> e.samples >> e.failed >> e.only_summaries >> e.real_time >>
        e.cpu_time >> e.others;
    all.push_back(e);
  }
  return all;
}

Expected measured(const model::Run& run, const std::string& file) {
  Expected found{.file = file, .benchmarks = run.benchmarks.size()};
  for (const auto& benchmark : run.benchmarks) {
    if (benchmark.failure) ++found.failed;
    if (!benchmark.failure && benchmark.metrics.empty()) ++found.only_summaries;
    for (const auto& metric : benchmark.metrics) {
      double& sum = metric.metric == model::kRealTime  ? found.real_time
                    : metric.metric == model::kCpuTime ? found.cpu_time
                                                       : found.others;
      for (const double sample : metric.samples) sum += sample;
      if (metric.metric == model::kRealTime) found.samples += metric.samples.size();
    }
  }
  return found;
}

void expect_near(double found, double expected, const std::string& what) {
  EXPECT_NEAR(found, expected, std::abs(expected) * 1e-12) << what;
}

TEST(ResultCorpus, HoldsWhatPythonFindsInIt) {
  const auto all = expectations();
  ASSERT_EQ(all.size(), 102U);
  for (const auto& expected : all) {
    SCOPED_TRACE(expected.file);
    const auto found = measured(read_run_file(kFolder / expected.file), expected.file);
    EXPECT_EQ(found.benchmarks, expected.benchmarks);
    EXPECT_EQ(found.samples, expected.samples);
    EXPECT_EQ(found.failed, expected.failed);
    // Files of the comparison tool's own tests have benchmarks without any time.
    if (expected.file.find("_test4_") == std::string::npos) {
      EXPECT_EQ(found.only_summaries, expected.only_summaries);
    }
    expect_near(found.real_time, expected.real_time, "real_time");
    expect_near(found.cpu_time, expected.cpu_time, "cpu_time");
    expect_near(found.others, expected.others, "others");
  }
}

TEST(ResultCorpus, SurvivesBeingWritten) {
  for (const auto& expected : expectations()) {
    const auto run = read_run_file(kFolder / expected.file);
    const auto back = read_google_benchmark(write_google_benchmark(run), {});
    EXPECT_EQ(back, run) << expected.file;
  }
}

std::vector<std::string> codes(const std::string& file) {
  std::vector<std::string> found;
  for (const auto& diagnostic : read_run_file(kFolder / "by-version" / file).diagnostics) {
    if (found.empty() || found.back() != diagnostic.code) found.push_back(diagnostic.code);
  }
  return found;
}

TEST(ResultCorpus, SaysWhatIsWrongWithEachFile) {
  using testing::ElementsAre;
  EXPECT_THAT(codes("v1.9.5__allfeatures.json"), ElementsAre("median-as-sample", "non-finite"));
  EXPECT_THAT(codes("v1.5.6__allfeatures.json"), ElementsAre("median-as-sample", "non-finite"));
  EXPECT_THAT(codes("v1.9.5__killed_truncated.json"), ElementsAre("truncated-file"));
  EXPECT_THAT(codes("v1.7.1__reporter_output_test.json"), ElementsAre("truncated-file"));
  EXPECT_THAT(codes("v1.9.5__library_debug.json"), ElementsAre("debug-library"));
  EXPECT_THAT(codes("v1.5.0__complexity_test.json"), ElementsAre("duplicate-name"));
  EXPECT_THAT(codes("v1.3.0__complexity_test.json"), ElementsAre("duplicate-name"));
  EXPECT_THAT(codes("v1.9.5__skip_with_error_test.json"), ElementsAre());
  EXPECT_THAT(codes("v1.9.5__repetitions_test.json"), ElementsAre());
}

}  // namespace
}  // namespace benchgate::formats
