// Any text as a part of an address. Knows nothing else of URLs.
#pragma once

#include <string>
#include <string_view>

namespace benchgate {

/// RFC 3986, section 2.3: letters, digits and "-._~" as they are, every other byte as %XX. May
/// stand in a path, a query or a fragment.
[[nodiscard]] std::string percent_encoded(std::string_view text);

}  // namespace benchgate
