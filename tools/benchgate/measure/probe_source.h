// The source of facts about the machine: the real one, or a test's folder that looks like it.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace benchgate::measure {

struct ProbeSource {
  std::filesystem::path root = "/";  ///< in front of /proc, /sys, /etc, /run
  /// Environment variables; nothing: those of this process.
  std::optional<std::map<std::string, std::string>> variables{};
  /// CPUs this process may run on; nothing: asked of the system.
  std::optional<unsigned> affinity_cpus{};

  /// A small file's content without blanks at its ends. Nothing where it is missing, empty or not
  /// readable.
  [[nodiscard]] std::optional<std::string> file(const std::string& path) const;
  [[nodiscard]] bool exists(const std::string& path) const;
  /// Nothing where it is not set or empty.
  [[nodiscard]] std::optional<std::string> variable(const std::string& name) const;
};

}  // namespace benchgate::measure
