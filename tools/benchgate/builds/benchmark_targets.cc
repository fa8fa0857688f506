#include "benchgate/builds/benchmark_targets.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/builds/cmake_text.h"
#include "benchgate/measure/git.h"

namespace benchgate::builds {
namespace {

namespace fs = std::filesystem;
using Variables = std::map<std::string, std::string>;

constexpr std::size_t kMostFileBytes = std::size_t{4} << 20U;
constexpr std::size_t kMostListBytes = std::size_t{8} << 20U;
constexpr std::array<std::string_view, 5> kGoogleBenchmark = {
    "benchmark", "benchmark_main", "benchmark::benchmark", "benchmark::benchmark_main",
    "benchgate::bench_main"};

struct File {
  fs::path path;
  std::vector<CMakeCommand> commands;
};

/// With the variables in it that the file itself sets plainly.
std::string resolved(std::string text, const Variables& variables) {
  for (auto begin = text.find("${"); begin != std::string::npos; begin = text.find("${", begin)) {
    const auto end = text.find('}', begin);
    if (end == std::string::npos) break;
    const auto known = variables.find(text.substr(begin + 2, end - begin - 2));
    if (known == variables.end()) {
      begin = end;
    } else {
      text.replace(begin, end + 1 - begin, known->second);
    }
  }
  return text;
}

bool is_plain(std::string_view text) {
  return !text.empty() && text.find('$') == std::string_view::npos;
}

/// A folder below the build folder, where `text` names one.
std::optional<fs::path> below_build_folder(std::string text, const fs::path& folder) {
  for (const std::string_view top : {"${CMAKE_BINARY_DIR}", "${PROJECT_BINARY_DIR}"}) {
    if (text.starts_with(top)) text.replace(0, top.size(), ".");
  }
  constexpr std::string_view kHere = "${CMAKE_CURRENT_BINARY_DIR}";
  if (text.starts_with(kHere)) text.replace(0, kHere.size(), "./" + folder.generic_string());
  if (!text.starts_with('.') || !is_plain(text)) return std::nullopt;
  return fs::path(text).lexically_normal();
}

/// What the files together say, once all were read.
class Project {
 public:
  void read(const File& file) {
    const auto folder = file.path.parent_path();
    Variables variables = {{"PROJECT_NAME", name_}, {"CMAKE_PROJECT_NAME", name_}};
    for (const auto& command : file.commands) {
      auto arguments = command.arguments;
      for (auto& argument : arguments) argument = resolved(std::move(argument), variables);
      if (arguments.empty()) continue;
      const auto& first = arguments.front();
      if (command.name == "project") {
        if (name_.empty()) variables["CMAKE_PROJECT_NAME"] = name_ = first;
        variables["PROJECT_NAME"] = first;
      } else if (command.name == "set" && arguments.size() == 2) {
        if (is_plain(arguments[1])) variables[first] = arguments[1];
        if (first == "CMAKE_RUNTIME_OUTPUT_DIRECTORY") {
          // Those of an included file are its includer's, which mostly is the top.
          const auto where = file.path.extension() == ".cmake" ? fs::path() : folder;
          outputs_[where] = below_build_folder(arguments[1], where);
        }
      } else if (command.name == "add_executable" && is_plain(first)) {
        const bool is_own =
            arguments.size() < 2 || (arguments[1] != "IMPORTED" && arguments[1] != "ALIAS");
        if (is_own) executables_.push_back({first, file.path, std::nullopt});
      } else if (command.name == "target_link_libraries") {
        links_.push_back({file.path, command.line, arguments});
      } else if (command.name == "set_target_properties") {
        const auto key = std::ranges::find(arguments, "RUNTIME_OUTPUT_DIRECTORY");
        if (key == arguments.end() || key + 1 == arguments.end()) continue;
        own_outputs_[first] = below_build_folder(*(key + 1), folder);
      }
    }
  }

  [[nodiscard]] BenchmarkTargets benchmarks() const {
    BenchmarkTargets found;
    const auto linked = those_that_link();
    for (auto target : executables_) {
      if (!linked.contains(target.name)) continue;
      if (const auto folder = output_folder(target)) {
        target.executable = (*folder / target.name).lexically_normal();
      }
      found.targets.push_back(std::move(target));
    }
    for (const auto& link : links_) {
      if (is_plain(link.words.front()) || !links_benchmark(link, {})) continue;
      found.unreadable.push_back({link.file, link.line, link.words.front()});
    }
    return found;
  }

 private:
  struct Link {
    fs::path file;
    std::size_t line;
    std::vector<std::string> words;  ///< the target first
  };

  static bool links_benchmark(const Link& link, const std::set<std::string>& through) {
    return std::any_of(link.words.begin() + 1, link.words.end(), [&through](const auto& word) {
      return std::ranges::find(kGoogleBenchmark, word) != kGoogleBenchmark.end() ||
             through.contains(word);
    });
  }

  /// Also through libraries of the project's own.
  [[nodiscard]] std::set<std::string> those_that_link() const {
    std::set<std::string> found;
    bool is_growing = true;
    while (is_growing) {
      is_growing = false;
      for (const auto& link : links_) {
        if (!links_benchmark(link, found)) continue;
        is_growing |= found.insert(link.words.front()).second;
      }
    }
    return found;
  }

  [[nodiscard]] std::optional<fs::path> output_folder(const BenchmarkTarget& target) const {
    if (const auto own = own_outputs_.find(target.name); own != own_outputs_.end()) {
      return own->second;
    }
    const auto folder = target.defined_in.parent_path();
    for (auto at = folder;; at = at.parent_path()) {
      if (const auto set = outputs_.find(at); set != outputs_.end()) return set->second;
      if (at.empty()) return folder;
    }
  }

  std::string name_;
  std::vector<BenchmarkTarget> executables_;
  std::vector<Link> links_;
  std::map<fs::path, std::optional<fs::path>> outputs_;  ///< by the folder it was set in
  std::map<std::string, std::optional<fs::path>> own_outputs_;
};

std::vector<fs::path> cmake_files(const fs::path& folder) {
  const auto listed =
      measure::ask_git(folder,
                       {"ls-files", "-z", "--cached", "--others", "--exclude-standard", "--",
                        "CMakeLists.txt", "*/CMakeLists.txt", "*.cmake"},
                       {.most_bytes = kMostListBytes, .time_limit = {}});
  if (!listed.succeeded) {
    throw UsageError(
        fmt::format("{}: benchgate compares commits of a git repository, but git says: {}",
                    fs::absolute(folder).lexically_normal().string(), listed.words));
  }
  std::set<fs::path> files;  // the top comes before what is below it
  for (std::size_t at = 0; at < listed.text.size();) {
    const auto end = std::min(listed.text.find('\0', at), listed.text.size());
    files.insert(listed.text.substr(at, end - at));
    at = end + 1;
  }
  if (!files.contains("CMakeLists.txt")) {
    throw UsageError(
        fmt::format("{}: has no CMakeLists.txt; call this in the top folder of a CMake project",
                    fs::absolute(folder).lexically_normal().string()));
  }
  return {files.begin(), files.end()};
}

/// A copy of Google Benchmark itself, whose own benchmarks are nobody's suite.
bool is_google_benchmark(const File& file) {
  return std::ranges::any_of(file.commands, [](const CMakeCommand& command) {
    return command.name == "project" && !command.arguments.empty() &&
           command.arguments.front() == "benchmark";
  });
}

bool is_below(const fs::path& file, const fs::path& folder) {
  const auto relative = file.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

}  // namespace

BenchmarkTargets find_benchmark_targets(const fs::path& folder) {
  const auto place = folder.empty() ? fs::path(".") : folder;
  std::vector<File> files;
  std::vector<fs::path> foreign;
  for (const auto& path : cmake_files(place)) {
    if (!fs::is_regular_file(place / path)) continue;  // deleted, and not yet committed
    File file{path, cmake_commands(read_file(place / path, kMostFileBytes))};
    if (is_google_benchmark(file) && path.has_parent_path()) foreign.push_back(path.parent_path());
    files.push_back(std::move(file));
  }
  std::erase_if(files, [&foreign](const File& file) {
    return std::ranges::any_of(foreign, [&](const auto& at) { return is_below(file.path, at); });
  });
  Project project;
  // The top first: it names the project.
  std::ranges::stable_partition(files,
                                [](const File& file) { return file.path == "CMakeLists.txt"; });
  for (const auto& file : files) project.read(file);
  auto found = project.benchmarks();
  found.files_read = files.size();
  return found;
}

}  // namespace benchgate::builds
