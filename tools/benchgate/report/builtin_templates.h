// The files of templates/, compiled in: the installed tool needs no folder to find.
#pragma once

#include <string_view>

namespace benchgate::report {

extern const std::string_view kTerminalTemplate;
extern const std::string_view kMarkdownTemplate;
extern const std::string_view kHtmlTemplate;
extern const std::string_view kHtmlStyle;
extern const std::string_view kHtmlScript;

/// In hexadecimal.
extern const std::string_view kHtmlStyleSha256;
extern const std::string_view kHtmlScriptSha256;

}  // namespace benchgate::report
