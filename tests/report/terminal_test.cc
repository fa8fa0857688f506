#include "benchgate/report/terminal.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/report/render.h"
#include "benchgate/report/terminal_text.h"
#include "benchgate/report/unicode.h"
#include "report/assessments.h"

namespace benchgate::report {
namespace {

using ::testing::HasSubstr;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

TEST(WrapLines, BreaksAtSpacesUnderTheTextOfTheLine) {
  EXPECT_EQ(wrap_lines("one two three four\n", 12), "one two\n    three\n    four\n");
  EXPECT_EQ(wrap_lines("- one two three", 10), "- one two\n  three");
  EXPECT_EQ(wrap_lines("  one two three", 10), "  one two\n  three");
  EXPECT_EQ(wrap_lines("short\n\nlines", 80), "short\n\nlines");
  EXPECT_EQ(wrap_lines("", 80), "");
}

TEST(WrapLines, KeepsANumberWithItsPercentSign) {
  EXPECT_EQ(wrap_lines("- some 11.1 % x", 11), "- some\n  11.1 % x");
}

TEST(WrapLines, BreaksAWordThatIsLongerThanALine) {
  EXPECT_EQ(wrap_lines("  abcdefghijklmnopqrstuvwxyz", 20), "  abcdefghijklmnopqr\n  stuvwxyz");
}

TEST(WrapLines, CountsNoColourAndLeavesExamplesAlone) {
  EXPECT_EQ(wrap_lines("\x1b[31mred\x1b[0m text", 8), "\x1b[31mred\x1b[0m text");
  EXPECT_EQ(wrap_lines("\x01 a long command line", 8), " a long command line");
}

TEST(Padded, CountsColumnsNotBytes) {
  EXPECT_EQ(padded_left("−1 µ", 6), "  −1 µ");
  EXPECT_EQ(padded_right("日本", 6), "日本  ");
  EXPECT_EQ(padded_right("long", 2), "long");
}

TEST(Terminal, StaysWithinItsWidth) {
  for (const std::size_t width : {60U, 80U, 120U, 200U}) {
    for (const auto& [name, assessment] : example::all_assessments()) {
      for (const auto& line : lines_of(render(assessment, {.width = width, .verbose = true}))) {
        const bool example = line.starts_with("     ");  // never broken
        EXPECT_TRUE(example || display_width(line) <= width) << name << ": " << line;
      }
    }
  }
}

TEST(Terminal, LetsNoControlCharacterThrough) {
  const auto text = render(example::hostile(), {.verbose = true});
  for (std::size_t i = 0; i < text.size();) {
    const auto character = character_at(text, i);
    EXPECT_TRUE(character.code == '\n' ||
                visible(text.substr(i, character.bytes)) == text.substr(i, character.bytes))
        << static_cast<unsigned>(character.code);
    i += character.bytes;
  }
}

TEST(Terminal, UsesColourOnlyWhenAsked) {
  const auto assessment = example::regressed();
  const auto plain = render(assessment, {});
  const auto coloured = render(assessment, {.colour = true});
  EXPECT_EQ(plain.find('\x1b'), std::string::npos);
  EXPECT_THAT(coloured, HasSubstr("\x1b[31m✗\x1b[0m db/postgres"));
  std::string stripped = coloured;
  for (auto at = stripped.find('\x1b'); at != std::string::npos; at = stripped.find('\x1b')) {
    stripped.erase(at, stripped.find('m', at) - at + 1);
  }
  EXPECT_EQ(stripped, plain);
}

TEST(Terminal, FoldsTheRestUnlessAskedForAll) {
  const auto assessment = example::regressed();
  // Undecided and new benchmarks are named, unchanged ones counted.
  const auto text = render(assessment, {.width = 120});
  EXPECT_THAT(text, HasSubstr("? db/sqlite/upsert/rows:1000"));
  EXPECT_THAT(text, HasSubstr("+ db/postgres/copy/rows:1000"));
  EXPECT_THAT(text, ::testing::Not(HasSubstr("select_by_key")));
  EXPECT_THAT(text, ::testing::Not(HasSubstr("HOW IT WAS MEASURED")));
  const auto all = render(assessment, {.width = 120, .verbose = true});
  EXPECT_THAT(all, HasSubstr("select_by_key"));
  EXPECT_THAT(all, HasSubstr("HOW IT WAS MEASURED"));
}

TEST(Terminal, HasOneLineForEachChangedRowAndTheVerdictLast) {
  const auto lines = lines_of(render(example::some_slower(10), {.width = 120}));
  EXPECT_EQ(lines[0], "CHANGED, WORST FIRST (base, head, change)");
  EXPECT_THAT(lines[1], ::testing::MatchesRegex("✗ parse/json/twitter +42.03 µs +43.29 µs +"
                                                "\\+3.0 % +± 0.3 +limit 0.5 %"));
  EXPECT_THAT(lines[10], ::testing::StartsWith("✗ queue/push_pop "));
  EXPECT_EQ(lines[11], "");
  EXPECT_EQ(lines[lines.size() - 2], "✗ 10 benchmarks slower, worst +160 %");
  EXPECT_THAT(lines.back(), ::testing::StartsWith("Blocks merging."));
}

TEST(Terminal, ListsEverythingWhereThereIsNoBase) {
  EXPECT_THAT(render(example::alone(), {}), HasSubstr("· db/sqlite/join_three/rows:10000"));
}

}  // namespace
}  // namespace benchgate::report
