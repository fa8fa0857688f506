// The fuzzer's corpus, the goldens, and mutations of both with a fixed seed.
#include <algorithm>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "benchgate/base/file.h"
#include "fuzz/results_json_property.h"
#include "source_tree.h"

namespace benchgate::fuzz {
namespace {

void add_files(std::vector<std::string>& texts, const std::string& folder) {
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(BENCHGATE_SOURCE_DIR) + folder)) {
    if (entry.path().extension() != ".json") continue;
    texts.push_back(read_file(entry.path(), std::size_t{1} << 20));
  }
}

std::vector<std::string> corpus() {
  std::vector<std::string> texts;
  add_files(texts, "/tests/fuzz/corpus/results_json");
  add_files(texts, "/tests/golden");
  std::ranges::sort(texts);
  return texts;
}

/// Values that stand in for one another, and such as no honest file holds.
constexpr std::string_view kValues[] = {"null",
                                        "0",
                                        "-1",
                                        "1e308",
                                        "-0.0",
                                        "true",
                                        "\"\"",
                                        "[]",
                                        "{}",
                                        "\"duet\"",
                                        "5e-324",
                                        "\"apart\"",
                                        "18446744073709551615"};

/// Exchanges one value behind a colon, or changes a byte.
void mutate(std::string& text, std::mt19937& random) {
  const auto colon = text.find(':', random() % text.size());
  if (random() % 4 == 0 || colon == std::string::npos) {
    text[random() % text.size()] = static_cast<char>(random() % 256);
    return;
  }
  const auto end = text.find_first_of(",}]", colon);
  if (end == std::string::npos) return;
  text.replace(colon + 1, end - colon - 1, kValues[random() % std::size(kValues)]);
}

TEST(ResultsJsonFuzz, HoldsForItsCorpus) {
  const auto texts = corpus();
  EXPECT_GT(texts.size(), 8U);
  for (const auto& text : texts) check_results_json(text);
}

TEST(ResultsJsonFuzz, HoldsForMutationsOfItsCorpus) {
  const auto texts = corpus();
  std::mt19937 random(20260101);
  for (int round = 0; round < 1500; ++round) {
    auto text = texts[random() % texts.size()];
    if (text.empty()) continue;
    for (auto changes = 1 + random() % 3; changes > 0; --changes) mutate(text, random);
    check_results_json(text);
  }
}

}  // namespace
}  // namespace benchgate::fuzz
