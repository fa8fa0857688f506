#include "benchgate/report/markdown.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/report/markdown_escape.h"
#include "benchgate/report/render.h"
#include "report/assessments.h"
#include "report/rendered_markdown.h"

namespace benchgate::report {
namespace {

using ::testing::HasSubstr;
using ::testing::IsSubsetOf;

/// Is there `before` with a letter or digit right behind it, as a mention or reference has?
bool refers(std::string text, std::string_view before) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
  for (auto at = text.find(before); at != std::string::npos; at = text.find(before, at + 1)) {
    const auto behind = at + before.size();
    if (behind < text.size() && std::isalnum(static_cast<unsigned char>(text[behind]))) return true;
  }
  return false;
}

const std::set<std::string> kOurTags = {
    "h2",      "/h2",      "h3",         "/h3",         "p",   "/p",   "strong",  "/strong",
    "ul",      "/ul",      "li",         "/li",         "ol",  "/ol",  "table",   "/table",
    "thead",   "/thead",   "tbody",      "/tbody",      "tr",  "/tr",  "th",      "/th",
    "td",      "/td",      "code",       "/code",       "pre", "/pre", "details", "/details",
    "summary", "/summary", "blockquote", "/blockquote", "br",  "wbr"};

TEST(Markdown, LetsNoNameBreakOut) {
  const auto html = example::as_github_reads_it(render(example::hostile(), {.format = "markdown"}));
  EXPECT_THAT(example::tags_in(html), IsSubsetOf(kOurTags));
  EXPECT_THAT(html, ::testing::Not(HasSubstr("href")));
}

/// One name at a time, everywhere a name can stand.
gate::Assessment with_name(const std::string& name) {
  auto assessment = example::hostile();
  const auto& names = example::hostile_names();
  const auto at = static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
  gate::Assessment one = assessment;
  one.judgements = {assessment.judgements[at], assessment.judgements[names.size() + 2 * at],
                    assessment.judgements[names.size() + 2 * at + 1],
                    example::timing({.benchmark = "quiet " + name})};
  one.diagnostics = {assessment.diagnostics[at]};
  one.environment = {assessment.environment[at]};
  one.budgets = {assessment.budgets[at], assessment.budgets[at]};
  one.budgets[1].state = gate::BudgetState::Met;
  one.acceptances = {assessment.acceptances[at]};
  return one;
}

TEST(Markdown, KeepsEveryTableAndFoldWholeWhateverTheName) {
  const auto count = [](const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
    return found;
  };
  for (const auto& name : example::hostile_names()) {
    SCOPED_TRACE(name.substr(0, 100));
    const auto markdown = render(with_name(name), {.format = "markdown"});
    const auto html = example::as_github_reads_it(markdown);
    EXPECT_THAT(example::tags_in(html), IsSubsetOf(kOurTags));
    // environment, unchanged or commands, details.
    EXPECT_EQ(count(html, "<details>"), count(html, "</details>"));
    EXPECT_EQ(count(html, "<details>"), 3u);
    // changed rows, missed budgets: head and one row each.
    EXPECT_EQ(count(html, "<table>"), 2u);
    EXPECT_EQ(count(html, "<tr>"), 4u);
    EXPECT_EQ(count(html, "<td"), 4u + 3u);
    const auto text = example::text_outside_code(html);
    EXPECT_FALSE(refers(text, "@")) << text;
    EXPECT_FALSE(refers(text, "#")) << text;
    EXPECT_FALSE(refers(text, "gh-")) << text;
    EXPECT_THAT(text, ::testing::Not(::testing::AnyOf(HasSubstr(":rocket:"), HasSubstr(":+1:"))));
  }
}

TEST(MarkdownName, WritesPlainNamesAsCodeSpans) {
  EXPECT_EQ(markdown_name("db/postgres/join_three/rows:10000"),
            "`db/postgres/join_three/rows:10000`");
  EXPECT_EQ(markdown_name("日本語"), "`日本語`");
  EXPECT_EQ(markdown_name(""), "");
}

TEST(MarkdownName, EscapesEverythingElse) {
  EXPECT_EQ(markdown_name("a|b"), "<code>a&#124;b</code>");
  EXPECT_EQ(markdown_name("`"), "<code>&#96;</code>");
  EXPECT_EQ(markdown_name("a\nb"), "<code>a&#92;nb</code>");
}

TEST(MarkdownProse, LeavesOrdinarySentencesAlone) {
  for (const auto* text : {"12.3 % slower (95 % interval +10.1 to +14.2 %), limit 5 %",
                           "out/run.json, commit 9f8e7d6c5b4a, 2026-11-21T02:40:00+00:00",
                           "which was worth it: what would be, 1.5 times"}) {
    EXPECT_EQ(markdown_prose(text), text);
  }
}

TEST(MarkdownProse, TakesTheMeaningOutOfSigns) {
  EXPECT_EQ(markdown_prose("@all #1 GH-2"), "&#64;\u200Ball &#35;\u200B1 GH&#45;\u200B2");
  EXPECT_EQ(markdown_prose("www.x https://y"), "&#119;ww.x https&#58;//y");
  EXPECT_EQ(markdown_prose(":rocket: a:100:"), "&#58;\u200Brocket: a&#58;\u200B100:");
  EXPECT_EQ(markdown_prose("[a](b) ![c](d)"), "&#91;a&#93;(b) &#33;&#91;c&#93;(d)");
  EXPECT_EQ(markdown_prose("a_b *c* `d` <e> |"),
            "a&#95;b &#42;c&#42; &#96;d&#96; &#60;e&#62; &#124;");
  EXPECT_EQ(markdown_prose("- a"), "&#45; a");
  EXPECT_EQ(markdown_prose("1. a"), "1&#46; a");
}

TEST(Markdown, ShortensLongNamesInTheMiddle) {
  const auto text = markdown_name(std::string(10'000, 'x') + "/end");
  EXPECT_LT(text.size(), 200u);
  EXPECT_THAT(text, HasSubstr("…"));
  EXPECT_THAT(text, HasSubstr("x/end`"));
}

class MarkdownLength : public ::testing::TestWithParam<std::size_t> {};

TEST_P(MarkdownLength, StaysShortHoweverManyRowsThereAre) {
  const auto text = render(example::many(GetParam()), {.format = "markdown"});
  EXPECT_LT(text.size(), 12'000u) << "a comment is read, not searched";
}
INSTANTIATE_TEST_SUITE_P(Rows, MarkdownLength, ::testing::Values(10, 300, 600, 1200, 5000));

std::size_t rows_named(const std::string& text) {
  std::size_t named = 0;
  for (auto at = text.find("\n| ❌ "); at != std::string::npos; at = text.find("\n| ❌ ", at + 1)) {
    ++named;
  }
  return named;
}

TEST(Markdown, ListsTwentyRowsAndCountsTheOthers) {
  const auto text = render(example::many(1000), {.format = "markdown"});
  EXPECT_EQ(rows_named(text), 20u);
  EXPECT_THAT(text, HasSubstr("… and **380 more**; the report and `results.json` have them all."));
  EXPECT_THAT(text, HasSubstr("\n600 unchanged (−1.8 % to +1.8 %)\n"));
}

TEST(Markdown, OfOneSlowerBenchmarkNamesItInTheTitleAndHasOneRow) {
  const auto text = render(example::some_slower(1), {.format = "markdown"});
  EXPECT_THAT(text, ::testing::StartsWith("## ❌ `parse/json/twitter` is 3.0 % slower\n\n"
                                          "**Blocks merging.** 1 of 100 benchmarks slower, 99 "
                                          "unchanged. `9f8e7d6` against its base `1a2b3c4`.\n"));
  EXPECT_THAT(text, HasSubstr("| ❌ <code>parse/<wbr>json/<wbr>twitter</code> | 42.03 µs → 43.29 µs "
                              "| **+3.0 %** ± 0.3  | 0.5 % |\n"));
  EXPECT_EQ(rows_named(text), 1u);
  EXPECT_THAT(text, HasSubstr("**What now?** Fix it, or accept it for a time"));
}

TEST(MarkdownCellName, CanBeBrokenBehindItsSeparators) {
  EXPECT_EQ(markdown_cell_name("short"), "`short`");
  EXPECT_EQ(markdown_cell_name("db/rows:1000/a"), "<code>db/<wbr>rows:<wbr>1000/<wbr>a</code>");
  EXPECT_EQ(markdown_cell_name("</code>|@octocat"),
            "<code>&#60;/<wbr>code&#62;&#124;&#64;\u200Boctocat</code>");
}

TEST(Markdown, LinksToWhereThereIsMore) {
  const auto text =
      render(example::passed(), {.format = "markdown",
                                 .surroundings = {.run_url = "https://host.example/runs/1",
                                                  .report_url = "https://host.example/a b>(c)"}});
  EXPECT_THAT(text, HasSubstr("[Report](<https://host.example/a%20b%3E%28c%29>) · "
                              "[Run](<https://host.example/runs/1>)\n"));
  EXPECT_THAT(render(example::passed(), {.format = "markdown"}),
              ::testing::Not(HasSubstr("[Report]")));
}

TEST(MarkdownUrl, IsHttpOrNothing) {
  EXPECT_EQ(markdown_url("https://a.example/b?c=d#e%20f"), "https://a.example/b?c=d#e%20f");
  EXPECT_EQ(markdown_url("https://a.example/\n`|<>\""), "https://a.example/%0A%60%7C%3C%3E%22");
  for (const auto* text : {"", "javascript:alert(1)", "data:text/html,x", "//a.example", "a b"}) {
    EXPECT_EQ(markdown_url(text), "") << text;
  }
}

TEST(Markdown, SaysHowToSeeItOnOnesOwnMachine) {
  const auto of = [](const gate::Assessment& assessment) {
    return render(assessment, {.format = "markdown"});
  };
  EXPECT_THAT(of(example::together()),
              HasSubstr("git switch --detach 9f8e7d6c5b4a\nbenchgate gate --base 1a2b3c4d5e6f "
                        "--filter '^serialization/record/nlohmann/encode$'\n"));
  EXPECT_THAT(of(example::regressed()), ::testing::Not(HasSubstr("git switch"))) << "apart";
  auto forged = example::together();
  forged.base.commit = "1a2b3c4; rm -rf ~ #";
  EXPECT_THAT(of(forged), ::testing::Not(HasSubstr("git switch")));
  forged = example::together();
  forged.head.commit = "--upload-pack=x";
  EXPECT_THAT(of(forged), ::testing::Not(HasSubstr("git switch")));
  auto quoted = example::together();
  for (auto& row : quoted.judgements) row.benchmark += "' ; evil '";
  EXPECT_THAT(of(quoted), HasSubstr("benchgate gate --base 1a2b3c4d5e6f\n"));
}

TEST(Markdown, FitsAnythingHostile) {
  auto assessment = example::hostile();
  for (int i = 0; i < 3; ++i) {
    assessment.judgements.insert(assessment.judgements.end(), assessment.judgements.begin(),
                                 assessment.judgements.end());
    assessment.environment.insert(assessment.environment.end(), assessment.environment.begin(),
                                  assessment.environment.end());
  }
  EXPECT_LT(render(assessment, {.format = "markdown"}).size(), 65'536u);
}

}  // namespace
}  // namespace benchgate::report
