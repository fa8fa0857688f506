// Every renderer on every hand-built assessment, against files reviewed by eye.
//
// BENCHGATE_UPDATE_GOLDENS=1 writes the files instead; then look at what changed.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <ostream>
#include <string>

#include <gtest/gtest.h>

#include "benchgate/base/file.h"
#include "benchgate/report/render.h"
#include "report/assessments.h"
#include "source_tree.h"

namespace benchgate::report {

/// For the name of the test.
static void PrintTo(const OutputFormat& format, std::ostream* out) {
  *out << format.name;
}

namespace {

class Golden : public ::testing::TestWithParam<OutputFormat> {};

bool updating() {
  const char* wish = std::getenv("BENCHGATE_UPDATE_GOLDENS");
  return wish != nullptr && std::string(wish) == "1";
}

/// Large ones are checked by other tests; a golden must be small enough to be read.
bool is_readable(std::string_view name, std::string_view format) {
  if (name == "hostile") return format != "json";
  constexpr std::string_view kLarge[] = {"many",       "none_slower", "one_slower",
                                         "ten_slower", "noisy",       "over_before"};
  if (std::ranges::count(kLarge, name) == 0) return true;
  return format == "markdown" || (format == "terminal" && name != "many");
}

TEST_P(Golden, IsWhatWasReviewed) {
  for (const auto& [name, assessment] : example::all_assessments()) {
    if (!is_readable(name, GetParam().name)) continue;
    const auto path = std::filesystem::path(BENCHGATE_SOURCE_DIR) / "tests/golden" /
                      (std::string(name).append(GetParam().extension));
    const auto actual = render(assessment, {.format = GetParam().name});
    if (updating()) {
      write_file_atomically(path, actual);
      continue;
    }
    SCOPED_TRACE(path.string() + " (BENCHGATE_UPDATE_GOLDENS=1 writes it anew)");
    EXPECT_EQ(actual, read_file(path, std::size_t{16} << 20U));
  }
}

INSTANTIATE_TEST_SUITE_P(Formats, Golden,
                         ::testing::ValuesIn(output_formats().begin(), output_formats().end()));

}  // namespace
}  // namespace benchgate::report
