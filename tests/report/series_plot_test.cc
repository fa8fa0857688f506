#include "benchgate/report/series_plot.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "benchgate/report/unicode.h"

namespace benchgate::report {
namespace {

std::string plain_number(double value) {
  return std::to_string(static_cast<int>(value));
}

SeriesPlot step() {
  return {.values = {10, 10, 11, 10, 10, 20, 20, 19, 20, 20},
          .levels = {{0, 4, 10}, {5, 9, 20}},
          .marks = {5},
          .label = plain_number};
}

TEST(SeriesPlot, DrawsPointsLevelsAndChanges) {
  EXPECT_EQ(plot_series(step(), {.columns = 40, .rows = 4}),
            "20 ┤                •──•──•──•───•\n"
            "   ┤\n"
            "   ┤\n"
            "10 ┤•──•──•──•──•\n"
            "   └────────────────▲─────────────\n"
            "                    1\n");
}

TEST(SeriesPlot, HasAPlainForm) {
  const auto text = plot_series(step(), {.columns = 40, .rows = 4, .plain = true});
  for (const char c : text) EXPECT_GE(c, 0);
  EXPECT_NE(text.find("o--"), std::string::npos);
  EXPECT_NE(text.find('^'), std::string::npos);
}

TEST(SeriesPlot, ManyPointsShareColumns) {
  SeriesPlot plot{.label = plain_number};
  for (int i = 0; i < 5000; ++i) plot.values.push_back(100 + i % 7);
  plot.levels = {{0, 4999, 103}};
  std::string text = plot_series(plot, {.columns = 60, .rows = 7});
  std::size_t lines = 0;
  for (std::size_t at = 0; at < text.size(); ++lines) {
    const auto end = text.find('\n', at);
    EXPECT_LE(display_width(text.substr(at, end - at)), 60u);
    at = end + 1;
  }
  EXPECT_EQ(lines, 8u);
  EXPECT_NE(text.find("·"), std::string::npos);
}

TEST(SeriesPlot, OneWildPointDoesNotFlattenTheOthers) {
  SeriesPlot plot{.levels = {{0, 99, 10}}, .label = plain_number};
  for (int i = 0; i < 100; ++i) plot.values.push_back(i == 50 ? 1e9 : 10 + i % 3);
  const auto text = plot_series(plot, {.columns = 120, .rows = 3});
  EXPECT_EQ(text.substr(0, 2), "12");
  EXPECT_NE(text.find("▴"), std::string::npos);
}

TEST(SeriesPlot, AConstantSeriesIsALine) {
  const SeriesPlot plot{.values = {5, 5, 5}, .levels = {{0, 2, 5}}, .label = plain_number};
  EXPECT_NE(plot_series(plot, {}).find("•"), std::string::npos);
  EXPECT_NE(plot_series({.values = {0}, .label = plain_number}, {}).find("•"), std::string::npos);
}

TEST(SeriesPlot, NothingIsNothing) {
  EXPECT_EQ(plot_series({.label = plain_number}, {}), "");
}

}  // namespace
}  // namespace benchgate::report
