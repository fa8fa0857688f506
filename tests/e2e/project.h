// A user's project under git, whose suites are fake and quickly built.
#pragma once

#include <string>

#include "e2e/workplace.h"

namespace e2e {

/// A repository with benchgate.toml and one suite, `bench`, nothing of it committed. Its build
/// makes of each FILE.scenario an executable build/FILE, the fake one with that scenario; one of
/// the word `broken` does not build.
class Project : public Workplace {
 protected:
  Project();

  /// benchgate.toml: how to build, the suite `bench`, and `more`.
  void write_policy(const std::string& more) const;
  /// The lines that name a suite.
  static std::string suite(const std::string& name);
  /// What git prints; the test fails where git does.
  std::string git(Arguments arguments) const;
  /// Commits whatever is there; gives the commit.
  std::string commit(const std::string& subject = "a change") const;
};

}  // namespace e2e
