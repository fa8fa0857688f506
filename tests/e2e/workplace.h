// A user's folder: benchgate and fake benchmark executables are run in it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "e2e/program.h"
#include "support/temporary_folder.h"

namespace e2e {

using Json = nlohmann::json;
using Arguments = std::vector<std::string>;

/// Base of the fixtures here: everything happens in a temporary folder of the test's own, on a
/// machine class called "here".
class Workplace : public ::testing::Test {
 protected:
  Workplace();

  [[nodiscard]] std::filesystem::path at(const std::string& name) const {
    return folder_.path() / "work" / name;
  }
  [[nodiscard]] std::string read(const std::string& name) const { return read_text(at(name)); }
  void write(const std::string& name, const std::string& text) const { write_text(at(name), text); }
  /// An environment variable of everything that is run from now on.
  void set(const std::string& variable, const std::string& value) {
    environment_[variable] = value;
  }

  [[nodiscard]] Program program(Arguments arguments) const;
  [[nodiscard]] Finished benchgate(Arguments arguments) const;
  /// `benchgate run` of the fake executable with what FAKE_BENCH is to say; six samples, with
  /// which a family of six can show a shift at 1 %.
  Finished measure(const std::string& scenario, const std::string& file,
                   Arguments arguments = {}) const;
  /// The same, and the test fails where that does not exit with 0.
  void measured(const std::string& scenario, const std::string& file) const;

  /// What `benchgate compare ... --format json` prints, with its exit code beside it.
  struct Compared {
    int exit_code;
    Json result;
    std::string text;
  };
  [[nodiscard]] Compared compare(Arguments arguments) const;

  /// Folders that benchgate left behind in TMPDIR.
  [[nodiscard]] std::size_t left_behind() const;
  /// Processes that work in the folder: benchgate's, and all it started.
  [[nodiscard]] std::size_t processes() const;

 private:
  test_support::TemporaryFolder folder_;
  std::map<std::string, std::string> environment_;
};

/// The row of that benchmark and metric; null, with a failure of the test, where there is none.
Json row(const Json& result, const std::string& benchmark, const std::string& metric);
/// Benchmarks with that verdict, each once, in the order of the rows.
std::vector<std::string> with_verdict(const Json& result, const std::string& verdict);

}  // namespace e2e
