// Plain tables for listings: columns as wide as their widest cell, two spaces between.
#pragma once

#include <string>
#include <vector>

namespace benchgate::cli {

/// The first row is the head. Cells are taken as they are; the last column is not padded.
[[nodiscard]] std::string text_table(const std::vector<std::vector<std::string>>& rows);

}  // namespace benchgate::cli
