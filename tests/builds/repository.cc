#include "builds/repository.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <utility>

#include "benchgate/measure/git.h"

namespace builds_test {

namespace fs = std::filesystem;

GitEnvironment::GitEnvironment(const fs::path& ceiling) {
  const auto set = [](const char* name, const std::string& value) {
    ::setenv(name, value.c_str(), 1);
  };
  set("GIT_CONFIG_NOSYSTEM", "1");
  set("GIT_CONFIG_GLOBAL", "/dev/null");
  set("HOME", ceiling.string());
  ::unsetenv("XDG_CONFIG_HOME");
  set("GIT_CEILING_DIRECTORIES", fs::canonical(ceiling).string());
  for (const std::string who : {"AUTHOR", "COMMITTER"}) {
    set(("GIT_" + who + "_NAME").c_str(), "Test");
    set(("GIT_" + who + "_EMAIL").c_str(), "test@example.org");
    set(("GIT_" + who + "_DATE").c_str(), "2024-02-03T04:05:06Z");
  }
}

Repository::Repository(fs::path folder) : path_(std::move(folder)) {
  fs::create_directories(path_);
  git({"init", "--quiet"});
  git({"symbolic-ref", "HEAD", "refs/heads/main"});
}

std::string Repository::git(std::vector<std::string> arguments) const {
  return benchgate::measure::tell_git(path_, std::move(arguments), "in a test");
}

void Repository::write(const std::string& file, const std::string& text) const {
  write_text(path_ / file, text);
}

std::string Repository::commit(const std::string& file, const std::string& text) const {
  write(file, text);
  git({"add", "--all"});
  git({"commit", "--quiet", "--message", file + ": " + text});
  return git({"rev-parse", "HEAD"});
}

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_text(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

}  // namespace builds_test
