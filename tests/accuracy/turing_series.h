// The Turing Change Point Dataset (van den Burg & Williams, "An Evaluation of Change Point
// Detection Algorithms", arXiv 2003.06222), and its two measures.
//
// The series themselves are not here: each has a licence of its own. A clone of
// github.com/alan-turing-institute/TCPD has them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace accuracy {

struct AnnotatedSeries {
  std::string name;
  std::vector<double> values;
  /// For each person who looked at the series, the first points behind what they call a change.
  std::vector<std::vector<std::size_t>> annotations;
};

/// The 25 univariate series of the real world that a clone has without further downloads, and in
/// which no value is missing. Throws std::runtime_error where one is not there.
[[nodiscard]] std::vector<AnnotatedSeries> turing_series(const std::string& clone);

/// Section 4.1: precision over what anybody marked, recall as the mean over people, a margin of 5
/// points; the first point counts as a change for all.
[[nodiscard]] double turing_f1(const AnnotatedSeries& series,
                               const std::vector<std::size_t>& found);

/// Section 4.1: how well the segments of each person are covered, weighted by their length.
[[nodiscard]] double turing_cover(const AnnotatedSeries& series,
                                  const std::vector<std::size_t>& found);

}  // namespace accuracy
