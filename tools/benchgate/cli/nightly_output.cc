#include "benchgate/cli/nightly_output.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "benchgate/base/instant.h"
#include "benchgate/report/change_wording.h"
#include "benchgate/report/unicode.h"

namespace benchgate::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kFormat = 1;

bool is_one_field(std::string_view text) {
  return !text.empty() &&
         std::ranges::none_of(text, [](unsigned char c) { return c < ' ' || c == 0x7F; });
}

bool fits_a_line(const work::NightlySearch& search) {
  const auto& key = search.series;
  return is_one_field(key.suite) && is_one_field(key.benchmark) && is_one_field(key.metric);
}

std::string range_words(const work::NightlySearch& search) {
  return fmt::format("{} {} between {} and {}", search.series.benchmark, search.series.metric,
                     report::short_commit(search.good), report::short_commit(search.bad));
}

std::string postponed_words(const work::PostponedSearch& postponed) {
  const auto& finding = postponed.finding;
  const auto took =
      finding.ending ? fmt::format("{} s on ", finding.ending->seconds) : std::string();
  return fmt::format(
      "not again tonight: {}. {}{} gave no answer ({}). The next try is on {}; earlier with {} "
      "times the time, other commits or another benchgate",
      range_words(postponed.search), took, day_text(finding.found_at),
      report::ending_words(finding), day_text(postponed.until), work::kMoreTime);
}

Json search_json(const work::NightlySearch& search) {
  return {{"good", search.good},
          {"bad", search.bad},
          {"suite", search.series.suite},
          {"benchmark", search.series.benchmark},
          {"metric", search.series.metric}};
}

Json postponed_json(const work::PostponedSearch& postponed) {
  const auto& finding = postponed.finding;
  auto json = search_json(postponed.search);
  json["found_at"] = instant_text(finding.found_at);
  json["reason"] = finding.ending ? Json(finding.ending->reason) : Json(nullptr);
  json["seconds"] = finding.ending ? Json(finding.ending->seconds) : Json(nullptr);
  json["until"] = instant_text(postponed.until);
  return json;
}

}  // namespace

std::string nightly_plan_lines(const work::NightlyPlan& plan) {
  auto lines = fmt::format("reference\t{}\n", plan.reference);
  if (plan.before) lines += fmt::format("before\t{}\n", *plan.before);
  lines += fmt::format("seconds\t{}\n", plan.budget.count());
  for (const auto& search : plan.searches.wanted) {
    if (!fits_a_line(search)) continue;
    const auto& key = search.series;
    lines += fmt::format("bisect\t{}\t{}\t{}\t{}\t{}\n", search.good, search.bad, key.suite,
                         key.benchmark, key.metric);
  }
  return lines;
}

std::string nightly_plan_remarks(const work::NightlyPlan& plan) {
  std::string remarks;
  const auto add = [&](const std::string& sentence) {
    remarks += fmt::format("benchgate: {}.\n", report::visible(sentence));
  };
  for (const auto& postponed : plan.searches.postponed) add(postponed_words(postponed));
  for (const auto& search : plan.searches.wanted) {
    if (fits_a_line(search)) continue;
    add(fmt::format("left out, because a name in it does not fit a line: {}; use --format json",
                    range_words(search)));
  }
  return remarks;
}

std::string nightly_plan_json(const work::NightlyPlan& plan) {
  Json searches = Json::array();
  for (const auto& search : plan.searches.wanted) searches.push_back(search_json(search));
  Json postponed = Json::array();
  for (const auto& one : plan.searches.postponed) postponed.push_back(postponed_json(one));
  const Json json = {{"format", kFormat},
                     {"reference", plan.reference},
                     {"before", plan.before ? Json(*plan.before) : Json(nullptr)},
                     {"seconds", plan.budget.count()},
                     {"searches", std::move(searches)},
                     {"postponed", std::move(postponed)}};
  // Names may be any bytes.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace benchgate::cli
