// Which environment variables programs that are measured do not get to see.
//
// On a CI machine benchgate's environment holds tokens. The code of a pull request must not have
// them. Scrubs names, not values.
#pragma once

#include <string_view>

namespace benchgate::measure {

/// Is a variable of this name likely to hold a secret, or a way to speak for the CI job? Upper and
/// lower case are the same.
[[nodiscard]] bool is_secret_variable(std::string_view name);

}  // namespace benchgate::measure
