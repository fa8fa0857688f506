// write_pages FOLDER: every hand-built assessment as an HTML report for the browser to open, as a
// comment, and as a terminal of 80 and 120 columns shows it.
#include <filesystem>
#include <iostream>
#include <string>

#include "benchgate/base/file.h"
#include "benchgate/report/render.h"
#include "report/assessments.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: write_pages FOLDER\n";
    return 2;
  }
  namespace report = benchgate::report;
  for (const auto& [name, assessment] : report::example::all_assessments()) {
    const auto write = [&](const std::string& extension, const report::RenderOptions& options) {
      auto path = std::filesystem::path(argv[1]) / name;
      benchgate::write_file_atomically(path += extension, report::render(assessment, options));
    };
    write(".html", {.format = "html"});
    write(".md", {.format = "markdown",
                  .surroundings = {.run_url = "https://github.example/run",
                                   .report_url = "https://github.example/report"}});
    write(".80.txt", {.format = "terminal", .width = 80});
    write(".120.txt", {.format = "terminal", .width = 120});
  }
}
