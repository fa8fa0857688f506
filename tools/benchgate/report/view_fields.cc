#include "benchgate/report/view_fields.h"

#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "benchgate/report/wording.h"

namespace benchgate::report {
namespace {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    lines.emplace_back(line);
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  return lines;
}

class Writer {
 public:
  Writer(const TextWriter& write, const Shown& shown) : write_(write), shown_(shown) {}

  void write(const View& view, Fields& fields) {
    head(view, fields);
    notices(view, fields);
    environment(view, fields);
    steps(view, fields);
    reproduce(view, fields);
    counts(view, fields);
    changed(view, fields);
    budgets(view, fields);
    acceptances(view, fields);
    rest(view, fields);
    facts(view, fields);
  }

 private:
  void left_out(Fields& fields, std::string_view section, std::size_t all, std::size_t shown) {
    if (all > shown) fields.add(section).set("LEFT_OUT", fmt::format("{}", all - shown));
  }

  /// The first of `items`, as many as are shown.
  template <class T>
  std::span<const T> first(const std::vector<T>& items, std::size_t shown) {
    return std::span(items).first(std::min(items.size(), shown));
  }

  void head(const View& view, Fields& fields) {
    fields.set("TITLE", write_.prose(view.title));
    fields.set("TONE", std::string(tone_name(view.tone)));
    fields.set("SYMBOL", write_.tone_symbol(view.tone));
    fields.set("OUTCOME", view.outcome);
    fields.set("COVERAGE", view.coverage);
    for (const auto& caution : view.cautions) {
      fields.show_with("CAUTION", "CAUTION_TEXT", write_.prose(caution));
    }
  }

  void notice(const Notice& notice, Fields& fields) {
    const auto tone = notice.level == model::DiagnosticLevel::Problem ? Tone::Bad : Tone::Unclear;
    fields.set("NOTICE_SYMBOL", write_.tone_symbol(tone));
    fields.set("NOTICE_TONE", std::string(tone_name(tone)));
    fields.set("NOTICE_KIND", notice.kind);
    fields.set("NOTICE_TEXT",
               write_.notice ? write_.notice(notice.text) : write_.prose(notice.text));
    if (!notice.subject.empty()) {
      fields.show_with("NOTICE_ABOUT", "NOTICE_SUBJECT", write_.name(notice.subject));
    }
    if (write_.extend_notice) write_.extend_notice(notice, fields);
  }

  void notices(const View& view, Fields& fields) {
    if (!view.notices.empty()) {
      auto& section = fields.add("WRONG");
      for (const auto& one : first(view.notices, shown_.notices))
        notice(one, section.add("NOTICE"));
      left_out(section, "NOTICES_LEFT_OUT", view.notices.size(), shown_.notices);
    }
    if (view.notes.empty()) return;
    auto& section = fields.add("NOTES");
    for (const auto& one : first(view.notes, shown_.notes)) notice(one, section.add("NOTE"));
    left_out(section, "NOTES_LEFT_OUT", view.notes.size(), shown_.notes);
  }

  void environment(const View& view, Fields& fields) {
    if (view.environment.empty()) return;
    auto& section = fields.add("ENVIRONMENT");
    for (const auto& row : first(view.environment, shown_.differences)) {
      auto& difference = section.add("DIFFERENCE");
      difference.set("FIELD", write_.name(row.field));
      difference.set("ASPECT", row.aspect);
      difference.set("BASE_VALUE", write_.name(row.base));
      difference.set("HEAD_VALUE", write_.name(row.head));
      difference.set("SUITES", write_.prose(row.suites));
    }
    left_out(section, "DIFFERENCES_LEFT_OUT", view.environment.size(), shown_.differences);
  }

  void steps(const View& view, Fields& fields) {
    if (view.steps.empty()) return;
    auto& section = fields.add("STEPS");
    for (std::size_t i = 0; i < view.steps.size(); ++i) {
      auto& step = section.add("STEP");
      step.set("STEP_NUMBER", fmt::format("{}", i + 1));
      step.set("STEP_TEXT", write_.prose(view.steps[i].text));
      if (view.steps[i].example.empty()) continue;
      const auto text = write_.example(view.steps[i].example);
      auto& example = step.add("STEP_EXAMPLE");
      example.set("EXAMPLE", text);
      for (const auto& line : lines_of(text)) example.add("EXAMPLE_LINE").set("LINE", line);
    }
  }

  void reproduce(const View& view, Fields& fields) {
    if (view.reproduce.empty()) return;
    auto& section = fields.add("REPRODUCE");
    for (const auto& line : lines_of(view.reproduce)) section.add("COMMAND").set("LINE", line);
  }

  void counts(const View& view, Fields& fields) {
    if (view.counts.empty()) return;
    auto& section = fields.add("COUNTS");
    for (const auto& one : view.counts) {
      auto& count = section.add("COUNT");
      count.set("COUNT_NUMBER", fmt::format("{}", one.number));
      count.set("COUNT_WORD", one.word);
      count.set("COUNT_TONE", std::string(tone_name(one.tone)));
    }
  }

  void row(const Row& row, Fields& fields) {
    fields.set("ROW_SYMBOL", row.symbol);
    fields.set("ROW_TONE", std::string(tone_name(row.tone)));
    fields.set("VERDICT", row.verdict);
    fields.set("SUITE", write_.prose(row.suite));
    fields.set("BENCHMARK", write_.name(row.benchmark));
    if (!row.renamed_from.empty()) {
      fields.show_with("RENAMED", "RENAMED_FROM", write_.name(row.renamed_from));
    }
    fields.set("METRIC", row.metric.empty() ? std::string() : write_.name(row.metric));
    fields.set("BASE", row.base);
    fields.set("HEAD", row.head);
    fields.set("EFFECT", row.effect);
    fields.set("INTERVAL", row.interval);
    fields.set("LIMIT", row.limit);
    fields.show("LIMITED", !row.limit.empty());
    fields.set("WHY", write_.prose(row.why));
    fields.show("CLOSES", row.closes_gate);
    if (write_.extend_row) write_.extend_row(row, fields);
  }

  void changed(const View& view, Fields& fields) {
    if (view.changed.empty()) {
      fields.add("UNCHANGED").set("UNCHANGED_TEXT", view.unchanged_text);
      return;
    }
    auto& section = fields.add("CHANGED");
    for (const auto& one : first(view.changed, shown_.changed)) {
      row(one, section.add("CHANGED_ROW"));
    }
    left_out(section, "CHANGED_LEFT_OUT", view.changed_count,
             std::min(view.changed.size(), shown_.changed));
  }

  void budget(const BudgetRow& row, Fields& fields) {
    fields.set("BUDGET_SYMBOL", row.symbol);
    fields.set("BUDGET_TONE", std::string(tone_name(row.tone)));
    fields.set("BUDGET_STATE", row.state);
    fields.set("BUDGET_SUITE", write_.prose(row.suite));
    fields.set("BUDGET_BENCHMARK", write_.name(row.benchmark));
    fields.set("BUDGET_METRIC", write_.name(row.metric));
    fields.set("BUDGET_VALUE", row.value);
    fields.set("BUDGET_BASE", row.base);
    fields.set("BUDGET_TARGET", row.target);
    fields.set("BUDGET_WARNING", row.warning);
    fields.set("BUDGET_ERROR", row.error);
    for (const auto& [word, value] :
         {std::pair("target", &row.target), {"warning", &row.warning}, {"error", &row.error}}) {
      if (value->empty()) continue;
      auto& bound = fields.add("BUDGET_LIMIT");
      bound.set("BUDGET_LIMIT_WORD", word);
      bound.set("BUDGET_LIMIT_VALUE", *value);
    }
    if (write_.extend_budget) write_.extend_budget(row, fields);
  }

  void budgets(const View& view, Fields& fields) {
    if (view.budgets_missed.empty() && view.budgets_met.empty()) return;
    auto& section = fields.add("BUDGETS");
    if (!view.budgets_missed.empty()) {
      auto& table = section.add("BUDGETS_TABLE");
      for (const auto& one : first(view.budgets_missed, shown_.budgets)) {
        budget(one, table.add("BUDGET_ROW"));
      }
      left_out(section, "BUDGETS_LEFT_OUT", view.budgets_missed.size(), shown_.budgets);
    }
    if (view.budgets_met.empty()) return;
    auto& met = section.add("MET");
    met.set("MET_SUMMARY", counted(view.budgets_met.size(), "budget met", "budgets met"));
    if (shown_.met > 0) {
      auto& table = met.add("MET_TABLE");
      for (const auto& one : first(view.budgets_met, shown_.met)) budget(one, table.add("MET_ROW"));
    }
    left_out(met, "MET_LEFT_OUT", view.budgets_met.size(), shown_.met);
  }

  void acceptances(const View& view, Fields& fields) {
    if (view.acceptances.empty()) return;
    auto& section = fields.add("ACCEPTANCES");
    for (const auto& row : first(view.acceptances, shown_.acceptances)) {
      auto& one = section.add("ACCEPTANCE");
      one.set("ACCEPTANCE_SYMBOL", write_.tone_symbol(row.tone));
      one.set("ACCEPTANCE_TONE", std::string(tone_name(row.tone)));
      one.set("ACCEPTANCE_STATE", write_.prose(row.state));
      one.set("ACCEPTED_BENCHMARK", write_.name(row.benchmark));
      one.set("ACCEPTED_METRIC", write_.name(row.metric));
      one.set("ACCEPTED_UP_TO", row.up_to);
      one.set("ACCEPTED_UNTIL", row.until);
      one.set("ACCEPTED_BY", write_.prose(row.by));
      one.set("ACCEPTED_REASON", write_.prose(row.reason));
    }
    left_out(section, "ACCEPTANCES_LEFT_OUT", view.acceptances.size(), shown_.acceptances);
  }

  void rest(const View& view, Fields& fields) {
    if (view.rest.empty()) return;
    auto& section = fields.add("REST");
    std::size_t room = shown_.rest;
    for (const auto& group : view.rest) {
      auto& one = section.add("REST_GROUP");
      one.set("GROUP_VERDICT", group.verdict);
      one.show("GROUP_OPEN", group.open);
      one.set("GROUP_SUMMARY", group.summary);
      const auto rows = first(group.rows, room);
      if (!rows.empty()) {
        auto& table = one.add("GROUP_TABLE");
        for (const auto& each : rows) row(each, table.add("REST_ROW"));
      }
      if (!shown_.rest_is_folded) left_out(one, "GROUP_LEFT_OUT", group.count, rows.size());
      room -= std::min(room, rows.size());
    }
  }

  void facts(const View& view, Fields& fields) {
    for (const auto& fact : view.method) {
      auto& section = fields.add("FACT");
      section.set("FACT_LABEL", fact.label);
      section.set("FACT_TEXT", write_.prose(fact.text));
    }
    fields.set("BASE_ID", write_.prose(view.base_id));
    fields.set("HEAD_ID", write_.prose(view.head_id));
  }

  const TextWriter& write_;
  const Shown& shown_;
};

}  // namespace

std::string plain_symbol(Tone tone) {
  switch (tone) {
    case Tone::Good:
      return "✓";
    case Tone::Unclear:
      return "!";
    case Tone::Bad:
      return "✗";
  }
  return "!";
}

std::string_view tone_name(Tone tone) {
  switch (tone) {
    case Tone::Good:
      return "good";
    case Tone::Unclear:
      return "unclear";
    case Tone::Bad:
      return "bad";
  }
  return "unclear";
}

Fields view_fields(const View& view, const TextWriter& write, const Shown& shown) {
  Fields fields;
  Writer(write, shown).write(view, fields);
  return fields;
}

}  // namespace benchgate::report
