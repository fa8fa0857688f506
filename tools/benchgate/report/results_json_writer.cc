#include <array>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "benchgate/compare/comparison.h"
#include "benchgate/report/results_json.h"
#include "benchgate/report/view_parts.h"
#include "benchgate/report/wording.h"

namespace benchgate::report {
namespace {

using Json = nlohmann::ordered_json;

/// A number that is certainly one: the library would write NaN as null without complaint.
Json finite(double value) {
  if (!std::isfinite(value)) throw std::logic_error("a number of a result is not finite");
  return value;
}

/// A figure that is derived for readers' convenience; null where it is too large for a double.
Json derived(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json optional_number(const std::optional<double>& value) {
  return value ? finite(*value) : Json(nullptr);
}

template <class T>
Json optional_value(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json numbers(const std::vector<double>& values) {
  Json array = Json::array();
  for (const double value : values) array.push_back(finite(value));
  return array;
}

Json interval_json(const std::optional<stats::ConfidenceInterval>& interval) {
  if (!interval) return nullptr;
  return {{"lower", finite(interval->bounds.lower)},
          {"upper", finite(interval->bounds.upper)},
          {"level", finite(interval->achieved_level)}};
}

Json summary_json(const std::optional<compare::Summary>& summary) {
  if (!summary) return nullptr;
  return {{"median", finite(summary->median)},   {"interval", interval_json(summary->interval)},
          {"minimum", finite(summary->minimum)}, {"maximum", finite(summary->maximum)},
          {"samples", summary->samples},         {"processes", summary->processes}};
}

Json estimate_json(const stats::Estimate& estimate) {
  const auto percent = [](double ratio) { return derived((ratio - 1) * 100); };
  const auto& [point, interval] = estimate;
  Json json = {{"percent", percent(point)}, {"lower", nullptr},       {"upper", nullptr},
               {"level", nullptr},          {"ratio", finite(point)}, {"ratio_lower", nullptr},
               {"ratio_upper", nullptr}};
  if (interval) {
    json["lower"] = percent(interval->bounds.lower);
    json["upper"] = percent(interval->bounds.upper);
    json["level"] = finite(interval->achieved_level);
    json["ratio_lower"] = finite(interval->bounds.lower);
    json["ratio_upper"] = finite(interval->bounds.upper);
  }
  return json;
}

Json effect_json(const gate::Judgement& judgement) {
  if (!judgement.ratio) return nullptr;
  auto json = estimate_json(*judgement.ratio);
  json["worsening_percent"] = derived(*judgement.worsening() * 100);
  return json;
}

void put_definition(Json& json, const model::MetricDefinition& definition) {
  json["unit"] = model::unit_name(definition.unit);
  json["better"] = model::direction_name(definition.direction);
  json["kind"] = model::kind_name(definition.kind);
}

Json partial_json(const std::optional<compare::PartialChange>& partial) {
  if (!partial) return nullptr;
  return {{"moved", partial->moved},
          {"opposite", partial->opposite},
          {"pairs", partial->pairs},
          {"ratio", finite(partial->ratio)}};
}

Json paired_json(const std::optional<gate::PairedMeasurement>& paired) {
  if (!paired) return nullptr;
  return {{"pacing", model::pacing_name(paired->pacing)},
          {"on_one_core", paired->on_one_core},
          {"screening_pairs", paired->screening_pairs},
          {"confirming_pairs", paired->confirming_pairs},
          {"unchanged_within", finite(paired->unchanged_within)},
          {"corrected_for_selection", paired->is_corrected_for_selection},
          {"partial", partial_json(paired->partial)}};
}

Json up_to_json(const model::Quantity& up_to) {
  return {{"value", finite(up_to.value)}, {"unit", model::unit_name(up_to.unit)}};
}

Json row_acceptance_json(const std::optional<gate::RowAcceptance>& acceptance) {
  if (!acceptance) return nullptr;
  return {{"state", gate::acceptance_state_name(acceptance->state)},
          {"up_to", up_to_json(acceptance->up_to)},
          {"reason", acceptance->reason},
          {"by", acceptance->by},
          {"until", date_text(acceptance->until)}};
}

Json acceptance_json(const gate::AcceptanceUse& use) {
  const auto& entry = use.acceptance;
  return {{"benchmark", entry.benchmark},
          {"metric", entry.metric},
          {"up_to", up_to_json(entry.up_to)},
          {"reason", entry.reason},
          {"by", entry.by},
          {"until", date_text(entry.until)},
          {"base", entry.base},
          {"line", entry.position.line},
          {"state", gate::acceptance_state_name(use.state)},
          {"rows", use.rows},
          {"names_nothing", use.names_nothing},
          {"new", optional_value(use.is_new)},
          {"days_left", use.days_left}};
}

Json row_json(const gate::Judgement& judgement) {
  Json json = {{"suite", judgement.suite},
               {"benchmark", judgement.benchmark},
               {"metric", judgement.metric},
               {"verdict", gate::verdict_name(judgement.verdict)},
               {"reason", reason_sentence(judgement)},
               {"reason_code", gate::reason_name(judgement.reason)},
               {"closes_gate", judgement.closes_gate},
               {"severity", model::severity_name(judgement.severity)},
               {"base", summary_json(judgement.base)},
               {"head", summary_json(judgement.head)},
               {"effect", effect_json(judgement)},
               {"limit", optional_number(judgement.limit)}};
  if (!judgement.clock.empty()) json["clock"] = judgement.clock;
  put_definition(json, judgement.definition);
  json["noise_floor"] = optional_number(judgement.noise_floor);
  json["adjusted_p"] = optional_number(judgement.adjusted_p);
  json["detectable"] = optional_number(judgement.detectable);
  json["samples_needed"] = optional_value(judgement.samples_needed);
  if (judgement.again) json["again"] = estimate_json(*judgement.again);
  json["paired"] = paired_json(judgement.paired);
  json["acceptance"] = row_acceptance_json(judgement.acceptance);
  json["renamed_from"] = optional_value(judgement.renamed_from);
  json["message"] = judgement.message;
  json["similar"] = judgement.similar;
  json["labels"] = {{"base", judgement.base_label}, {"head", judgement.head_label}};
  json["samples"] = {{"base", numbers(judgement.base_samples)},
                     {"head", numbers(judgement.head_samples)}};
  return json;
}

Json budget_json(const gate::BudgetJudgement& budget) {
  Json json = {{"suite", budget.suite},
               {"benchmark", budget.benchmark},
               {"metric", budget.metric},
               {"state", gate::budget_state_name(budget.state)},
               {"closes_gate", budget.closes_gate},
               {"value", finite(budget.value)},
               {"base", optional_number(budget.base)},
               {"target", optional_number(budget.target)},
               {"warning", optional_number(budget.warning)},
               {"error", optional_number(budget.error)}};
  put_definition(json, budget.definition);
  if (budget.is_unconfirmed) json["unconfirmed"] = true;
  if (budget.again) json["again"] = finite(*budget.again);
  return json;
}

Json side_json(const gate::SideIdentity& side) {
  return {{"name", side.name},
          {"commit", side.commit},
          {"dirty", side.dirty},
          {"date", side.date},
          {"machine_class", side.machine_class}};
}

Json method_json(const gate::Method& method) {
  Json json = {{"pairing", name_in(compare::kPairingNames, method.pairing)},
               {"family_alpha", finite(method.family_alpha)},
               {"level", finite(method.level)},
               {"family_size", method.family_size},
               {"common_shift", optional_number(method.common_shift)},
               {"needed_seconds", optional_number(method.needed_seconds)}};
  const auto& [suspects, measured, confirmed] = method.confirmation;
  if (suspects > 0) {
    json["confirmation"] = {
        {"suspects", suspects}, {"measured", measured}, {"confirmed", confirmed}};
  }
  return json;
}

Json counts_json(const gate::Assessment& assessment) {
  Json json = Json::object();
  for (const auto& [verdict, name] : gate::kVerdictNames) {
    json[std::string(name)] = assessment.count(verdict);
  }
  return json;
}

Json environment_json(const model::EnvironmentDifference& difference) {
  return {{"suite", difference.suite},
          {"field", difference.field},
          {"aspect", model::aspect_name(difference.aspect)},
          {"base", optional_value(difference.base)},
          {"head", optional_value(difference.head)}};
}

Json benchmark_name_json(const gate::BenchmarkName& name) {
  return {{"suite", name.suite}, {"benchmark", name.benchmark}};
}

Json code_change_json(const gate::CodeChange& change) {
  auto json = benchmark_name_json(change.name);
  json["answer"] = change.is_touched ? "touched" : "cannot_tell";
  json["functions"] = change.functions;
  json["reason"] = change.reason;
  return json;
}

Json diagnostic_json(const model::Diagnostic& diagnostic) {
  Json json = {{"level", name_in(model::kLevelNames, diagnostic.level)},
               {"code", diagnostic.code},
               {"benchmark", diagnostic.benchmark},
               {"message", diagnostic.message}};
  if (!diagnostic.metric.empty()) json["metric"] = diagnostic.metric;
  return json;
}

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// The file, a field a line and of its lists an element a line: readable, and kind to diffs.
class Lines {
 public:
  void field(std::string_view name, const Json& value) { begin(name) += dumped(value); }

  template <class Range, class ToJson>
  void list(std::string_view name, const Range& range, ToJson to_json) {
    auto& text = begin(name);
    text += '[';
    const char* separator = "\n    ";
    for (const auto& element : range) {
      text += separator + dumped(to_json(element));
      separator = ",\n    ";
    }
    text += std::empty(range) ? "]" : "\n  ]";
  }

  [[nodiscard]] std::string finished() && { return std::move(text_) + "\n}\n"; }

 private:
  std::string& begin(std::string_view name) {
    text_ += fmt::format("{}\n  \"{}\": ", text_.empty() ? "{" : ",", name);
    return text_;
  }
  std::string text_;
};

}  // namespace

std::string write_results_json(const gate::Assessment& assessment) {
  Lines lines;
  lines.field("schema", kResultsSchema);
  lines.field("outcome", gate::outcome_name(assessment.outcome));
  lines.field("exit_code", static_cast<int>(assessment.exit_code()));
  lines.field("title", title_of(assessment));
  lines.field("coverage", {{"compared", assessment.coverage.compared},
                           {"expected", assessment.coverage.expected},
                           {"identical_suites", assessment.coverage.identical_suites}});
  lines.list("same_code", assessment.coverage.same_code, benchmark_name_json);
  lines.list("code_changes", assessment.coverage.code_changes, code_change_json);
  lines.field("counts", counts_json(assessment));
  lines.field("base", side_json(assessment.base));
  lines.field("head", side_json(assessment.head));
  lines.field("method", method_json(assessment.method));
  lines.list("environment", assessment.environment, environment_json);
  lines.list("diagnostics", assessment.diagnostics, diagnostic_json);
  lines.list("rows", assessment.judgements, row_json);
  lines.list("budgets", assessment.budgets, budget_json);
  lines.list("acceptances", assessment.acceptances, acceptance_json);
  return std::move(lines).finished();
}

}  // namespace benchgate::report
