// The lines of a list of benchmarks, apart from what the program printed around them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace benchgate::measure {

struct ListedLines {
  std::vector<std::string> lines{};  ///< without their ends; empty ones are left out
  /// The program's own text was found around them. Otherwise some of `lines` may be its own.
  bool is_sure = true;
};

/// `listing` is what the program printed with a list of benchmarks, `own_text` what it printed
/// without: "Using CPU", "Using CPUBM_a\nBM_b\n" gives BM_a and BM_b.
[[nodiscard]] ListedLines listed_lines(std::string_view listing, std::string_view own_text);

}  // namespace benchgate::measure
