// write_pages FOLDER: the HTML report of every hand-built assessment, for the browser to open.
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
    const auto path = std::filesystem::path(argv[1]) / (std::string(name) + ".html");
    benchgate::write_file_atomically(path,
                                     report::render(assessment, {.format = report::Format::Html}));
  }
}
