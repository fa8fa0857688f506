// Runs a benchmark executable through the shell and reads its JSON.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <sys/wait.h>

#include "support/temporary_folder.h"

namespace benches {

struct BenchResult {
  int exit_code = -1;
  std::string error;        ///< what it wrote to stderr
  std::string output;       ///< what it wrote to stdout
  nlohmann::json document;  ///< its JSON; null if it wrote none

  [[nodiscard]] const nlohmann::json& context() const { return document.at("context"); }
  [[nodiscard]] const nlohmann::json& rows() const { return document.at("benchmarks"); }
};

/// `settings` is what a shell puts before a command: "PATH=/nonexistent ".
inline BenchResult run_bench(const std::string& program, const std::string& arguments,
                             const std::string& settings = {}) {
  const test_support::TemporaryFolder folder;
  const auto read = [&](const char* name) {
    std::ifstream file(folder.path() / name, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const std::string command = "cd '" + folder.path().string() + "' && " + settings + " '" +
                              program + "' --benchmark_min_time=0.0001 --benchmark_out=json " +
                              arguments + " >output 2>error";
  const int status = std::system(command.c_str());
  BenchResult result;
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  result.error = read("error");
  result.output = read("output");
  const std::string json = read("json");
  if (!json.empty()) result.document = nlohmann::json::parse(json);
  return result;
}

}  // namespace benches
