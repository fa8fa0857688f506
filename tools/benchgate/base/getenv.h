// Environment variables, handed in so that tests need not change the process's own.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace benchgate {

/// Reads an environment variable; nothing where it is not set.
using Getenv = std::function<std::optional<std::string>(std::string_view name)>;

/// Reads the process's own.
[[nodiscard]] std::optional<std::string> process_getenv(std::string_view name);

}  // namespace benchgate
