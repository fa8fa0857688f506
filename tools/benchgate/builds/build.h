// Carries out a recipe in a work tree.
//
// The commands' output goes to a log file. If one fails, its first error goes into our message.
// Prints nothing; the observer may.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "benchgate/base/error.h"
#include "benchgate/builds/recipe.h"

namespace benchgate::builds {

struct BuildPlace {
  std::string side{};              ///< "base 1a2b3c4d5e6f", "head": for messages
  std::filesystem::path folder{};  ///< where the commands are run
  std::filesystem::path root{};    ///< of the work tree; empty: not known
  std::filesystem::path log{};     ///< replaced
};

struct BuildProgress {
  std::string step{};  ///< "configuring base 1a2b3c4d5e6f", "building head", ...
  std::filesystem::path log{};
  measure::Seconds elapsed{0};  ///< of this step
  std::string last_line{};      ///< of the log
};

/// Called at the beginning of each step and about ten times a second.
using BuildObserver = std::function<void(const BuildProgress&)>;

/// A command of the recipe failed or took too long: nothing is wrong with the machine, as far as
/// one can tell, but with the commit.
class BuildFailure : public EnvironmentError {
 public:
  using EnvironmentError::EnvironmentError;
};

/// Throws BuildFailure, and EnvironmentError where a program is missing or ^C came.
void build(const Recipe& recipe, const BuildPlace& place, const BuildObserver& observer);

}  // namespace benchgate::builds
