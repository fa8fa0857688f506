#include "benchgate/report/foreign_results.h"

#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "benchgate/report/results_json.h"
#include "report/assessments.h"
#include "support/temporary_folder.h"

namespace benchgate::report {
namespace {

class ForeignResults : public ::testing::Test {
 protected:
  std::filesystem::path written(const std::string& text) {
    const auto path = folder_.path() / "results.json";
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  std::string error_of(const std::string& text, const ForeignLimits& limits = {}) {
    try {
      static_cast<void>(read_foreign_results(written(text), limits));
    } catch (const InputError& error) {
      return error.what();
    }
    return {};
  }
  static std::string ours() { return write_results_json(example::regressed()); }

 private:
  test_support::TemporaryFolder folder_;
};

TEST_F(ForeignResults, AreReadLikeOurOwn) {
  EXPECT_EQ(read_foreign_results(written(ours())), example::regressed());
  EXPECT_EQ(error_of(write_results_json(example::many(11'000))), "");
}

TEST_F(ForeignResults, AreRefusedBeyondEachLimit) {
  using ::testing::HasSubstr;
  EXPECT_THAT(error_of(ours(), {.bytes = ours().size() - 1}), HasSubstr("is larger"));
  EXPECT_EQ(error_of(ours(), {.bytes = ours().size()}), "");
  EXPECT_THAT(error_of(ours(), {.depth = 3}), HasSubstr("nests deeper"));
  EXPECT_THAT(error_of(ours(), {.values = 100}), HasSubstr("has more values"));
  EXPECT_THAT(error_of(ours(), {.text_bytes = 20}), HasSubstr("has a longer text"));
  EXPECT_THAT(error_of(ours(), {.rows = 3}), HasSubstr("has more rows"));
  EXPECT_THAT(error_of(ours(), {.name_bytes = 10}), HasSubstr("has a longer name"));
}

TEST_F(ForeignResults, AreCountedAsTheyStandWhateverTextsHold) {
  // Brackets, commas and escaped quotes inside of texts are no structure.
  auto assessment = example::regressed();
  assessment.judgements[0].message = std::string(1000, '[') + "\"\\\"," + std::string(1000, '{');
  EXPECT_EQ(error_of(write_results_json(assessment), {.depth = 5, .values = 2000}), "");
}

TEST_F(ForeignResults, AreNotParsedBeforeTheyWereCounted) {
  // Garbage beyond a limit is beyond the limit, not garbage: the parser has not seen it.
  EXPECT_THAT(error_of(std::string(10'000'000, '[')), ::testing::HasSubstr("nests deeper"));
  EXPECT_THAT(error_of("\"" + std::string(10'000'000, 'x')),
              ::testing::HasSubstr("has a longer text"));
  std::string commas;
  for (int i = 0; i < 2'100'000; ++i) commas += "[],";
  EXPECT_THAT(error_of("[" + commas), ::testing::HasSubstr("has more values"));
}

TEST_F(ForeignResults, MustBeAFile) {
  EXPECT_THROW(static_cast<void>(read_foreign_results("/dev/zero")), InputError);
  EXPECT_THROW(static_cast<void>(read_foreign_results("/")), InputError);
  EXPECT_THROW(static_cast<void>(read_foreign_results("/nowhere.json")), InputError);
}

}  // namespace
}  // namespace benchgate::report
