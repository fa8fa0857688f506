#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/report/render.h"
#include "benchgate/report/template_check.h"
#include "benchgate/report/template_engine.h"
#include "benchgate/report/template_names.h"
#include "report/assessments.h"
#include "source_tree.h"
#include "support/temporary_folder.h"

namespace benchgate::report {
namespace {

using ::testing::HasSubstr;

std::string refusal(std::string_view text) {
  try {
    check_template(text, "my.tpl");
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(CheckTemplate, AcceptsWhatTheTableHas) {
  EXPECT_EQ(refusal("{{TITLE}} {{! remark }} {{#CHANGED}}{{#CHANGED_ROW}}{{BENCHMARK}}"
                    "{{#CHANGED_ROW_separator}}, {{/CHANGED_ROW_separator}}{{/CHANGED_ROW}}"
                    "{{/CHANGED}}{{BI_NEWLINE}}{{STYLE:none}}"),
            "accepted");
  EXPECT_EQ(refusal("no marker, } and { alone"), "accepted");
}

TEST(CheckTemplate, SaysWhereItIsWrong) {
  EXPECT_EQ(refusal("a\n  {{TITEL}}"),
            "my.tpl:2:3: there is no variable TITEL; did you mean TITLE?");
  EXPECT_EQ(refusal("{{#QQQQQQQQ}}{{/QQQQQQQQ}}"),
            "my.tpl:1:1: there is no section QQQQQQQQ; docs/templates.md lists them");
  EXPECT_EQ(refusal("x {{TITLE"), "my.tpl:1:3: this {{ has no }}");
  EXPECT_EQ(refusal("\n{{#CHANGED}}\n"),
            "my.tpl:2:1: {{#CHANGED}} is never closed; write {{/CHANGED}}");
  EXPECT_EQ(refusal("{{/CHANGED}}"), "my.tpl:1:1: no section CHANGED is open");
  EXPECT_EQ(refusal("{{#CHANGED}}{{/REST}}"), "my.tpl:1:13: {{/REST}} while {{#CHANGED}} is open");
  EXPECT_THAT(refusal("{{BENCHMARK}}"), HasSubstr("has a value only inside a section of row"));
  EXPECT_THAT(refusal("{{#CHANGED_ROW}}{{/CHANGED_ROW}}"), HasSubstr("only inside"));
  EXPECT_THAT(refusal("{{>/etc/passwd}}"), HasSubstr("my.tpl:1:1: includes"));
  EXPECT_THAT(refusal("{{%AUTOESCAPE context=\"MANUAL\"}}"), HasSubstr("includes, pragmas"));
  EXPECT_THAT(refusal("{{=<< >>=}}"), HasSubstr("other delimiters"));
  EXPECT_THAT(refusal("{{TITLE:none}}"), HasSubstr("escaping is not the template's to choose"));
  EXPECT_THAT(refusal("{{STYLE}}"), HasSubstr("write {{STYLE:none}}"));
  EXPECT_THAT(refusal("{{}}"), HasSubstr("there is no variable"));
}

TEST(WithoutMarkerLines, TakesOffLinesThatOnlyMark) {
  EXPECT_EQ(without_marker_lines("a\n{{#X}}\nb\n  {{/X}} {{! r }}\n\nc {{/X}}\n"),
            "a\n{{#X}}b\n{{/X}} {{! r }}\nc {{/X}}\n");
  EXPECT_EQ(without_marker_lines("{{TITLE}}\n"), "{{TITLE}}\n");
}

TEST(Expand, FillsSectionsInOrderAndHidesTheOthers) {
  Fields fields;
  fields.set("TITLE", "t");
  auto& steps = fields.add("STEPS");
  for (const auto* number : {"1", "2"}) steps.add("STEP").set("STEP_NUMBER", number);
  EXPECT_EQ(expand({.name = "x",
                    .text = "{{TITLE}}{{#STEPS}}{{#STEP}}({{STEP_NUMBER}})"
                            "{{/STEP}}{{/STEPS}}{{#CHANGED}}no{{/CHANGED}}"},
                   fields, Escaping::Done),
            "t(1)(2)");
}

TEST(Expand, EscapesHtmlByContext) {
  Fields fields;
  fields.set("TITLE", "javascript:alert('<b>\"')");
  const auto text = [&](const char* html) {
    return expand({.name = "x", .text = html}, fields, Escaping::ByHtmlContext);
  };
  EXPECT_EQ(text("<p>{{TITLE}}</p>"), "<p>javascript:alert(&#39;&lt;b&gt;&quot;&#39;)</p>");
  EXPECT_EQ(text("<a href=\"{{TITLE}}\">"), "<a href=\"#\">");
  EXPECT_THAT(text("<script>x = '{{TITLE}}';</script>"), HasSubstr("\\x3cb\\x3e\\x22"));
}

TEST(Render, UsesTheUsersTemplate) {
  const test_support::TemporaryFolder folder;
  const auto path = folder.path() / "my.tpl";
  write_file_atomically(path,
                        "{{TITLE}}: {{#COUNTS}}{{#COUNT}}{{COUNT_NUMBER}} {{COUNT_WORD}}\n"
                        "{{/COUNT}}{{/COUNTS}}");
  const auto text = render(example::passed(), {.format = "markdown", .template_file = path});
  EXPECT_EQ(text, "No slowdown: 4 of 4 unchanged: 4 unchanged\n");
}

TEST(Render, NamesFileAndLineOfABrokenTemplate) {
  const test_support::TemporaryFolder folder;
  const auto path = folder.path() / "my.tpl";
  write_file_atomically(path, "fine\n{{WRONG_NAME}}");
  for (const auto* format : {"terminal", "markdown", "html"}) {
    try {
      static_cast<void>(render(example::passed(), {.format = format, .template_file = path}));
      ADD_FAILURE() << "accepted";
    } catch (const UsageError& error) {
      EXPECT_THAT(error.what(), HasSubstr(path.string() + ":2:1: there is no variable WRONG_NAME"));
    }
  }
}

TEST(Render, RefusesATemplateForJson) {
  EXPECT_THROW(
      static_cast<void>(render(example::passed(), {.format = "json", .template_file = "x.tpl"})),
      UsageError);
}

TEST(TemplateNames, AreAllDocumented) {
  const auto page = read_file(std::string(BENCHGATE_SOURCE_DIR) + "/docs/templates.md", 1U << 20U);
  for (const auto& name : template_names()) {
    EXPECT_THAT(page, HasSubstr("| `" + std::string(name.name) + "` |"));
    EXPECT_THAT(page, HasSubstr(std::string(name.meaning)));
  }
}

}  // namespace
}  // namespace benchgate::report
