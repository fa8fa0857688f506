#include <cstdlib>
#include <sstream>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

#include "benchgate/base/error.h"
#include "benchgate/measure/child_process.h"

namespace benchgate::measure {
namespace {

namespace fs = std::filesystem;

bool is_executable_file(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

fs::path checked(const fs::path& path) {
  std::error_code error;
  const auto status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    throw UsageError(fmt::format("{}: no such file; is it built?", path.string()));
  }
  if (error) throw UsageError(fmt::format("{}: {}", path.string(), error.message()));
  if (status.type() == fs::file_type::directory) {
    throw UsageError(fmt::format("{} is a folder, an executable was expected", path.string()));
  }
  if (!is_executable_file(path)) {
    throw UsageError(fmt::format("{} is not executable (chmod +x?)", path.string()));
  }
  return fs::absolute(path);
}

}  // namespace

fs::path find_program(const std::string& program) {
  if (program.empty()) throw UsageError("the command is empty: name an executable");
  if (program.find('/') != std::string::npos) return checked(program);
  const char* const path = std::getenv("PATH");
  std::istringstream folders(path != nullptr ? path : "/usr/bin:/bin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    const auto candidate = fs::path(folder.empty() ? "." : folder) / program;
    if (is_executable_file(candidate)) return fs::absolute(candidate);
  }
  if (is_executable_file(program)) {
    throw UsageError(
        fmt::format("{0} is not in PATH; for the one in this folder, say ./{0}", program));
  }
  throw UsageError(fmt::format("{} is not in PATH; give its path", program));
}

}  // namespace benchgate::measure
