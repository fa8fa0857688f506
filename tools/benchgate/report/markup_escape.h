// Text that goes into XML and HTML written without a template.
#pragma once

#include <string>
#include <string_view>

namespace benchgate::report {

/// Text for XML and HTML, attributes included. What XML cannot hold at all is made visible.
[[nodiscard]] std::string markup_text(std::string_view text);

}  // namespace benchgate::report
