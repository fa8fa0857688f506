// What the location of a history names: a folder, or a database. Opens neither.
//
// A database is named as libpq takes it: a URI (postgresql://...), or keywords with values
// (host=db dbname=bench). Either may hold a password, and is in no message for that reason.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace benchgate::store {

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

/// Asked before the work that ends in appending. Throws EnvironmentError, which says what is in the
/// way, where `location` is a folder that no file can be made in. A database tells when it is
/// opened.
void require_writable_history(const std::string& location);

/// Do both name one history? Folders by what the file system says of them; databases by host, port,
/// name and schema as they are written: two names of one server are not seen through.
[[nodiscard]] bool is_same_place(const std::string& one, const std::string& other);

}  // namespace benchgate::store
