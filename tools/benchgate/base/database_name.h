// How a database is named in text, and how such a name is kept out of messages. Opens none.
//
// A database is named as libpq takes it: a URI (postgresql://...), or keywords with values
// (host=db dbname=bench). Either may hold a password, and is in no message for that reason.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace benchgate {

/// Is this how a database is named, rather than a folder? Also where libpq would refuse it: upper
/// case, a value in quotes without their end. A folder of such a name can be given as ./NAME.
[[nodiscard]] bool names_database(std::string_view location);

/// The location as messages may name it: a folder's path, or "the database".
[[nodiscard]] std::string shown_location(const std::string& location);

/// The same text without the databases that the command line's `arguments` name, for messages that
/// quote an argument without knowing what it is.
[[nodiscard]] std::string without_databases(std::string text,
                                            std::span<const std::string> arguments);

/// Throws UsageError where what should be a file or a folder (`what`: "RESULT") names a database.
void require_no_database(std::string_view path, std::string_view what);

}  // namespace benchgate
