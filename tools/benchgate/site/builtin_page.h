// templates/site/ and dygraphs, as they were when benchgate was built.
#pragma once

#include <string_view>

namespace benchgate::site {

extern const std::string_view kIndexPage;
extern const std::string_view kPageStyle;
extern const std::string_view kPageScript;
extern const std::string_view kChartScript;  ///< dygraphs, MIT licence

}  // namespace benchgate::site
