// Small git repositories in a folder of the test's own, whoever runs it and however their git is
// configured.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/temporary_folder.h"

namespace builds_test {

/// Sets the environment of git for this process: no configuration but the repository's, a fixed
/// author, no repository above the temporary folders.
class GitEnvironment {
 public:
  explicit GitEnvironment(const std::filesystem::path& ceiling);
};

class Repository {
 public:
  /// `git init` in `folder`, which is made; the branch is called main.
  explicit Repository(std::filesystem::path folder);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Runs git in it and gives what it prints, without line end; the test fails where git does.
  std::string git(std::vector<std::string> arguments) const;
  void write(const std::string& file, const std::string& text) const;
  /// Writes the file and commits everything; gives the commit.
  [[nodiscard]] std::string commit(const std::string& file, const std::string& text) const;
  /// `git status --porcelain`, new files included.
  [[nodiscard]] std::string status() const { return git({"status", "--porcelain"}); }

 private:
  std::filesystem::path path_;
};

/// A clone called `project` in a temporary folder.
class RepositoryTest : public testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path at(const std::string& name) const {
    return folder_.path() / name;
  }

 private:
  test_support::TemporaryFolder folder_;
  GitEnvironment environment_{folder_.path()};

 protected:
  Repository repository_{std::filesystem::canonical(folder_.path()) / "project"};
};

std::string read_text(const std::filesystem::path& path);
void write_text(const std::filesystem::path& path, const std::string& text);

}  // namespace builds_test
