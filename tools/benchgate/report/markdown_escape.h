// Text from outside as GitHub-flavoured Markdown that shows it and does nothing else.
//
// What must not happen, whatever a name says: end a table cell or a folded section, start markup or
// HTML, become a link or an image, mention a person, refer to an issue, become an emoji or a
// formula. GitHub looks for mentions, issues and emoji in the *rendered* text, so that an entity
// does not stop them: code does, and outside of code a zero-width space behind the sign.
#pragma once

#include <string>
#include <string_view>

namespace benchgate::report {

/// A name as code. Names longer than this many columns are shortened in the middle; results.json
/// has all of it.
inline constexpr std::size_t kMarkdownNameColumns = 120;
[[nodiscard]] std::string markdown_name(std::string_view text);

/// The same in a table: a long one can be broken behind its separators where the page is narrow.
[[nodiscard]] std::string markdown_cell_name(std::string_view text);

/// A sentence that may contain names and messages from outside.
inline constexpr std::size_t kMarkdownProseColumns = 1000;
[[nodiscard]] std::string markdown_prose(std::string_view text);

/// What was noticed, which may come with another program's output: shorter, since there may be many
/// of them.
inline constexpr std::size_t kMarkdownNoticeColumns = 500;
[[nodiscard]] std::string markdown_notice(std::string_view text);

/// An address as the target of a link in angle brackets: what could end it there is encoded. Empty
/// where it is none of http or https.
[[nodiscard]] std::string markdown_url(std::string_view text);

}  // namespace benchgate::report
