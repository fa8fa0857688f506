#include "benchgate/work/starter_policy.h"

#include <filesystem>
#include <string_view>

#include <fmt/format.h>

#include "benchgate/builds/recipe.h"

namespace benchgate::work {
namespace {

constexpr std::string_view kHead =
    R"toml(# The benchmarks that benchgate measures, and how much slower a change may make them. Every other
# key has a default. `benchgate policy check` shows the rule of each benchmark.

[duet]                # base and head of a change, measured together
budget = "10 min"     # time limit for measuring
# max_regression = "0.5 %"  # allowed slowdown, if no rule sets one

)toml";

std::string toml_text(std::string_view text) {
  std::string all = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') all += '\\';
    all += c;
  }
  return all + '"';
}

/// In a folder of its own, so that its path is known and nobody's build is disturbed.
std::string build_section(const std::string& preset) {
  return fmt::format(
      "[build]  # of both sides; the folder has to be ignored by git\n"
      "configure = [\"cmake\", \"--preset\", {0}, \"-B\", \"{1}\"]\n"
      "build = [\"cmake\", \"--build\", \"{1}\", \"--parallel\", \"4\"]\n\n",
      toml_text(preset), builds::kOwnBuildFolder);
}

std::string suite_section(const builds::BenchmarkTarget& target) {
  const auto unknown = target.executable ? "" : "  # is it there?";
  const auto executable = std::filesystem::path(builds::kOwnBuildFolder) /
                          target.executable.value_or(std::filesystem::path(target.name));
  return fmt::format("[[suite]]  # {}\nname = {}\ncommand = [{}]{}\n\n",
                     target.defined_in.generic_string(), toml_text(target.name),
                     toml_text(executable.generic_string()), unknown);
}

}  // namespace

std::string starter_policy(const builds::BenchmarkTargets& found, const std::string& preset) {
  std::string text(kHead);
  if (!preset.empty()) text += build_section(preset);
  for (const auto& target : found.targets) text += suite_section(target);
  text.pop_back();
  return text;
}

}  // namespace benchgate::work
