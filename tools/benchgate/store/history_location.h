// Where a history is: in a folder, or in a database (base/database_name.h). Opens neither.
#pragma once

#include <string>

namespace benchgate::store {

/// Asked before the work that ends in appending. Throws EnvironmentError, which says what is in the
/// way, where `location` is a folder that no file can be made in. A database tells when it is
/// opened.
void require_writable_history(const std::string& location);

/// Do both name one history? Folders by what the file system says of them; databases by host, port,
/// name and schema as they are written: two names of one server are not seen through.
[[nodiscard]] bool is_same_place(const std::string& one, const std::string& other);

}  // namespace benchgate::store
