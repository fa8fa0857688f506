// What GitHub makes of a Markdown report: its own library's HTML, and what its filters look at.
#pragma once

#include <set>
#include <string>

namespace benchgate::report::example {

/// The HTML that cmark-gfm makes of it, raw HTML kept so that it can be seen.
[[nodiscard]] std::string as_github_reads_it(const std::string& markdown);

/// The names of all tags: "td", "/td", "!--".
[[nodiscard]] std::set<std::string> tags_in(const std::string& html);

/// What GitHub looks at for mentions, issues and emoji: text outside of code.
[[nodiscard]] std::string text_outside_code(const std::string& html);

}  // namespace benchgate::report::example
