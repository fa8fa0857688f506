#include "history_series.h"

#include <cmath>
#include <fstream>
#include <map>
#include <stdexcept>

#include "benchgate/history/series_analysis.h"
#include "source_tree.h"

namespace accuracy {

using benchgate::history::analyse;
using benchgate::history::ChangeState;
using benchgate::model::Series;

Series series_of(const Values& values) {
  Series series;
  series.definition = benchgate::model::default_definition("cpu_time");
  for (const double value : values) series.points.push_back({.run = {}, .value = value});
  return series;
}

std::vector<std::vector<std::string>> read_csv(const std::string& file) {
  std::ifstream in(std::string(BENCHGATE_TESTDATA) + "/histories/" + file);
  if (!in) throw std::runtime_error("cannot read " + file);
  std::vector<std::vector<std::string>> rows;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::vector<std::string> row(1);
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') quoted = !quoted;
      if (c == ',' && !quoted) {
        row.emplace_back();
      } else if (c != '"') {
        row.back() += c;
      }
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

Values noise_of(Kind kind, std::size_t count, Random& random) {
  std::normal_distribution<double> normal;
  std::student_t_distribution<double> tails(3);
  std::uniform_real_distribution<double> uniform;
  Values values;
  double last = normal(random);
  for (std::size_t i = 0; i < count; ++i) {
    double value = normal(random);
    if (kind == Kind::Autoregressive) value = last = 0.5 * last + std::sqrt(0.75) * value;
    if (kind == Kind::HeavyTails) value = tails(random) / std::sqrt(3.0);
    if (kind == Kind::Spikes && uniform(random) < 0.05) {
      const double height = 5 + 15 * uniform(random);
      value += uniform(random) < 0.5 ? -height : height;
    }
    values.push_back(value);
  }
  return values;
}

Values generated(Kind kind, const Step& step, Random& random) {
  auto values = noise_of(kind, step.length, random);
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = 100 * std::exp(kNoise * (values[i] + (i >= step.from ? step.sigmas : 0)));
  return values;
}

Coverage coverage_of(Kind kind, std::size_t behind, double sigmas, int series) {
  constexpr std::size_t kBefore = 100;
  Random random(13);
  Coverage all;
  const double truth = std::exp(sigmas * kNoise);
  for (int i = 0; i < series; ++i) {
    const auto values =
        generated(kind, {.length = kBefore + behind, .from = kBefore, .sigmas = sigmas}, random);
    const auto changes = analyse(series_of(values)).changes;
    if (changes.size() != 1) continue;
    const auto& ratio = changes[0].ratio;
    const auto& bounds = ratio->interval->bounds;
    ++all.found;
    all.covered += bounds.lower <= truth && truth <= bounds.upper;
    all.sizes += std::log(ratio->point) / std::log(truth);
  }
  return all;
}

std::vector<Values> runner_noise() {
  std::map<std::string, Values> all;
  for (const auto& row : read_csv("github-action-benchmark/history.csv"))
    all[row.at(0) + row.at(1) + row.at(4)].push_back(std::stod(row.at(3)));
  std::vector<Values> pool;
  for (auto& [name, values] : all) {
    const auto analysis = analyse(series_of(values));
    if (values.size() < 100) continue;
    for (const auto& segment : analysis.segments)
      for (auto i = segment.first; i <= segment.last; ++i)
        values[i] = std::log(values[i] / segment.level);
    pool.push_back(std::move(values));
  }
  return pool;
}

Values drawn(const std::vector<Values>& pool, std::size_t length, Random& random) {
  constexpr std::size_t kBlock = 20;
  const auto& from = pool[random() % pool.size()];
  Values values;
  while (values.size() < length) {
    const auto first = random() % (from.size() - kBlock);
    for (std::size_t i = first; i < first + kBlock; ++i) values.push_back(100 * std::exp(from[i]));
  }
  return values;
}

std::vector<LabelledSeries> mozilla_series() {
  std::vector<LabelledSeries> all;
  for (const auto* name : {"runs1", "runs2", "runs3", "runs4", "runs5", "a11y", "tp5rss"}) {
    LabelledSeries series{.name = name};
    for (const auto& row : read_csv("mozilla-talos/" + series.name + ".csv")) {
      if (row.at(2) == "1") series.labels.push_back(series.values.size());
      series.values.push_back(std::stod(row.at(1)));
    }
    all.push_back(std::move(series));
  }
  return all;
}

std::vector<std::size_t> announced(const Values& values) {
  std::vector<std::size_t> all;
  for (const auto& change : analyse(series_of(values)).changes)
    if (change.state != ChangeState::Recent) all.push_back(change.index);
  return all;
}

void Score::add(const Score& other) {
  found += other.found;
  right += other.right;
  labels += other.labels;
}

Score score(const std::vector<std::size_t>& found, const std::vector<std::size_t>& labels) {
  Score score{.found = static_cast<int>(found.size()), .labels = static_cast<int>(labels.size())};
  std::vector<bool> used(labels.size());
  for (const auto at : found) {
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const auto distance = at > labels[i] ? at - labels[i] : labels[i] - at;
      if (used[i] || distance > kTolerance) continue;
      used[i] = true;
      ++score.right;
      break;
    }
  }
  return score;
}

}  // namespace accuracy
