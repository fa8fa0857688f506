#include "benchgate/cli/text_table.h"

#include <algorithm>
#include <cstddef>

#include "benchgate/report/unicode.h"

namespace benchgate::cli {

std::string text_table(std::vector<std::vector<std::string>> rows) {
  std::vector<std::size_t> widths;
  for (auto& row : rows) {
    for (auto& cell : row) cell = report::visible(cell);
  }
  for (const auto& row : rows) {
    if (row.size() > widths.size()) widths.resize(row.size());
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], report::display_width(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += row[i];
      if (i + 1 < row.size()) text.append(widths[i] - report::display_width(row[i]) + 2, ' ');
    }
    text += '\n';
  }
  return text;
}

}  // namespace benchgate::cli
