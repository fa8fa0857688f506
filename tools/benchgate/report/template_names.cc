#include "benchgate/report/template_names.h"

#include <array>

namespace benchgate::report {
namespace {

constexpr auto kVariable = TemplateName::Kind::Variable;
constexpr auto kTrusted = TemplateName::Kind::Trusted;
constexpr auto kSection = TemplateName::Kind::Section;

constexpr auto kNames = std::to_array<TemplateName>({
    // The verdict.
    {kVariable, "TITLE", "", "", "the verdict in one line"},
    {kVariable, "TONE", "", "", "good, unclear or bad: of the whole report"},
    {kVariable, "SYMBOL", "", "", "a sign for the tone"},
    {kVariable, "OUTCOME", "", "", "what it means for the gate, and the exit code"},
    {kVariable, "COVERAGE", "", "", "compared 212 of 214 benchmarks"},
    {kSection, "CAUTION", "", "caution", "one for each reason to doubt the figures"},
    {kVariable, "CAUTION_TEXT", "caution", "", "how far the figures can be trusted"},

    // What is wrong with the comparison itself.
    {kSection, "WRONG", "", "wrong", "shown once, if anything is wrong with the comparison"},
    {kSection, "NOTICE", "wrong", "notice",
     "one for each benchmark that errored or is missing, "
     "and for each warning or problem with the data"},
    {kSection, "NOTES", "", "notes", "shown once, if there are remarks that change nothing"},
    {kSection, "NOTE", "notes", "notice", "one for each remark"},
    {kVariable, "NOTICE_SYMBOL", "notice", "", "a sign for how grave it is"},
    {kVariable, "NOTICE_TONE", "notice", "", "unclear or bad"},
    {kVariable, "NOTICE_KIND", "notice", "", "errored, missing, problem, warning, note"},
    {kSection, "NOTICE_ABOUT", "notice", "about", "shown if it is about one benchmark"},
    {kVariable, "NOTICE_SUBJECT", "about", "", "the benchmark, and the metric if only that"},
    {kVariable, "NOTICE_TEXT", "notice", "", "what it is"},
    {kSection, "NOTICES_LEFT_OUT", "wrong", "left", "shown if not all notices fitted"},
    {kSection, "NOTES_LEFT_OUT", "notes", "left", "shown if not all remarks fitted"},
    {kSection, "ENVIRONMENT", "", "environment", "shown once, if the environments differ"},
    {kSection, "DIFFERENCE", "environment", "difference", "one for each field that differs"},
    {kVariable, "FIELD", "difference", "", "name of the field"},
    {kVariable, "ASPECT", "difference", "", "machine, build, engine, workload or method"},
    {kVariable, "BASE_VALUE", "difference", "", "its value in base"},
    {kVariable, "HEAD_VALUE", "difference", "", "its value in head"},
    {kVariable, "SUITES", "difference", "", "the suites in which it differs this way"},
    {kSection, "DIFFERENCES_LEFT_OUT", "environment", "left", "shown if not all fitted"},

    // What to do next.
    {kSection, "STEPS", "", "steps", "shown once, if there is something to do"},
    {kSection, "STEP", "steps", "step", "one for each option, most urgent first"},
    {kVariable, "STEP_NUMBER", "step", "", "1, 2, ..."},
    {kVariable, "STEP_TEXT", "step", "", "what to do"},
    {kSection, "STEP_EXAMPLE", "step", "example", "shown if there is a command or configuration"},
    {kVariable, "EXAMPLE", "example", "", "the command, or lines of benchgate.toml"},

    // Counts.
    {kSection, "COUNTS", "", "counts", "shown once, if anything was judged"},
    {kSection, "COUNT", "counts", "count", "one for each verdict that occurs"},
    {kVariable, "COUNT_NUMBER", "count", "", "how many"},
    {kVariable, "COUNT_WORD", "count", "", "the verdict"},
    {kVariable, "COUNT_TONE", "count", "", "good, unclear or bad"},

    // Changed rows, and the rest.
    {kSection, "CHANGED", "", "changed", "shown once, if a metric changed or closes the gate"},
    {kSection, "UNCHANGED", "", "", "shown once, if CHANGED is not"},
    {kSection, "CHANGED_ROW", "changed", "row", "one for each, worst first"},
    {kSection, "CHANGED_LEFT_OUT", "changed", "left", "shown if not all rows fitted"},
    {kSection, "REST", "", "rest", "shown once, if there are inconclusive, new or unchanged rows"},
    {kSection, "REST_GROUP", "rest", "group", "one for each of these verdicts"},
    {kVariable, "GROUP_VERDICT", "group", "", "inconclusive, new or unchanged"},
    {kVariable, "GROUP_SUMMARY", "group", "", "its numbers in one line"},
    {kSection, "GROUP_TABLE", "group", "table", "shown if rows of the group are listed"},
    {kSection, "REST_ROW", "table", "row", "one for each row of the group"},
    {kSection, "GROUP_LEFT_OUT", "group", "left", "shown if not all rows fitted"},
    {kVariable, "ROW_SYMBOL", "row", "", "a sign for the verdict"},
    {kVariable, "ROW_TONE", "row", "", "good, unclear or bad"},
    {kVariable, "VERDICT", "row", "", "regressed, improved, unchanged, ..."},
    {kVariable, "SUITE", "row", "", "the suite it belongs to"},
    {kVariable, "BENCHMARK", "row", "", "name of the benchmark in head"},
    {kSection, "RENAMED", "row", "renamed", "shown if it has another name in base"},
    {kVariable, "RENAMED_FROM", "renamed", "", "its name in base"},
    {kVariable, "METRIC", "row", "", "name of the metric"},
    {kVariable, "BASE", "row", "", "median in base"},
    {kVariable, "HEAD", "row", "", "median in head"},
    {kVariable, "EFFECT", "row", "", "head / base - 1 in percent, signed"},
    {kVariable, "INTERVAL", "row", "", "interval of the effect"},
    {kVariable, "LIMIT", "row", "", "the worsening that the policy allows"},
    {kVariable, "WHY", "row", "", "the reason for the verdict, as a sentence"},
    {kSection, "CLOSES", "row", "", "shown if this row closes the gate"},

    // Budgets.
    {kSection, "BUDGETS", "", "budgets", "shown once, if there are budgets"},
    {kSection, "BUDGETS_TABLE", "budgets", "table", "shown if a budget was not met"},
    {kSection, "BUDGET_ROW", "table", "budget", "one for each that was not met, worst first"},
    {kSection, "BUDGETS_LEFT_OUT", "budgets", "left", "shown if not all rows fitted"},
    {kSection, "MET", "budgets", "met", "shown once, if a budget was met"},
    {kVariable, "MET_SUMMARY", "met", "", "how many, in one line"},
    {kSection, "MET_TABLE", "met", "table", "shown if met budgets are listed"},
    {kSection, "MET_ROW", "table", "budget", "one for each that was met"},
    {kSection, "MET_LEFT_OUT", "met", "left", "shown if not all rows fitted"},
    {kVariable, "BUDGET_SYMBOL", "budget", "", "a sign for the state"},
    {kVariable, "BUDGET_TONE", "budget", "", "good, unclear or bad"},
    {kVariable, "BUDGET_STATE", "budget", "", "exceeded, warning, above target, met"},
    {kVariable, "BUDGET_SUITE", "budget", "", "the suite it belongs to"},
    {kVariable, "BUDGET_BENCHMARK", "budget", "", "name of the benchmark"},
    {kVariable, "BUDGET_METRIC", "budget", "", "name of the metric"},
    {kVariable, "BUDGET_VALUE", "budget", "", "median in head"},
    {kVariable, "BUDGET_BASE", "budget", "", "median in base; may be empty"},
    {kVariable, "BUDGET_TARGET", "budget", "", "what one wants to reach; may be empty"},
    {kVariable, "BUDGET_WARNING", "budget", "", "passing it is a warning; may be empty"},
    {kVariable, "BUDGET_ERROR", "budget", "", "passing it closes the gate; may be empty"},

    // How it was measured.
    {kSection, "FACT", "", "fact", "one for each fact about the method"},
    {kVariable, "FACT_LABEL", "fact", "", "what it is about"},
    {kVariable, "FACT_TEXT", "fact", "", "the fact"},
    {kVariable, "BASE_ID", "", "", "which build base is"},
    {kVariable, "HEAD_ID", "", "", "which build head is"},

    {kVariable, "LEFT_OUT", "left", "", "how many did not fit"},

    // HTML only.
    {kTrusted, "STYLE", "", "", "html: benchgate's style sheet, for a <style> element"},
    {kTrusted, "SCRIPT", "", "", "html: benchgate's script, for a <script> element"},
    {kVariable, "STYLE_HASH", "", "", "html: base64 of the style sheet's SHA-256, for the policy"},
    {kVariable, "SCRIPT_HASH", "", "", "html: base64 of the script's SHA-256, for the policy"},

    // Terminal only.
    {kVariable, "BOLD", "", "", "terminal: begins bold text; empty without colour"},
    {kVariable, "DIM", "", "", "terminal: begins faint text; empty without colour"},
    {kVariable, "OFF", "", "", "terminal: ends what BOLD, DIM or a _COLOUR began"},
    {kVariable, "COLOUR", "", "", "terminal: begins the colour of the whole report's tone"},
    {kVariable, "CHANGED_HEADER", "", "", "terminal: head line of the table"},
    {kVariable, "ROW_COLOUR", "row", "", "terminal: begins the colour of the row's tone"},
    {kVariable, "ROW_NAME", "row", "", "terminal: benchmark and metric, shortened to the width"},
    {kVariable, "ROW_FIGURES", "row", "",
     "terminal: base, head, effect, interval, limit in columns"},
    {kVariable, "ROW_WHY", "row", "", "terminal: the reason, indented"},
    {kVariable, "ROW_LINE", "row", "", "terminal: name and figures on one line"},
    {kVariable, "BUDGET_COLOUR", "budget", "", "terminal: begins the colour of the state's tone"},
    {kVariable, "BUDGET_NAME", "budget", "", "terminal: benchmark and metric"},
    {kVariable, "BUDGET_FIGURES", "budget", "", "terminal: value and limits in columns"},
    {kVariable, "NOTICE_COLOUR", "notice", "", "terminal: begins the colour of its tone"},
    {kVariable, "NOTICE_LINE", "notice", "", "terminal: all of it but the kind"},
});

}  // namespace

std::span<const TemplateName> template_names() {
  return kNames;
}

}  // namespace benchgate::report
