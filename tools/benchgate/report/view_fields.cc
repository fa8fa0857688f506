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

/// The parts of a sentence, and which of them stood between backticks. An odd backtick is text.
std::vector<std::pair<std::string_view, bool>> code_parts(std::string_view text) {
  std::vector<std::pair<std::string_view, bool>> parts;
  const auto add = [&parts](std::string_view part, bool is_code) {
    if (!part.empty()) parts.emplace_back(part, is_code);
  };
  while (true) {
    const auto open = text.find('`');
    const auto close = open == std::string_view::npos ? open : text.find('`', open + 1);
    if (close == std::string_view::npos) break;
    add(text.substr(0, open), false);
    add(text.substr(open + 1, close - open - 1), true);
    text.remove_prefix(close + 1);
  }
  add(text, false);
  return parts;
}

class Writer {
 public:
  Writer(const TextWriter& write, const Shown& shown) : write_(write), shown_(shown) {}

  void write(const View& view, Fields& fields) {
    head(view, fields);
    notices(view, fields);
    environment(view, fields);
    steps(view, fields);
    commands(view, fields);
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

  /// A sentence of benchgate's own in which backticks enclose code.
  std::string with_code(std::string_view text) {
    if (!write_.marks_code) return write_.prose(text);
    std::string out;
    for (const auto& [part, is_code] : code_parts(text)) {
      out += is_code ? write_.name(part) : write_.prose(part);
    }
    return out;
  }

  void parts(std::string_view text, Fields& fields) {
    for (const auto& [part, is_code] : code_parts(text)) {
      auto& one = fields.add("SENTENCE_PART");
      one.show_with(is_code ? "SENTENCE_CODE" : "SENTENCE_PLAIN", "PART_TEXT", write_.prose(part));
    }
  }

  void head(const View& view, Fields& fields) {
    fields.set("TITLE", write_.prose(view.title));
    fields.set("TONE", std::string(tone_name(view.tone)));
    fields.set("SYMBOL", write_.tone_symbol(view.tone));
    auto& title = fields.add("HEADLINE");
    title.set("HEADLINE_TEXT", write_.prose(view.headline.text));
    if (!view.headline.subject.empty()) {
      title.show_with("HEADLINE_ABOUT", "HEADLINE_NAME", write_.name(view.headline.subject));
    }
    fields.set("OUTCOME", view.outcome);
    fields.set("EXIT_CODE", fmt::format("{}", view.exit_code));
    fields.set("SUMMARY", view.summary);
    if (view.commits) {
      auto& commits = fields.add("COMMITS");
      commits.set("BASE_COMMIT", write_.name(view.commits->base));
      commits.set("HEAD_COMMIT", write_.name(view.commits->head));
    }
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
    parts(notice.text, fields.add("NOTICE_SENTENCE"));
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
      step.show(view.steps.size() > 1 ? "STEP_LISTED" : "STEP_ALONE");
      step.set("STEP_NUMBER", fmt::format("{}", i + 1));
      step.set("STEP_TEXT", with_code(view.steps[i].text));
      parts(view.steps[i].text, step.add("STEP_SENTENCE"));
      if (view.steps[i].example.empty()) continue;
      const auto text = write_.example(view.steps[i].example);
      auto& example = step.add("STEP_EXAMPLE");
      example.set("EXAMPLE", text);
      for (const auto& line : lines_of(text)) example.add("EXAMPLE_LINE").set("LINE", line);
    }
  }

  void command_group(std::string_view purpose, std::string_view lines, Fields& fields) {
    auto& group = fields.add("COMMAND_GROUP");
    group.set("COMMAND_PURPOSE", with_code(purpose));
    for (const auto& line : lines_of(lines)) group.add("COMMAND_LINE").set("LINE", line);
  }

  /// Every command and line of configuration, in one place.
  void commands(const View& view, Fields& fields) {
    const auto has_example = [](const Step& step) { return !step.example.empty(); };
    const bool any = std::ranges::any_of(view.steps, has_example);
    if (!any && view.reproduce.empty()) return;
    auto& section = fields.add("COMMANDS");
    section.set("COMMANDS_SUMMARY", view.commands_summary);
    if (!view.reproduce.empty()) {
      command_group("Measure it again on your machine", view.reproduce, section);
    }
    for (const auto& step : view.steps) {
      if (!has_example(step)) continue;
      const auto text = step.purpose.empty() ? step.text : step.purpose;
      command_group(std::string_view(text).substr(0, text.find_last_not_of('.') + 1), step.example,
                    section);
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

  /// A name in a table, which has to be broken where the page is narrow.
  std::string row_name(const std::string& name) {
    return write_.row_name ? write_.row_name(name) : write_.name(name);
  }

  void row(const Row& row, Fields& fields) {
    fields.set("ROW_SYMBOL", write_.row_symbol ? write_.row_symbol(row) : row.symbol);
    fields.set("ROW_TONE", std::string(tone_name(row.tone)));
    fields.set("VERDICT", row.verdict);
    fields.set("SUITE", write_.prose(row.suite));
    fields.set("BENCHMARK", row_name(row.benchmark));
    if (!row.renamed_from.empty()) {
      fields.show_with("RENAMED", "RENAMED_FROM", row_name(row.renamed_from));
    }
    fields.set("METRIC", row.metric.empty() ? std::string() : row_name(row.metric));
    fields.set("BASE", row.base);
    fields.set("HEAD", row.head);
    fields.set("EFFECT", row.effect);
    fields.set("INTERVAL", row.interval);
    fields.set("SPREAD", row.spread);
    fields.set("LIMIT", row.limit);
    fields.show("WITH_EFFECT", !row.effect.empty());
    fields.show_with("NOTED", "ROW_NOTE", row.note);
    fields.show("OTHER_METRIC", !row.is_about_clock);
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
    fields.set("BUDGET_SYMBOL", write_.row_symbol ? write_.tone_symbol(row.tone) : row.symbol);
    fields.set("BUDGET_TONE", std::string(tone_name(row.tone)));
    fields.set("BUDGET_STATE", row.state);
    fields.set("BUDGET_SUITE", write_.prose(row.suite));
    fields.set("BUDGET_BENCHMARK", row_name(row.benchmark));
    fields.set("BUDGET_METRIC", row_name(row.metric));
    fields.set("BUDGET_VALUE", row.value);
    fields.set("BUDGET_BASE", row.base);
    fields.set("BUDGET_TARGET", row.target);
    fields.set("BUDGET_WARNING", row.warning);
    fields.set("BUDGET_ERROR", row.error);
    fields.show_with("BUDGET_NOTED", "BUDGET_NOTE", row.note);
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
    met.show("MET_COUNTED", shown_.met == 0);
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
      const bool listed = shown_.unchanged || group.verdict != "unchanged";
      const auto rows = first(group.rows, listed ? std::min(room, shown_.group) : 0);
      one.show("GROUP_COUNTED", rows.empty());
      if (!rows.empty()) {
        auto& table = one.add("GROUP_TABLE");
        for (const auto& each : rows) row(each, table.add("REST_ROW"));
        left_out(table, "TABLE_LEFT_OUT", group.count, rows.size());
      }
      if (listed) left_out(one, "GROUP_LEFT_OUT", group.count, rows.size());
      room -= std::min(room, rows.size());
    }
  }

  void facts(const View& view, Fields& fields) {
    if (!shown_.method) return;
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
