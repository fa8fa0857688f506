// Why the operating system refused something, and what its user can do about it.
#pragma once

#include <string>

namespace benchgate {

/// "Too many open files; raise the limit (ulimit -n)". `error`: an errno.
[[nodiscard]] std::string system_reason(int error);

}  // namespace benchgate
