// The fuzzers' corpora, read by every build: what was found once stays mended. And, for builds
// without a fuzzer, mutations of them with a fixed seed.
#include <algorithm>
#include <filesystem>
#include <ostream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "benchgate/base/file.h"
#include "fuzz/properties.h"
#include "source_tree.h"

namespace benchgate::fuzz {
namespace {

struct Reader {
  const char* name;
  void (*check)(std::string_view bytes);
  int mutations = 1000;
  const char* more_inputs = nullptr;  ///< a folder besides the corpus
};

void PrintTo(const Reader& reader, std::ostream* out) {
  *out << reader.name;
}

constexpr Reader kReaders[] = {
    {"acceptances", check_acceptances},
    {"agent", check_agent, 300},
    {"benchmark_action", check_benchmark_action},
    {"comparison", check_comparison, 100},
    {"csv", check_csv},
    {"executable", check_executable, 300},
    {"github_event", check_github_event, 300},
    {"google_benchmark", check_google_benchmark},
    {"history", check_history, 300},
    {"policy", check_policy, 3000},
    {"results_json", check_results_json, 1500, "/tests/golden"},
    {"row_stream", check_row_stream},
};

void add_files(std::vector<std::string>& texts, const std::string& folder, bool only_json) {
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(BENCHGATE_SOURCE_DIR) + folder)) {
    if (only_json && entry.path().extension() != ".json") continue;
    texts.push_back(read_file(entry.path(), std::size_t{1} << 20));
  }
}

std::vector<std::string> inputs_of(const Reader& reader) {
  std::vector<std::string> texts;
  add_files(texts, std::string("/tests/fuzz/corpus/") + reader.name, false);
  if (reader.more_inputs != nullptr) add_files(texts, reader.more_inputs, true);
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

/// Exchanges one value behind a colon.
void mutate_value(std::string& text, std::size_t from, std::mt19937& random) {
  const auto colon = text.find(':', from);
  const auto end = text.find_first_of(",}]", colon);
  if (end == std::string::npos) return;
  text.replace(colon + 1, end - colon - 1, kValues[random() % std::size(kValues)]);
}

/// One of the small changes that a fuzzer makes.
void mutate(std::string& text, const std::string& other, std::mt19937& random) {
  const auto below = [&](std::size_t bound) { return random() % (bound + 1); };
  const auto at = below(text.size());
  switch (below(6)) {
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
    case 4:
      text.insert(at, text, below(text.size()), below(60));
      break;
    default:
      mutate_value(text, at, random);
      break;
  }
}

class FuzzReplay : public testing::TestWithParam<Reader> {};

TEST_P(FuzzReplay, HoldsForTheCorpus) {
  const auto texts = inputs_of(GetParam());
  EXPECT_GE(texts.size(), 3U);
  for (const auto& text : texts) GetParam().check(text);
}

TEST_P(FuzzReplay, HoldsForMutationsOfTheCorpus) {
  const auto texts = inputs_of(GetParam());
  std::mt19937 random(20260101);
  for (int round = 0; round < GetParam().mutations; ++round) {
    auto text = texts[random() % texts.size()];
    for (auto changes = 1 + random() % 4; changes > 0; --changes) {
      mutate(text, texts[random() % texts.size()], random);
    }
    GetParam().check(text);
  }
}

INSTANTIATE_TEST_SUITE_P(Readers, FuzzReplay, testing::ValuesIn(kReaders),
                         [](const auto& tested) { return std::string(tested.param.name); });

// A fuzzer that is not in the table above would have a corpus that nobody reads.
TEST(FuzzReplayTable, HasEveryCorpus) {
  for (const auto& entry :
       std::filesystem::directory_iterator(BENCHGATE_SOURCE_DIR "/tests/fuzz/corpus")) {
    const auto name = entry.path().filename().string();
    EXPECT_TRUE(std::ranges::any_of(kReaders, [&](const Reader& reader) {
      return reader.name == name;
    })) << name;
  }
}

}  // namespace
}  // namespace benchgate::fuzz
