#include "benchgate/report/html_plots.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <numeric>
#include <optional>

#include <fmt/format.h>

#include "benchgate/report/unicode.h"
#include "benchgate/report/view_fields.h"

namespace benchgate::report {
namespace {

std::string number(double value) {
  return fmt::format("{:.2f}", value);
}

/// The ratio at which a worsening reaches the limit.
double limit_ratio(const Row& row) {
  return worse_up(row, 1 + *row.judgement->limit);
}

void put_limit(const Row& row, const EffectAxis& axis, Fields& plot) {
  const auto& limit = row.judgement->limit;
  if (!limit || *limit <= 0 || axis.is_clipped(limit_ratio(row))) return;
  const double place = axis.at(limit_ratio(row));
  const bool worse_is_right = limit_ratio(row) > 1;
  auto& fields = plot.add("LIMIT_MARK");
  fields.set("LIMIT_X", number(place));
  fields.set("BEYOND_X", number(worse_is_right ? place : 0));
  fields.set("BEYOND_WIDTH", number(worse_is_right ? 100 - place : place));
}

/// Every sample as a tick, "M12.5 0V4": at most `kMost` of them, evenly thinned.
std::string rug(const std::vector<double>& samples, double low, double span) {
  constexpr std::size_t kMost = 100;
  const std::size_t step = (samples.size() + kMost - 1) / kMost;
  std::string path;
  for (std::size_t i = 0; i < samples.size(); i += std::max<std::size_t>(step, 1)) {
    path += fmt::format("M{:.1f} 0V1", 2 + 96 * (samples[i] - low) / span);
  }
  return path;
}

/// Rows whose values have a better and a worse, the best first.
std::vector<const Row*> best_to_worst(const std::vector<const Row*>& rows) {
  std::vector<const Row*> ordered;
  std::ranges::copy_if(rows, std::back_inserter(ordered), [](const Row* row) {
    return row->judgement->definition.direction != model::Direction::NeitherIsBetter;
  });
  std::ranges::stable_sort(ordered, {},
                           [](const Row* row) { return *row->judgement->worsening(); });
  return ordered;
}

void put_overview_row(const Row& row, const EffectAxis& axis, Fields& fields) {
  const auto& [point, interval] = *row.judgement->ratio;
  const auto height = [&](double ratio) { return number(100 - axis.at(worse_up(row, ratio))); };
  fields.set("OVERVIEW_Y", height(point));
  fields.set("OVERVIEW_Y1", height(interval ? interval->bounds.lower : point));
  fields.set("OVERVIEW_Y2", height(interval ? interval->bounds.upper : point));
  fields.set("OVERVIEW_TONE", std::string(tone_name(row.tone)));
  fields.set("OVERVIEW_VERDICT", row.verdict);
  fields.set("OVERVIEW_TEXT", fmt::format("{} {} {}", elide_middle(visible(row.benchmark), 160),
                                          elide_middle(visible(row.metric), 60), row.effect));
}

/// The interval of a row as a stroke of a path in a box of 100 by 100.
std::string interval_stroke(const Row& row, const EffectAxis& axis, double x) {
  const auto& [point, interval] = *row.judgement->ratio;
  const auto height = [&](double ratio) { return 100 - axis.at(worse_up(row, ratio)); };
  return fmt::format("M{:.2f} {:.1f}V{:.1f}", x, height(interval ? interval->bounds.lower : point),
                     height(interval ? interval->bounds.upper : point));
}

/// The limits above the rows: one line as long as neighbours have the same.
void put_limit_steps(const std::vector<const Row*>& rows, const EffectAxis& axis, Fields& fields) {
  const double width = 100.0 / static_cast<double>(rows.size());
  for (std::size_t first = 0; first < rows.size();) {
    const auto limit = rows[first]->judgement->limit;
    std::size_t last = first + 1;
    while (last < rows.size() && rows[last]->judgement->limit == limit) ++last;
    if (limit && *limit > 0) {
      auto& step = fields.add("LIMIT_STEP");
      step.set("STEP_X1", number(width * static_cast<double>(first)));
      step.set("STEP_X2", number(width * static_cast<double>(last)));
      step.set("STEP_Y", number(100 - axis.at(1 + *limit)));
    }
    first = last;
  }
}

}  // namespace

void put_effect_plot(const Row& row, const EffectAxis& axis, Fields& fields) {
  if (!has_effect(row)) return;
  const auto& [point, interval] = *row.judgement->ratio;
  auto& plot = fields.add("EFFECT_PLOT");
  plot.set("ZERO_X", number(axis.at(1)));
  put_limit(row, axis, plot);
  if (interval) {
    auto& bar = plot.add("INTERVAL_BAR");
    bar.set("INTERVAL_X1", number(axis.at(interval->bounds.lower)));
    bar.set("INTERVAL_X2", number(axis.at(interval->bounds.upper)));
  }
  if (axis.is_clipped(point)) {
    plot.show(point > 1 ? "CLIPPED_RIGHT" : "CLIPPED_LEFT");
  } else {
    plot.add("POINT").set("POINT_X", number(axis.at(point)));
  }
}

void put_sample_strip(const Row& row, Fields& fields) {
  const auto& base = row.judgement->base_samples;
  const auto& head = row.judgement->head_samples;
  if (base.empty() && head.empty()) return;
  std::vector<double> all = base;
  all.insert(all.end(), head.begin(), head.end());
  const auto [low, high] = std::ranges::minmax(all);
  const double span = high > low ? high - low : 1;
  // Without any spread the ticks stand in the middle.
  const double from = high > low ? low : low - span / 2;
  auto& strip = fields.add("STRIP");
  strip.set("STRIP_BASE", rug(base, from, span));
  strip.set("STRIP_HEAD", rug(head, from, span));
}

void put_budget_bar(const BudgetRow& row, Fields& fields) {
  const auto& budget = *row.judgement;
  double most = budget.value;
  for (const auto& bound : {budget.target, budget.warning, budget.error}) {
    if (bound) most = std::max(most, *bound);
  }
  if (!(most > 0) || !std::isfinite(most)) return;
  const auto place = [most](double value) { return 94 * std::max(value, 0.0) / most; };
  auto& bar = fields.add("BUDGET_BAR");
  bar.set("VALUE_WIDTH", number(place(budget.value)));
  const auto mark = [&](std::string_view word, const std::optional<double>& bound) {
    if (!bound) return;
    auto& one = bar.add("BUDGET_MARK");
    one.set("MARK_X", number(place(*bound)));
    one.set("MARK_WORD", std::string(word));
  };
  mark("target", budget.target);
  mark("warning", budget.warning);
  mark("error", budget.error);
}

void put_overview(const std::vector<const Row*>& rows, const RowId& row_id, Fields& fields) {
  const auto ordered = best_to_worst(rows);
  if (ordered.size() < 2) return;
  const EffectAxis axis(ordered, true);
  const double width = 100.0 / static_cast<double>(ordered.size());
  auto& overview = fields.add("OVERVIEW");
  overview.set("OVERVIEW_COUNT", fmt::format("{}", ordered.size()));
  overview.set("OVERVIEW_RADIUS", fmt::format("{:.1f}", std::clamp(3.6 * width, 1.8, 4.5)));
  for (const auto& tick : axis.ticks(9)) {
    auto& one = overview.add("OVERVIEW_TICK");
    one.set("TICK_Y", number(100 - tick.at));
    one.set("TICK_TEXT", tick.text);
    one.show("TICK_IS_ZERO", tick.at == axis.at(1));
  }
  std::string crowd;
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    const double x = width * (static_cast<double>(i) + 0.5);
    if (is_crowded(ordered.size()) && ordered[i]->judgement->verdict == gate::Verdict::Unchanged) {
      crowd += interval_stroke(*ordered[i], axis, x);
      continue;
    }
    auto& one = overview.add("OVERVIEW_ROW");
    one.set("OVERVIEW_ID", row_id(*ordered[i]));
    one.set("OVERVIEW_X", number(x));
    put_overview_row(*ordered[i], axis, one);
  }
  if (!crowd.empty()) overview.add("OVERVIEW_CROWD").set("CROWD_PATH", crowd);
  put_limit_steps(ordered, axis, overview);
}

void put_count_bar(const std::vector<Count>& counts, Fields& fields) {
  const auto all =
      std::accumulate(counts.begin(), counts.end(), std::size_t{0},
                      [](std::size_t sum, const Count& count) { return sum + count.number; });
  if (all == 0) return;
  auto& bar = fields.add("COUNT_BAR");
  double left = 0;
  for (const auto& count : counts) {
    const double width = 100.0 * static_cast<double>(count.number) / static_cast<double>(all);
    auto& part = bar.add("COUNT_PART");
    part.set("PART_X", number(left));
    part.set("PART_WIDTH", number(width));
    part.set("PART_TONE", std::string(tone_name(count.tone)));
    part.set("PART_WORD", count.word);
    left += width;
  }
}

}  // namespace benchgate::report
