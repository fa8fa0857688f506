// How benchmarks of one suite that are registered under the same name are told apart.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace benchgate::model {

/// The unique name of a benchmark that is registered as `name`: "x", or the first of "x #2",
/// "x #3" ... that is still free. `take` takes a name; false where somebody has it already.
[[nodiscard]] std::string unique_name(std::string_view name,
                                      const std::function<bool(const std::string&)>& take);

/// The names that a benchmark of this unique name may be registered under: itself, and for "x #2"
/// also "x". A name may end so without being another's double, and both have it.
[[nodiscard]] std::vector<std::string> registered_names(std::string_view unique_name);

}  // namespace benchgate::model
