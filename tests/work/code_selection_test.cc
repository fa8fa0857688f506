#include "benchgate/work/code_selection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::work {
namespace {

using reach::Answer;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

reach::Selected touched(std::string name, std::string function) {
  return {.benchmark = std::move(name), .answer = Answer::Touched, .functions = {function, "far"}};
}

std::vector<std::string> messages(const CodeSelection& selection,
                                  std::vector<CodeSelection::Name> measured,
                                  std::size_t same_code) {
  std::vector<std::string> messages;
  for (const auto& note : selection.notes(measured, same_code)) {
    EXPECT_EQ(note.level, model::DiagnosticLevel::Note);
    messages.push_back(note.message);
  }
  return messages;
}

TEST(CodeSelection, KnowsTheSameCodeBySuiteAndName) {
  CodeSelection selection;
  EXPECT_TRUE(selection.empty());
  selection.add("s", {{.benchmark = "a", .answer = Answer::SameCode},
                      {.benchmark = "b", .answer = Answer::CannotTell, .reason = "why"}});
  EXPECT_TRUE(selection.is_same_code("s", "a"));
  EXPECT_FALSE(selection.is_same_code("s", "b"));
  EXPECT_FALSE(selection.is_same_code("s", "c"));
  EXPECT_FALSE(selection.is_same_code("other", "a"));
}

TEST(CodeSelection, SaysWhatTouchesHowManyBenchmarks) {
  CodeSelection selection;
  selection.add("s", {touched("a", "f()"),
                      touched("b", "g()"),
                      touched("c", "g()"),
                      {.benchmark = "d", .answer = Answer::CannotTell, .reason = "no symbols"},
                      {.benchmark = "e", .answer = Answer::SameCode}});
  EXPECT_THAT(messages(selection, {{"s", "a"}, {"s", "b"}, {"s", "c"}, {"s", "d"}}, 1),
              ElementsAre("1 of 5 benchmarks runs the same code as in base, so it was not measured "
                          "(--all measures everything).",
                          "The change touches 3 benchmarks: `g()` (2), `f()` (1).",
                          "1 benchmark was measured because nobody can tell whether the change "
                          "touches it: no symbols (1)."));
}

TEST(CodeSelection, CountsMoreCausesThanAnybodyWouldRead) {
  CodeSelection selection;
  std::vector<reach::Selected> benchmarks;
  std::vector<CodeSelection::Name> names;
  const std::string letters = "abcdefgh";
  for (std::size_t i = 0; i < letters.size(); ++i) {
    benchmarks.push_back(touched(letters.substr(i, 1), letters.substr(i, 1) + "()"));
    names.push_back({"s", std::string_view(letters).substr(i, 1)});
  }
  selection.add("s", benchmarks);
  EXPECT_THAT(messages(selection, names, 0),
              ElementsAre("The change touches 8 benchmarks: `a()` (1), `b()` (1), `c()` (1), "
                          "`d()` (1), `e()` (1) and 3 more."));
}

TEST(CodeSelection, SaysNothingOfSuitesThatItDoesNotKnow) {
  EXPECT_THAT(messages({}, {{"s", "a"}}, 0), IsEmpty());
}

TEST(CodeSelection, SaysOfEachBenchmarkWhyItIsMeasured) {
  CodeSelection selection;
  selection.add("s", {touched("a", "f()"),
                      {.benchmark = "b", .answer = Answer::CannotTell, .reason = "no symbols"}});
  EXPECT_THAT(
      selection.changes(std::vector<CodeSelection::Name>{{"s", "a"}, {"s", "b"}, {"t", "a"}}),
      ElementsAre(
          gate::CodeChange{.name = {"s", "a"}, .is_touched = true, .functions = {"f()", "far"}},
          gate::CodeChange{.name = {"s", "b"}, .reason = "no symbols"}));
}

TEST(CodeSelection, ShortensNamesBetweenCharacters) {
  CodeSelection selection;
  selection.add("s", {touched("a", std::string(159, 'x') + "\u00e9()")});
  const auto changes = selection.changes(std::vector<CodeSelection::Name>{{"s", "a"}});
  ASSERT_EQ(changes.size(), 1);
  EXPECT_EQ(changes[0].functions[0], std::string(159, 'x') + "...");
}

}  // namespace
}  // namespace benchgate::work
