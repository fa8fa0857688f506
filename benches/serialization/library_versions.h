// Which versions of the serialization libraries this executable uses, for the JSON context.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace benches {

/// Pairs such as {"protobuf_version", "3.21.12"}.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> serialization_library_versions();

}  // namespace benches
