// Plain tables for listings: columns as wide as their widest cell, two spaces between.
#pragma once

#include <string>
#include <vector>

namespace benchgate::cli {

/// The first row is the head. What cannot be seen in a cell is made visible: names come from files,
/// and files from strangers. The last column is not padded.
[[nodiscard]] std::string text_table(std::vector<std::vector<std::string>> rows);

}  // namespace benchgate::cli
