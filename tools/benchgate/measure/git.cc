#include "benchgate/measure/git.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <iterator>
#include <span>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/measure/git_settings.h"

namespace benchgate::measure {
namespace {

constexpr Seconds kPatience{60};
constexpr std::size_t kMostSettingsBytes = std::size_t{4} << 20;

/// What git sets for its hooks: `git rev-parse --local-env-vars` without the configuration, which
/// a person may have set as well.
constexpr std::array kHookVariables = {"GIT_DIR",
                                       "GIT_WORK_TREE",
                                       "GIT_INDEX_FILE",
                                       "GIT_COMMON_DIR",
                                       "GIT_PREFIX",
                                       "GIT_OBJECT_DIRECTORY",
                                       "GIT_NAMESPACE",
                                       "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                                       "GIT_GRAFT_FILE",
                                       "GIT_SHALLOW_FILE",
                                       "GIT_REPLACE_REF_BASE"};

/// What else would change what git answers, or run something.
constexpr std::array kOtherVariables = {"GIT_EXTERNAL_DIFF",
                                        "GIT_PAGER",
                                        "GIT_LITERAL_PATHSPECS",
                                        "GIT_GLOB_PATHSPECS",
                                        "GIT_NOGLOB_PATHSPECS",
                                        "GIT_ICASE_PATHSPECS",
                                        "GIT_TRACE"};

using Environment = std::vector<std::pair<std::string, std::string>>;
using Words = std::vector<std::string>;

void append(Words& words, Words more) {
  words.insert(words.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
}

Words without(std::span<const char* const> variables) {
  Words words;
  for (const char* variable : variables) append(words, {"-u", variable});
  return words;
}

std::string without_blanks_at_end(std::string text) {
  text.erase(text.find_last_not_of("\r\n\t ") + 1);
  return text;
}

/// From the first complaint on: advice of git follows it, progress and warnings come before it.
std::string words_of(const std::string& standard_error) {
  std::string words;
  std::istringstream lines(standard_error);
  for (std::string line; std::getline(lines, line);) {
    const bool complains = line.starts_with("fatal: ") || line.starts_with("error: ");
    if (complains || !words.empty()) words += line + '\n';
  }
  return without_blanks_at_end(words.empty() ? standard_error : words);
}

void check_end(const ChildResult& result, std::string_view question) {
  switch (result.end) {
    case ChildEnd::Exited:
      return;
    case ChildEnd::Interrupted:
      throw EnvironmentError("interrupted");
    default:
      throw EnvironmentError(fmt::format("git {} {}", question, describe_end(result)));
  }
}

ChildResult run_git(Words arguments, const Environment& settings, Seconds time_limit,
                    std::size_t most_bytes) {
  std::string program;
  try {
    program = find_program("git").string();
  } catch (const UsageError&) {
    throw EnvironmentError("git is not in PATH; install it");
  }
  Words command = {"env"};
  append(command, without(kHookVariables));
  append(command, without(kOtherVariables));
  append(command, {std::move(program), "--no-pager"});
  append(command, std::move(arguments));
  Environment environment = {
      {"GIT_OPTIONAL_LOCKS", "0"}, {"GIT_TERMINAL_PROMPT", "0"}, {"LC_ALL", "C"}};
  environment.insert(environment.end(), settings.begin(), settings.end());
  return run_child({.command = std::move(command),
                    .environment = std::move(environment),
                    .time_limit = time_limit,
                    .head_bytes = most_bytes});
}

std::size_t settings_of_environment() {
  const char* text = std::getenv("GIT_CONFIG_COUNT");
  const std::string_view digits = text == nullptr ? "" : text;
  std::size_t count = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), count);
  return count;
}

/// The settings as git takes them from the environment, behind those that are there: no key and no
/// value can be taken for something else. Listing a configuration runs nothing of it.
Environment safe_settings(const std::filesystem::path& folder) {
  const auto listed =
      run_git({"-C", folder.string(), "config", "--list", "--show-scope", "--includes", "-z"}, {},
              kPatience, kMostSettingsBytes);
  check_end(listed, "config");
  if (!listed.standard_output.is_complete) {
    throw EnvironmentError(
        fmt::format("{}: the configuration of git is too large", folder.string()));
  }
  auto count = settings_of_environment();
  Environment environment;
  for (const auto& setting : safe_git_settings(listed.standard_output.text)) {
    environment.emplace_back(fmt::format("GIT_CONFIG_KEY_{}", count), setting.key);
    environment.emplace_back(fmt::format("GIT_CONFIG_VALUE_{}", count), setting.value);
    ++count;
  }
  environment.emplace_back("GIT_CONFIG_COUNT", std::to_string(count));
  return environment;
}

}  // namespace

std::vector<std::string> outside_of_hooks(std::vector<std::string> command) {
  Words whole = {"env"};
  append(whole, without(kHookVariables));
  append(whole, std::move(command));
  return whole;
}

GitAnswer ask_git(const std::filesystem::path& folder, std::vector<std::string> arguments,
                  const GitOptions& options) {
  const std::string question = arguments.empty() ? "" : arguments.front();
  Words whole = {"-C", folder.string()};
  append(whole, std::move(arguments));
  const auto result = run_git(std::move(whole), safe_settings(folder),
                              options.time_limit.value_or(kPatience), options.most_bytes);
  check_end(result, question);
  return {.succeeded = result.exit_status == 0,
          .text = result.standard_output.text,
          .is_complete = result.standard_output.is_complete,
          .words = words_of(result.standard_error.text)};
}

std::vector<std::string> fields_of(const GitAnswer& answer) {
  std::vector<std::string> fields;
  std::string_view rest = answer.text;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\0'), rest.size());
    fields.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return fields;
}

std::string tell_git(const std::filesystem::path& folder, std::vector<std::string> arguments,
                     std::string_view what, const GitOptions& options) {
  auto answer = ask_git(folder, std::move(arguments), options);
  if (!answer.succeeded) throw EnvironmentError(fmt::format("{}: {}", what, answer.words));
  return without_blanks_at_end(std::move(answer.text));
}

}  // namespace benchgate::measure
