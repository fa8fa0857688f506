// Is a process of that number still there?
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <signal.h>
#include <sys/types.h>

#include "support/waiting.h"

namespace test_support {

/// The number that somebody writes into `file`; 0 where nobody does.
inline pid_t wait_for_pid(const std::filesystem::path& file) {
  pid_t pid = 0;
  const bool is_written = eventually([&] { return !!(std::ifstream(file) >> pid); });
  return is_written ? pid : 0;
}

/// Gone, or dead and only waiting for its parent to notice.
inline bool is_gone(pid_t pid) {
  if (pid <= 1) return false;
  if (::kill(pid, 0) != 0) return true;
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  std::getline(stat, text);
  const auto name_end = text.rfind(')');
  return name_end == std::string::npos || text.substr(name_end + 2, 1) == "Z";
}

inline bool is_gone_soon(pid_t pid) {
  return eventually([&] { return is_gone(pid); });
}

}  // namespace test_support
