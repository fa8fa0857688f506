// The one way in which the git program is called.
//
// It can be called from a hook, in any locale and without anybody to type a password, and nothing
// that a repository brings along is run: no hook, file system monitor, external diff, filter or
// command of its own configuration. A repository may be a stranger's, or may have been written to
// by a program that was measured. The configuration of the user, of the system and of the
// environment counts as it is. What is asked, and what the answers mean, is the callers' business.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/measure/child_process.h"

namespace benchgate::measure {

struct GitAnswer {
  bool succeeded = false;  ///< exit status 0
  std::string text{};      ///< what it printed
  bool is_complete = true;
  std::string words{};  ///< what it said about its trouble
};

struct GitOptions {
  std::size_t most_bytes = 64 * 1024;   ///< of the answer
  std::optional<Seconds> time_limit{};  ///< nothing: a minute
};

/// Runs `git -C folder arguments...`.
/// Throws EnvironmentError where there is no git, it does not end, or ^C came.
[[nodiscard]] GitAnswer ask_git(const std::filesystem::path& folder,
                                std::vector<std::string> arguments, const GitOptions& options = {});

/// The same without the line end at its end; throws EnvironmentError, beginning with `what` could
/// not be done and quoting git, where it fails.
std::string tell_git(const std::filesystem::path& folder, std::vector<std::string> arguments,
                     std::string_view what, const GitOptions& options = {});

/// The texts of an answer in which each ends with a NUL, as `-z` has git write them.
[[nodiscard]] std::vector<std::string> fields_of(const GitAnswer& answer);

/// `command` with an environment in which no variable of a git hook leads its gits elsewhere.
[[nodiscard]] std::vector<std::string> outside_of_hooks(std::vector<std::string> command);

}  // namespace benchgate::measure
