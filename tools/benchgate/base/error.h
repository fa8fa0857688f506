// The exceptions that end a command, and the exit code each of them means.
//
// One of three channels that are never mixed: a bug is an assert; what cannot go on is one of
// these, caught once in cli::run(); a fact about the data is a value (Diagnostic, std::optional,
// a Verdict with its reason) and never thrown.
#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

namespace benchgate {

/// What the process exits with. Scripts and workflows rely on these numbers.
enum class ExitCode : int {
  Passed = 0,
  GateClosed = 1,    ///< regressed, over budget, errored or missing
  Usage = 2,         ///< the command line or benchgate.toml is wrong
  Input = 3,         ///< a result file is unreadable or invalid
  Environment = 4,   ///< no compiler, server, permission, disk or network
  Inconclusive = 5,  ///< nothing shown, where the policy says that this must not pass
};

/// The base of everything that ends a command. Its message says where, what, and what to do.
class Error : public std::runtime_error {
 public:
  [[nodiscard]] ExitCode exit_code() const { return exit_code_; }

 protected:
  Error(ExitCode exit_code, const std::string& message)
      : std::runtime_error(message), exit_code_(exit_code) {}

 private:
  ExitCode exit_code_;
};

/// The command line or the policy file asks for something that makes no sense.
class UsageError : public Error {
 public:
  explicit UsageError(const std::string& message) : Error(ExitCode::Usage, message) {}
};

/// A place in a text file, both counted from 1; column counts bytes.
struct TextPosition {
  std::size_t line = 1;
  std::size_t column = 1;
  bool operator==(const TextPosition&) const = default;
};

/// A file's content cannot be used. what() reads `path:line:column: message`.
class InputError : public Error {
 public:
  InputError(std::filesystem::path path, std::optional<TextPosition> position,
             const std::string& message);
  InputError(std::filesystem::path path, const std::string& message)
      : InputError(std::move(path), std::nullopt, message) {}

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::optional<TextPosition> position() const { return position_; }

 private:
  std::filesystem::path path_;
  std::optional<TextPosition> position_;
};

/// The machine lacks something: a program, a server, a permission, disk space.
class EnvironmentError : public Error {
 public:
  explicit EnvironmentError(const std::string& message) : Error(ExitCode::Environment, message) {}
};

}  // namespace benchgate
