#include "benchgate/github/annotations.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/gate/policy_file.h"
#include "benchgate/github/source_lines.h"
#include "report/assessments.h"
#include "support/temporary_folder.h"

namespace benchgate::github {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Annotations : public ::testing::Test {
 protected:
  void write(const std::string& name, const std::string& text) const {
    const auto path = root() / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
  }
  [[nodiscard]] std::filesystem::path root() const { return folder_.path(); }

 private:
  test_support::TemporaryFolder folder_;
};

TEST_F(Annotations, FindsWhereABenchmarkIsRegistered) {
  write("bench/a.cc", "\n\nBENCHMARK(BM_Sort)->Arg(8);\n  add(\"db/select\", f);\n");
  write("bench/b.cpp", "BENCHMARK_CAPTURE(BM_Join, three, 3);\n// db/select is fast\n");
  const SourceLines lines(root());
  EXPECT_EQ(lines.of("BM_Sort/8"), (SourceLine{"bench/a.cc", 3}));
  EXPECT_EQ(lines.of("BM_Join/three"), (SourceLine{"bench/b.cpp", 1}));
  EXPECT_EQ(lines.of("db/select/rows:1000/real_time"), (SourceLine{"bench/a.cc", 4}));
}

TEST_F(Annotations, KnowsNothingOfWhatIsNotThereOrThereTwice) {
  write("a.cc", "BENCHMARK(BM_Sort);\nBENCHMARK(BM_SortFast);\nadd(\"twice\");\n");
  write("b.cc", "add(\"twice\");\n");
  write("build/c.cc", "add(\"built\");\n");
  write(".git/d.cc", "add(\"hidden\");\n");
  write("e.txt", "add(\"text\");\n");
  const SourceLines lines(root());
  for (const auto* name : {"BM_Sor", "BM_Sort2", "twice/8", "built", "hidden", "text", "", "/",
                           "()", "../../etc/passwd"}) {
    EXPECT_EQ(lines.of(name), std::nullopt) << name;
  }
  EXPECT_EQ(SourceLines(root() / "nowhere").of("BM_Sort"), std::nullopt);
}

TEST_F(Annotations, StandOnTheRuleWhereNoSourceIsKnown) {
  const auto assessment = report::example::together();
  ASSERT_EQ(assessment.judgements[0].benchmark, "serialization/record/nlohmann/encode");
  WorkTree tree{.root = root()};
  EXPECT_THAT(annotations_of(assessment, tree), IsEmpty());

  write("benchgate.toml",
        "[gate]\n[[rule]]\nbenchmark = \"db/*\"\nmax_regression = \"5 %\"\n"
        "[[rule]]\nbenchmark = \"serialization/*\"\nmax_regression = \"1 %\"\n");
  tree.policy = gate::load_policy(root() / "benchgate.toml");
  tree.policy_path = "benchgate.toml";
  auto found = annotations_of(assessment, tree);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].path, "benchgate.toml");
  EXPECT_EQ(found[0].line, 5u);
  EXPECT_TRUE(found[0].is_failure);
  EXPECT_EQ(found[0].title, "regressed: serialization/record/nlohmann/encode cpu_time");
  EXPECT_THAT(found[0].message, HasSubstr("3.1 % slower"));

  write("benches/encode.cc", "\nadd(\"serialization/record/nlohmann/encode\");\n");
  found = annotations_of(assessment, tree);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].path, "benches/encode.cc");
  EXPECT_EQ(found[0].line, 2u);
}

// A benchmark that waits is judged by wall-clock time, whatever its name says.
TEST_F(Annotations, StandOnTheRuleForTheClockThatWasJudged) {
  auto assessment = report::example::together();
  assessment.judgements[0].metric = "real_time";
  assessment.judgements[0].clock = "real_time";
  write("benchgate.toml", "[[rule]]\nmetric = \"clock\"\nmax_regression = \"1 %\"\n");
  const WorkTree tree{.root = root(),
                      .policy = gate::load_policy(root() / "benchgate.toml"),
                      .policy_path = "benchgate.toml"};
  const auto found = annotations_of(assessment, tree);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].line, 1u);
}

TEST_F(Annotations, ShowNamesAndDoNothingElse) {
  auto assessment = report::example::together();
  assessment.judgements[0].benchmark = "a\x1b[31m\nb\xE2\x80\xAE" + std::string(1000, 'x');
  write("benchgate.toml", "[[rule]]\nmax_regression = \"1 %\"\n");
  const WorkTree tree{.root = root(),
                      .policy = gate::load_policy(root() / "benchgate.toml"),
                      .policy_path = "benchgate.toml"};
  const auto found = annotations_of(assessment, tree);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_THAT(found[0].title, HasSubstr("a\\x1b[31m\\nb\\u{202e}xxx"));
  EXPECT_LT(found[0].title.size(), 255u);
}

}  // namespace
}  // namespace benchgate::github
