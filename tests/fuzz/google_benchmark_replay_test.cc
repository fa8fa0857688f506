// The fuzzer's corpus, read by every build: what was found once stays fixed.
#include <filesystem>

#include <gtest/gtest.h>

#include "benchgate/base/file.h"
#include "fuzz/google_benchmark_property.h"
#include "source_tree.h"

namespace benchgate::fuzz {
namespace {

TEST(GoogleBenchmarkFuzz, HoldsForItsCorpus) {
  std::size_t files = 0;
  const std::filesystem::path folder = BENCHGATE_SOURCE_DIR "/tests/fuzz/corpus/google_benchmark";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    SCOPED_TRACE(entry.path().string());
    check_google_benchmark(read_file(entry.path(), std::size_t{1} << 20));
    ++files;
  }
  EXPECT_GT(files, 20U);
}

}  // namespace
}  // namespace benchgate::fuzz
