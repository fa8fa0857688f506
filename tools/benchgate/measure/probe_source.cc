#include "benchgate/measure/probe_source.h"

#include <cstdlib>
#include <fstream>
#include <system_error>

namespace benchgate::measure {
namespace {

constexpr std::size_t kMaxFileBytes = std::size_t{1} << 20;  // /proc/cpuinfo of 256 CPUs is 350 kB

}  // namespace

std::optional<std::string> ProbeSource::file(const std::string& path) const {
  std::ifstream stream(root / std::filesystem::path(path).relative_path(), std::ios::binary);
  std::string text(kMaxFileBytes, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return std::nullopt;
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

bool ProbeSource::exists(const std::string& path) const {
  std::error_code ignored;
  return std::filesystem::exists(root / std::filesystem::path(path).relative_path(), ignored);
}

std::optional<std::string> ProbeSource::variable(const std::string& name) const {
  if (variables) {
    const auto found = variables->find(name);
    if (found == variables->end() || found->second.empty()) return std::nullopt;
    return found->second;
  }
  const char* const value = std::getenv(name.c_str());
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

}  // namespace benchgate::measure
