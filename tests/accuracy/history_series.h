// Series to find change points in, or none: generated noise of four kinds, and that of hosted
// runners.
#pragma once

#include <array>
#include <cstddef>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "benchgate/model/history.h"

namespace accuracy {

using Values = std::vector<double>;
using Random = std::mt19937_64;

inline constexpr double kNoise = 0.03;  // of the level: sd of a generated point

enum class Kind { Gaussian, Autoregressive, Spikes, HeavyTails };

inline constexpr std::array<std::pair<Kind, const char*>, 4> kKinds{
    {{Kind::Gaussian, "Gaussian"},
     {Kind::Autoregressive, "AR(1) .5"},
     {Kind::Spikes, "5 % spikes"},
     {Kind::HeavyTails, "Student, 3"}}};

struct LabelledSeries {
  std::string name;
  Values values;
  std::vector<std::size_t> labels;  ///< the first points behind a change
};

/// Mozilla's, of tests/testdata/histories.
[[nodiscard]] std::vector<LabelledSeries> mozilla_series();

/// Where changes are announced, whether they stand or went away.
[[nodiscard]] std::vector<std::size_t> announced(const Values& values);

inline constexpr std::size_t kTolerance = 5;  // points between a label and what finds it

struct Score {
  int found = 0, right = 0, labels = 0;
  void add(const Score& other);
  [[nodiscard]] double f1() const { return 2.0 * right / (found + labels); }
};

/// One label is found by one change at most.
[[nodiscard]] Score score(const std::vector<std::size_t>& found,
                          const std::vector<std::size_t>& labels);

/// Of a timing, one point a run.
[[nodiscard]] benchgate::model::Series series_of(const Values& values);

/// The rows of a CSV file of tests/testdata/histories without its head. Quotes may hold commas.
[[nodiscard]] std::vector<std::vector<std::string>> read_csv(const std::string& file);

/// Noise of standard deviation 1; spikes come on top of it, 5 to 20 of them high or low.
[[nodiscard]] Values noise_of(Kind kind, std::size_t count, Random& random);

struct Step {
  std::size_t length = 400;
  std::size_t from = 400;  ///< the first point that is higher
  double sigmas = 0;
};

/// A series at one level, and from some point on a step higher.
[[nodiscard]] Values generated(Kind kind, const Step& step, Random& random);

/// Of so many series with a step behind 100 points: in how many it is seen and nothing else, what
/// its size adds up to in steps, and how many of its intervals cover it.
struct Coverage {
  int found = 0, covered = 0;
  double sizes = 0;
  [[nodiscard]] double mean_size() const { return found == 0 ? 0 : sizes / found; }
};

[[nodiscard]] Coverage coverage_of(Kind kind, std::size_t behind, double sigmas, int series);

/// What hosted runners do: series of github-action-benchmark less the levels that are found in
/// them, in logarithms.
[[nodiscard]] std::vector<Values> runner_noise();

/// From one series of the pool, runs of 20 points in a row: neighbours stay neighbours.
[[nodiscard]] Values drawn(const std::vector<Values>& pool, std::size_t length, Random& random);

}  // namespace accuracy
