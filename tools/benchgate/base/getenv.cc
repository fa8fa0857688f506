#include "benchgate/base/getenv.h"

#include <cstdlib>

namespace benchgate {

std::optional<std::string> process_getenv(std::string_view name) {
  const char* const value = std::getenv(std::string(name).c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

}  // namespace benchgate
