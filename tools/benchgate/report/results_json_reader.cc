#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/date.h"
#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/base/json_document.h"
#include "benchgate/compare/comparison.h"
#include "benchgate/report/results_json.h"

namespace benchgate::report {
namespace {

double as_number(const JsonField& field) {
  return field.number();
}
std::string as_text(const JsonField& field) {
  return field.text();
}

template <class Table>
auto in(const Table& table) {
  return [&table](std::string_view name) { return value_in(table, name); };
}

stats::Interval bounds_of(const JsonField& lower, const JsonField& upper, bool positive) {
  const stats::Interval bounds{positive ? lower.positive() : lower.number(),
                               positive ? upper.positive() : upper.number()};
  if (bounds.lower > bounds.upper) lower.refuse("is above the upper bound");
  return bounds;
}

stats::ConfidenceInterval read_interval(const JsonField& field) {
  return {.bounds = bounds_of(field.at("lower"), field.at("upper"), false),
          .achieved_level = field.at("level").fraction()};
}

compare::Summary read_summary(const JsonField& field) {
  return {.samples = field.at("samples").count(),
          .processes = field.at("processes").count(),
          .median = field.at("median").number(),
          .interval = field.at("interval").optional(read_interval),
          .minimum = field.at("minimum").number(),
          .maximum = field.at("maximum").number()};
}

stats::Estimate read_effect(const JsonField& field) {
  stats::Estimate ratio{.point = field.at("ratio").positive(), .interval = std::nullopt};
  if (field.at("ratio_lower").is_null()) return ratio;
  ratio.interval = {.bounds = bounds_of(field.at("ratio_lower"), field.at("ratio_upper"), true),
                    .achieved_level = field.at("level").fraction()};
  return ratio;
}

model::MetricDefinition read_definition(const JsonField& field) {
  return {.unit = field.at("unit").name(model::parse_unit, "a unit"),
          .direction = field.at("better").name(model::parse_direction, "lower, higher or neither"),
          .kind = field.at("kind").name(model::parse_metric_kind, "timing or exact")};
}

gate::BenchmarkName read_benchmark_name(const JsonField& field) {
  return {.suite = field.at("suite").text(), .benchmark = field.at("benchmark").text()};
}

std::optional<bool> parse_is_touched(std::string_view word) {
  if (word == "touched") return true;
  if (word == "cannot_tell") return false;
  return std::nullopt;
}

gate::CodeChange read_code_change(const JsonField& field) {
  return {.name = read_benchmark_name(field),
          .is_touched = field.at("answer").name(parse_is_touched, "touched or cannot_tell"),
          .functions = field.at("functions").texts(),
          .reason = field.at("reason").text()};
}

gate::Coverage read_coverage(const JsonField& field) {
  // Added after the first files were written.
  const bool has_identical = field.has("identical_suites");
  return {.compared = field.at("compared").count(),
          .expected = field.at("expected").count(),
          .identical_suites = has_identical ? field.at("identical_suites").count() : 0};
}

compare::PartialChange read_partial(const JsonField& field) {
  return {.moved = field.at("moved").count(),
          .opposite = field.at("opposite").count(),
          .pairs = field.at("pairs").count(),
          .ratio = field.at("ratio").positive()};
}

gate::PairedMeasurement read_paired(const JsonField& field) {
  // Added after the first files were written.
  const bool on_one_core = field.has("on_one_core") && field.at("on_one_core").boolean();
  const bool is_corrected =
      field.has("corrected_for_selection") && field.at("corrected_for_selection").boolean();
  return {
      .pacing = field.at("pacing").name(model::parse_pacing, "duet, lockstep or in_turn"),
      .on_one_core = on_one_core,
      .screening_pairs = field.at("screening_pairs").count(),
      .confirming_pairs = field.at("confirming_pairs").count(),
      .unchanged_within = field.at("unchanged_within").number(),
      .is_corrected_for_selection = is_corrected,
      .partial = field.has("partial") ? field.at("partial").optional(read_partial) : std::nullopt};
}

model::Quantity read_up_to(const JsonField& field) {
  return {.value = field.at("value").number(),
          .unit = field.at("unit").name(model::parse_unit, "a unit")};
}

Date as_date(const JsonField& field) {
  return field.name(parse_date, "a day like 2027-02-01");
}

gate::AcceptanceState read_state(const JsonField& field) {
  return field.name(gate::parse_acceptance_state, "a state of an acceptance");
}

gate::RowAcceptance read_row_acceptance(const JsonField& field) {
  const auto state = read_state(field.at("state"));
  if (state == gate::AcceptanceState::Unused) field.at("state").refuse("is none of a row");
  return {.state = state,
          .up_to = read_up_to(field.at("up_to")),
          .reason = field.at("reason").text(),
          .by = field.at("by").text(),
          .until = as_date(field.at("until"))};
}

gate::Acceptance read_acceptance(const JsonField& field) {
  return {.benchmark = field.at("benchmark").text(),
          .metric = field.at("metric").text(),
          .up_to = read_up_to(field.at("up_to")),
          .reason = field.at("reason").text(),
          .by = field.at("by").text(),
          .until = as_date(field.at("until")),
          .base = field.at("base").text(),
          .position = {field.at("line").count(), 1}};
}

gate::AcceptanceUse read_acceptance_use(const JsonField& field) {
  const auto boolean = [](const JsonField& one) { return one.boolean(); };
  // Not nested: where a part of it throws, GCC 12 would destroy the texts before it twice.
  auto acceptance = read_acceptance(field);
  return {.acceptance = std::move(acceptance),
          .state = read_state(field.at("state")),
          .rows = field.at("rows").count(),
          .names_nothing = field.at("names_nothing").boolean(),
          .is_new = field.at("new").optional(boolean),
          .days_left = field.at("days_left").integer()};
}

gate::Judgement read_row(const JsonField& field) {
  static_cast<void>(field.at("reason").text());  // made from the figures whenever it is shown
  return {.suite = field.at("suite").text(),
          .benchmark = field.at("benchmark").text(),
          .renamed_from = field.at("renamed_from").optional(as_text),
          .metric = field.at("metric").text(),
          .clock = field.has("clock") ? field.at("clock").text() : std::string(),
          .definition = read_definition(field),
          .verdict = field.at("verdict").name(gate::parse_verdict, "a verdict"),
          .reason = field.at("reason_code").name(gate::parse_reason, "a reason"),
          .severity = field.at("severity").name(model::parse_severity, "a severity"),
          .closes_gate = field.at("closes_gate").boolean(),
          .base_label = field.at("labels").at("base").text(),
          .head_label = field.at("labels").at("head").text(),
          .base = field.at("base").optional(read_summary),
          .head = field.at("head").optional(read_summary),
          .base_samples = field.at("samples").at("base").numbers(),
          .head_samples = field.at("samples").at("head").numbers(),
          .ratio = field.at("effect").optional(read_effect),
          .limit = field.at("limit").optional(as_number),
          .noise_floor = field.at("noise_floor").optional(as_number),
          .adjusted_p = field.at("adjusted_p").optional(as_number),
          .detectable = field.at("detectable").optional(as_number),
          .samples_needed =
              field.at("samples_needed").optional([](const auto& count) { return count.count(); }),
          // Added after the first files were written.
          .again = field.has("again") ? field.at("again").optional(read_effect) : std::nullopt,
          .paired = field.has("paired") ? field.at("paired").optional(read_paired) : std::nullopt,
          .acceptance = field.has("acceptance")
                            ? field.at("acceptance").optional(read_row_acceptance)
                            : std::nullopt,
          .message = field.at("message").text(),
          .similar = field.at("similar").texts()};
}

gate::BudgetJudgement read_budget(const JsonField& field) {
  return {.suite = field.at("suite").text(),
          .benchmark = field.at("benchmark").text(),
          .metric = field.at("metric").text(),
          .definition = read_definition(field),
          .state = field.at("state").name(gate::parse_budget_state, "a state of a budget"),
          .value = field.at("value").number(),
          .base = field.at("base").optional(as_number),
          .target = field.at("target").optional(as_number),
          .warning = field.at("warning").optional(as_number),
          .error = field.at("error").optional(as_number),
          .closes_gate = field.at("closes_gate").boolean(),
          .is_unconfirmed = field.has("unconfirmed") && field.at("unconfirmed").boolean(),
          .again = field.has("again") ? field.at("again").optional(as_number) : std::nullopt};
}

gate::SideIdentity read_side(const JsonField& field) {
  return {.name = field.at("name").text(),
          .commit = field.at("commit").text(),
          .dirty = field.at("dirty").boolean(),
          .date = field.at("date").text(),
          .machine_class = field.at("machine_class").text()};
}

gate::Confirmation read_confirmation(const JsonField& field) {
  return {.suspects = field.at("suspects").count(),
          .measured = field.at("measured").count(),
          .confirmed = field.at("confirmed").count()};
}

gate::Method read_method(const JsonField& field) {
  const auto positive = [](const JsonField& shift) { return shift.positive(); };
  return {.pairing = field.at("pairing").name(in(compare::kPairingNames), "a pairing"),
          .family_alpha = field.at("family_alpha").fraction(),
          .level = field.at("level").fraction(),
          .family_size = field.at("family_size").count(),
          .common_shift = field.at("common_shift").optional(positive),
          .confirmation = field.has("confirmation") ? read_confirmation(field.at("confirmation"))
                                                    : gate::Confirmation{},
          .needed_seconds = field.has("needed_seconds")
                                ? field.at("needed_seconds").optional(positive)
                                : std::nullopt};
}

model::EnvironmentDifference read_difference(const JsonField& field) {
  return {
      .suite = field.at("suite").text(),
      .field = field.at("field").text(),
      .aspect = field.at("aspect").name(in(model::kAspectNames), "an aspect of the environment"),
      .base = field.at("base").optional(as_text),
      .head = field.at("head").optional(as_text)};
}

model::Diagnostic read_diagnostic(const JsonField& field) {
  return {.level = field.at("level").name(in(model::kLevelNames), "note, warning or problem"),
          .code = field.at("code").text(),
          .benchmark = field.at("benchmark").text(),
          .message = field.at("message").text(),
          .metric = field.has("metric") ? field.at("metric").text() : std::string()};
}

template <class Read>
auto read_list(const JsonField& field, Read read) {
  std::vector<decltype(read(field))> values;
  for (const auto& element : field.elements()) values.push_back(read(element));
  return values;
}

/// The document must not say one thing in its outcome and another in its rows: a reader of either
/// would be misled.
void check_agreement(const JsonField& document, const gate::Assessment& assessment) {
  if (document.at("exit_code").count() != static_cast<std::size_t>(assessment.exit_code())) {
    document.at("exit_code").refuse("contradicts the outcome");
  }
  for (const auto& [verdict, name] : gate::kVerdictNames) {
    const auto count = document.at("counts").at(name);
    if (count.count() != assessment.count(verdict)) count.refuse("contradicts the rows");
  }
  const bool closed =
      std::ranges::any_of(assessment.budgets, &gate::BudgetJudgement::closes_gate) ||
      std::ranges::any_of(assessment.judgements, [](const gate::Judgement& judgement) {
        return judgement.closes_gate && judgement.verdict != gate::Verdict::Inconclusive;
      });
  for (const auto& judgement : assessment.judgements) {
    const bool covered =
        judgement.acceptance && judgement.acceptance->state == gate::AcceptanceState::Used;
    if (covered != (judgement.verdict == gate::Verdict::Accepted)) {
      document.at("rows").refuse("contradict themselves: what is accepted is not what is covered");
    }
  }
  const bool undecided = std::ranges::any_of(assessment.judgements, &gate::Judgement::closes_gate);
  if ((closed && assessment.outcome != gate::Outcome::Closed) ||
      (undecided && assessment.outcome == gate::Outcome::Passed)) {
    document.at("outcome").refuse("contradicts the rows, of which one blocks merging");
  }
  if (assessment.coverage.compared > assessment.coverage.expected)
    document.at("coverage").refuse("compares more than there is");
}

void check_schema(const JsonField& document) {
  const auto schema = document.at("schema");
  const auto version = schema.count();
  if (version > kResultsSchema) {
    schema.refuse(fmt::format("is {}, which is newer than the {} that this benchgate reads",
                              version, kResultsSchema));
  }
  if (version != kResultsSchema) schema.refuse("is no version that there ever was");
}

}  // namespace

gate::Assessment read_results_json(std::string_view json, const std::filesystem::path& path) {
  if (json.size() > kMostResultsBytes) {
    throw InputError(path, fmt::format("has {} bytes, more than the limit of {}", json.size(),
                                       kMostResultsBytes));
  }
  const JsonDocument parsed(json, path, {.content = json});
  const auto document = parsed.root();
  check_schema(document);
  gate::Assessment assessment{
      .outcome = document.at("outcome").name(gate::parse_outcome, "an outcome"),
      .base = read_side(document.at("base")),
      .head = read_side(document.at("head")),
      .coverage = read_coverage(document.at("coverage")),
      .method = read_method(document.at("method")),
      .judgements = read_list(document.at("rows"), read_row),
      .budgets = read_list(document.at("budgets"), read_budget),
      .acceptances = {},
      .environment = read_list(document.at("environment"), read_difference),
      .diagnostics = read_list(document.at("diagnostics"), read_diagnostic)};
  if (document.has("acceptances")) {  // added after the first files were written
    assessment.acceptances = read_list(document.at("acceptances"), read_acceptance_use);
  }
  if (document.has("same_code")) {  // likewise
    assessment.coverage.same_code = read_list(document.at("same_code"), read_benchmark_name);
  }
  if (document.has("code_changes")) {  // likewise
    assessment.coverage.code_changes = read_list(document.at("code_changes"), read_code_change);
  }
  check_agreement(document, assessment);
  return assessment;
}

gate::Assessment read_results_file(const std::filesystem::path& path) {
  return read_results_json(read_file(path, kMostResultsBytes), path);
}

}  // namespace benchgate::report
