#include "benchgate/builds/git.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/error.h"

namespace benchgate::builds {
namespace {

constexpr measure::Seconds kPatience{60};

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

void check_end(const measure::ChildResult& result, std::string_view question) {
  switch (result.end) {
    case measure::ChildEnd::Exited:
      return;
    case measure::ChildEnd::Interrupted:
      throw EnvironmentError("interrupted");
    default:
      throw EnvironmentError(fmt::format("git {} {}", question, measure::describe_end(result)));
  }
}

}  // namespace

std::vector<std::string> outside_of_hooks(std::vector<std::string> command) {
  std::vector<std::string> whole = {"env"};
  for (const char* variable : kHookVariables) {
    whole.emplace_back("-u");
    whole.emplace_back(variable);
  }
  whole.insert(whole.end(), std::make_move_iterator(command.begin()),
               std::make_move_iterator(command.end()));
  return whole;
}

GitAnswer ask_git(const std::filesystem::path& folder, std::vector<std::string> arguments,
                  const GitOptions& options) {
  std::string program;
  try {
    program = measure::find_program("git").string();
  } catch (const UsageError&) {
    throw EnvironmentError("git is not in PATH; install it");
  }
  const std::string question = arguments.empty() ? "" : arguments.front();
  std::vector<std::string> command = {std::move(program), "-C", folder.string()};
  command.insert(command.end(), std::make_move_iterator(arguments.begin()),
                 std::make_move_iterator(arguments.end()));
  const auto result = measure::run_child(
      {.command = outside_of_hooks(std::move(command)),
       .environment = {{"GIT_OPTIONAL_LOCKS", "0"}, {"GIT_TERMINAL_PROMPT", "0"}, {"LC_ALL", "C"}},
       .time_limit = options.time_limit.value_or(kPatience),
       .head_bytes = options.most_bytes});
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

}  // namespace benchgate::builds
