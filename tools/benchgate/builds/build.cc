#include "benchgate/builds/build.h"

#include <fstream>
#include <iterator>
#include <sstream>
#include <system_error>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/builds/build_errors.h"
#include "benchgate/builds/build_flags.h"
#include "benchgate/measure/git.h"

namespace benchgate::builds {
namespace {

namespace fs = std::filesystem;
using measure::Seconds;

constexpr Seconds kPatience{3600};
constexpr Seconds kInterval{0.1};
constexpr std::size_t kShownLines = 20;
constexpr std::size_t kKeptBytes = 16 * 1024;

/// To stand under a message.
std::string indented(const std::string& lines) {
  std::string text;
  std::istringstream stream(lines);
  for (std::string line; std::getline(stream, line);) text += "  " + line + '\n';
  return text;
}

/// The log file, and its last lines.
class Log {
 public:
  explicit Log(const fs::path& path)
      : path_(path), file_(path, std::ios::binary | std::ios::trunc) {
    if (!file_) {
      throw EnvironmentError(fmt::format("cannot write {}; is the disk full?", path.string()));
    }
  }

  void write(std::string_view text) {
    file_ << text << std::flush;
    tail_ += text;
    if (tail_.size() > 2 * kKeptBytes) tail_.erase(0, tail_.size() - kKeptBytes);
  }

  [[nodiscard]] std::string last_line() const {
    const auto end = tail_.find_last_not_of("\r\n ");
    if (end == std::string::npos) return {};
    const auto begin = tail_.find_last_of("\r\n", end);
    return tail_.substr(begin == std::string::npos ? 0 : begin + 1,
                        end - (begin == std::string::npos ? 0 : begin + 1) + 1);
  }

  /// Indented, to stand under a message.
  [[nodiscard]] std::string last_lines() const {
    std::vector<std::string> lines;
    std::istringstream stream(tail_);
    for (std::string line; std::getline(stream, line);) lines.push_back("  " + line + '\n');
    std::string text;
    const auto first = lines.size() > kShownLines ? lines.size() - kShownLines : 0;
    for (std::size_t i = first; i < lines.size(); ++i) text += lines[i];
    return text;
  }

  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
  std::ofstream file_;
  std::string tail_;
};

void check_program(const std::string& program) {
  if (program.find('/') != std::string::npos) return;  // of the work tree: the shell will say
  try {
    (void)measure::find_program(program);
  } catch (const UsageError&) {
    throw EnvironmentError(fmt::format(
        "{} is not in PATH, and building needs it; install it, or change [build] in benchgate.toml",
        program));
  }
}

/// The shell brings both outputs together in their order, and looks up a relative program from the
/// work tree's folder.
std::vector<std::string> with_one_output(const std::vector<std::string>& command) {
  std::vector<std::string> whole = {"sh", "-c", "exec \"$@\" 2>&1", "sh"};
  whole.insert(whole.end(), command.begin(), command.end());
  return measure::outside_of_hooks(std::move(whole));
}

struct Step {
  std::string verb;  ///< "configuring", "building"
  const std::vector<std::string>* command = nullptr;
};

const std::string kAdviceOnFlags =
    "It was built with flags that benchgate adds. If they are the reason, leave them out: [build] "
    "flags = \"none\" in benchgate.toml";

void check_end(const Step& step, const Recipe& recipe, const BuildPlace& place,
               const measure::ChildResult& result, const Log& log) {
  if (result.end == measure::ChildEnd::Exited && result.exit_status == 0) return;
  if (result.end == measure::ChildEnd::Interrupted) {
    throw EnvironmentError(fmt::format("interrupted while {} {}", step.verb, place.side));
  }
  std::ifstream whole(log.path());
  const auto error = first_error(whole);
  auto advice = build_advice(error);
  if (recipe.adds_flags) advice += (advice.empty() ? "" : "\n") + kAdviceOnFlags;
  throw BuildFailure(fmt::format("{} {} failed: `{}` {}. {}:\n{}The whole log: {}{}", step.verb,
                                 place.side, command_line(*step.command),
                                 measure::describe_end(result),
                                 error.empty() ? "Its last lines" : "Its first error",
                                 error.empty() ? log.last_lines() : indented(error),
                                 log.path().string(), advice.empty() ? "" : '\n' + advice));
}

using Environment = std::vector<std::pair<std::string, std::string>>;

Environment environment_of(const Recipe& recipe, const BuildPlace& place) {
  return recipe.adds_flags ? flags_for(place.root, process_getenv, recipe.needs_level)
                           : Environment{};
}

/// As a shell takes it before a command.
std::string as_prefix(const Environment& environment) {
  std::string text;
  for (const auto& [name, value] : environment) text += fmt::format("{}='{}' ", name, value);
  return text;
}

void carry_out(const Step& step, const Recipe& recipe, const BuildPlace& place,
               const BuildObserver& observer, Log& log) {
  check_program(step.command->front());
  const auto environment = environment_of(recipe, place);
  log.write(fmt::format("$ {}{}\n", as_prefix(environment), command_line(*step.command)));
  BuildProgress progress{
      .step = step.verb + ' ' + place.side, .log = log.path(), .elapsed = Seconds{0}};
  measure::Child child({.command = with_one_output(*step.command),
                        .environment = environment,
                        .inherits_secrets = false,
                        .working_directory = place.folder,
                        .time_limit = recipe.time_limit.value_or(kPatience),
                        .on_stdout = [&](std::string_view text) { log.write(text); }});
  const auto start = std::chrono::steady_clock::now();
  do {
    progress.elapsed = std::chrono::steady_clock::now() - start;
    progress.last_line = log.last_line();
    if (observer) observer(progress);
  } while (!child.wait(kInterval));
  check_end(step, recipe, place, child.result(), log);
}

/// A folder that git does not see.
void make_ignored(const fs::path& folder) {
  if (!fs::exists(folder)) write_file_atomically(folder / ".gitignore", "*\n");
}

}  // namespace

void build(const Recipe& recipe, const BuildPlace& place, const BuildObserver& observer) {
  Log log(place.log);
  if (!recipe.own_build_folder.empty()) make_ignored(place.folder / recipe.own_build_folder);
  if (!recipe.configure.empty()) {
    carry_out({"configuring", &recipe.configure}, recipe, place, observer, log);
  }
  carry_out({"building", &recipe.build}, recipe, place, observer, log);
}

}  // namespace benchgate::builds
