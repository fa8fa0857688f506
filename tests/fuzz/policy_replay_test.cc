// The fuzzer's corpus and, for builds without a fuzzer, mutations of it with a fixed seed.
#include <algorithm>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "benchgate/base/file.h"
#include "fuzz/policy_property.h"
#include "source_tree.h"

namespace benchgate::fuzz {
namespace {

std::vector<std::string> corpus() {
  std::vector<std::string> texts;
  const std::filesystem::path folder = BENCHGATE_SOURCE_DIR "/tests/fuzz/corpus/policy";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    texts.push_back(read_file(entry.path(), std::size_t{1} << 20));
  }
  std::ranges::sort(texts);
  return texts;
}

/// One of the small changes that a fuzzer makes.
void mutate(std::string& text, const std::string& other, std::mt19937& random) {
  const auto below = [&](std::size_t bound) { return random() % (bound + 1); };
  const auto at = below(text.size());
  switch (below(4)) {
    case 0:
      text.erase(at, below(20));
      break;
    case 1:
      text.insert(at, 1, static_cast<char>(below(255)));
      break;
    case 2:
      text.insert(at, other, below(other.size()), below(40));
      break;
    case 3:
      if (at < text.size()) text[at] = static_cast<char>(below(255));
      break;
    default:
      text.insert(at, text, below(text.size()), below(60));
      break;
  }
}

TEST(PolicyFuzz, HoldsForItsCorpus) {
  const auto texts = corpus();
  EXPECT_GT(texts.size(), 10U);
  for (const auto& text : texts) check_policy(text);
}

TEST(PolicyFuzz, HoldsForMutationsOfItsCorpus) {
  const auto texts = corpus();
  std::mt19937 random(20260101);
  for (int round = 0; round < 3000; ++round) {
    auto text = texts[random() % texts.size()];
    for (auto changes = 1 + random() % 4; changes > 0; --changes) {
      mutate(text, texts[random() % texts.size()], random);
    }
    check_policy(text);
  }
}

}  // namespace
}  // namespace benchgate::fuzz
