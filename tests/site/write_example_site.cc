// write_example_site FOLDER [NIGHTS BENCHMARKS [hostile]]
//
// The dashboard of a generated history: for the browser's tests, for measuring how fast a large one
// is, and to look at. Prints what was written.

#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "benchgate/site/write_site.h"
#include "site/generated_history.h"

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.empty()) {
    fmt::print(stderr, "usage: write_example_site FOLDER [NIGHTS BENCHMARKS [hostile]]\n");
    return 2;
  }
  site_tests::GeneratedShape shape;
  if (arguments.size() >= 3) {
    shape.nights = std::stoul(arguments[1]);
    shape.benchmarks = std::stoul(arguments[2]);
  }
  shape.hostile = arguments.size() >= 4;
  const site_tests::GeneratedHistory history(shape);
  benchgate::site::SiteOptions options{.folder = arguments[0]};
  options.title = shape.hostile ? site_tests::kHostile : "octo/engine";
  options.commits = benchgate::site::CommitLinks("https://github.com/octo/engine/commit/{}");
  const auto before = std::chrono::steady_clock::now();
  const auto done = benchgate::site::write_site(history, options);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - before;
  fmt::print("{} runs, {} benchmarks, {} change points, {} files written in {:.2f} s\n", done.runs,
             done.benchmarks, done.changes, done.files_written, took.count());
}
