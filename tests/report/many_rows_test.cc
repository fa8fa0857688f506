// Reports of more rows than anybody reads: they stay short, and say how many are left out.
#include <cstddef>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/report/render.h"
#include "report/assessments.h"

namespace benchgate::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// 10,000 rows: 4,000 changed, 6,000 others.
const gate::Assessment& ten_thousand() {
  static const auto assessment = example::many(10'000);
  return assessment;
}

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t found = 0;
  for (auto at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++found;
  return found;
}

TEST(ManyRows, HtmlHasTwoThousandOfEachKind) {
  const auto html = render(ten_thousand(), {.format = "html"});
  EXPECT_EQ(count(html, "<tr id=\"row-"), 2'000U);
  EXPECT_EQ(count(html, "<tr class=\"tone-good\">"), 2'000U) << "unchanged ones, by figures alone";
  EXPECT_THAT(html, HasSubstr("… and 2000 more; the JSON results have them all."));
  EXPECT_LT(html.size(), 20'000'000U);
}

TEST(ManyRows, HtmlOfTwoThousandUnchangedOnesIsBelowAMegabyte) {
  auto assessment = example::many(2'500);
  auto& rows = assessment.judgements;
  std::size_t changed = 0;
  std::erase_if(rows, [&](const gate::Judgement& row) {
    return row.verdict != gate::Verdict::Unchanged && ++changed > 10;
  });
  rows.insert(rows.end(), rows.end() - 500, rows.end());
  const auto html = render(assessment, {.format = "html"});
  EXPECT_EQ(count(html, "<tr id=\"row-"), 10U);
  EXPECT_EQ(count(html, "<tr class=\"tone-good\">"), 2'000U);
  EXPECT_LT(html.size(), 1'000'000U);
  EXPECT_EQ(count(html, "class=\"mark "), 10U) << "the others are one path";
  EXPECT_THAT(html, HasSubstr("class=\"crowd\""));
  EXPECT_EQ(count(html, "class=\"effect-plot\""), 10U);
}

TEST(ManyRows, TerminalHasTwoHundredUnlessAllAreAskedFor) {
  const auto text = render(ten_thousand(), {});
  EXPECT_THAT(text, HasSubstr("… and 3800 more; the JSON results have them all."));
  EXPECT_LT(count(text, "\n"), 1'200U);
  const auto all = render(ten_thousand(), {.verbose = true});
  EXPECT_THAT(all, HasSubstr("… and 2000 more; the JSON results have them all."));
  EXPECT_LT(count(all, "\n"), 20'000U);
}

TEST(ManyRows, MarkdownFitsAComment) {
  const auto text = render(ten_thousand(), {.format = "markdown"});
  EXPECT_LT(text.size(), kMostMarkdownBytes);
  EXPECT_THAT(text, HasSubstr("`results.json` have them all"));
}

TEST(ManyRows, OfAnOrdinaryReportNothingIsLeftOut) {
  const auto assessment = example::many(150);
  for (const auto* format : {"html", "terminal"}) {
    EXPECT_THAT(render(assessment, {.format = format}), Not(HasSubstr("JSON results have them")));
  }
}

TEST(ManyRows, JsonHasThemAll) {
  EXPECT_EQ(count(render(ten_thousand(), {.format = "json"}), "\"adjusted_p\""), 10'000U);
}

}  // namespace
}  // namespace benchgate::report
