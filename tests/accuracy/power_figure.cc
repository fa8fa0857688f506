#include "power_figure.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace benchgate::accuracy {
namespace {

constexpr double kLeft = 60;
constexpr double kTop = 24;
constexpr double kWidth = 520;
constexpr double kHeight = 260;

// Okabe and Ito's colours, which the colour-blind tell apart; dashes tell the rest.
constexpr std::array kColours = {"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"};

std::string head() {
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 {:.0f}\" role=\"img\" "
      "aria-label=\"Share caught against size of the slowdown, a line a kernel\">\n"
      "<style>text{{font:12px sans-serif;fill:#1f2328}} .grid{{stroke:#d0d7de}} "
      "rect{{fill:#fff}} @media (prefers-color-scheme: dark){{text{{fill:#e6edf3}} "
      ".grid{{stroke:#3d444d}} rect{{fill:#0d1117}}}}</style>\n"
      "<rect width=\"100%\" height=\"100%\"/>\n",
      kTop + kHeight + 56);
}

double y_of(double share) {
  return kTop + kHeight * (1 - share);
}

}  // namespace

void write_power_figure(const std::string& path,
                        const std::map<std::string, std::map<int, double>>& power) {
  std::vector<int> effects{0};
  for (const auto& [effect, share] : power.begin()->second) effects.push_back(effect);
  const auto x_of = [&](std::size_t index) {
    return kLeft + kWidth * static_cast<double>(index) / static_cast<double>(effects.size() - 1);
  };
  std::string svg = head();
  for (const double share : {0.0, 0.25, 0.5, 0.75, 0.95, 1.0}) {
    svg += fmt::format(
        "<line class=\"grid\" x1=\"{0:.0f}\" x2=\"{1:.0f}\" y1=\"{2:.1f}\" y2=\"{2:.1f}\"{3}/>"
        "<text x=\"{4:.0f}\" y=\"{5:.1f}\" text-anchor=\"end\">{6:.0f} %</text>\n",
        kLeft, kLeft + kWidth, y_of(share), share == 0.95 ? " stroke-dasharray=\"4 3\"" : "",
        kLeft - 8, y_of(share) + 4, share * 100);
  }
  for (std::size_t i = 0; i < effects.size(); ++i) {
    svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.0f}\" text-anchor=\"middle\">{}{} %</text>\n",
                       x_of(i), kTop + kHeight + 20, effects[i] > 0 ? "+" : "", effects[i] / 10);
  }
  svg += fmt::format(
      "<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"middle\">true slowdown of one "
      "benchmark of 100</text>\n",
      kLeft + kWidth / 2, kTop + kHeight + 42);
  std::size_t line = 0;
  for (const auto& [kind, caught] : power) {
    std::string points = fmt::format("{:.1f},{:.1f}", x_of(0), y_of(0));
    std::size_t i = 1;
    for (const auto& [effect, share] : caught) {
      points += fmt::format(" {:.1f},{:.1f}", x_of(i++), y_of(share));
    }
    const auto* colour = kColours[line % kColours.size()];
    const auto* dashes = line < kColours.size() ? "none" : "6 4";
    const double y = kTop + 10 + 20 * static_cast<double>(line);
    svg += fmt::format(
        "<polyline fill=\"none\" stroke=\"{0}\" stroke-width=\"2\" stroke-dasharray=\"{1}\" "
        "points=\"{2}\"/>\n<line x1=\"{3:.0f}\" x2=\"{4:.0f}\" y1=\"{5:.0f}\" y2=\"{5:.0f}\" "
        "stroke=\"{0}\" stroke-width=\"2\" stroke-dasharray=\"{1}\"/>"
        "<text x=\"{6:.0f}\" y=\"{7:.0f}\">{8}</text>\n",
        colour, dashes, points, kLeft + kWidth + 20, kLeft + kWidth + 48, y, kLeft + kWidth + 56,
        y + 4, kind);
    ++line;
  }
  svg += "</svg>\n";
  std::ofstream file(path);
  file << svg;
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

}  // namespace benchgate::accuracy
