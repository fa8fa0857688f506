// Finds the line in a project's C++ sources that registers a benchmark, by its name.
//
// Google Benchmark does not record it, so sources are searched for the name: as a text in quotes,
// or as the function in BENCHMARK(...). A name that is found in several places has no line. Parses
// no C++, runs nothing, and reads a limited number of files.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace benchgate::github {

struct SourceLine {
  std::string path;  ///< relative to the folder that was searched
  std::size_t line = 1;
  bool operator==(const SourceLine&) const = default;
};

class SourceLines {
 public:
  /// Reads the sources below `root` once; hidden folders and those of builds are left out.
  explicit SourceLines(const std::filesystem::path& root);
  [[nodiscard]] std::optional<SourceLine> of(std::string_view benchmark) const;

 private:
  struct File {
    std::string path;
    std::string text;
  };
  /// The only place of one of the texts.
  [[nodiscard]] std::optional<SourceLine> only_place(const std::vector<std::string>& texts) const;

  std::vector<File> files_;
};

}  // namespace benchgate::github
