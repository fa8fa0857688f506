#include "benchgate/store/history_location.h"

#include <filesystem>
#include <system_error>

#include "benchgate/base/database_name.h"
#include "benchgate/base/writable.h"
#include "benchgate/store/postgres_connection.h"

namespace benchgate::store {

void require_writable_history(const std::string& location) {
  if (!names_database(location)) require_writable_folder(location);
}

bool is_same_place(const std::string& one, const std::string& other) {
  if (names_database(one) && names_database(other)) {
    const auto address = database_address(one);
    return address && address == database_address(other);
  }
  std::error_code not_there;
  return std::filesystem::equivalent(one, other, not_there);
}

}  // namespace benchgate::store
