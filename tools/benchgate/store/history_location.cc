#include "benchgate/store/history_location.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/store/postgres_connection.h"

namespace benchgate::store {
namespace {

constexpr std::array<std::string_view, 2> kSchemes = {"postgresql://", "postgres://"};
constexpr std::string_view kShownDatabase = "the database";

/// Where the URI of a database begins: behind "--to=", say.
std::size_t find_database(std::string_view argument) {
  std::size_t found = std::string_view::npos;
  for (const auto scheme : kSchemes) found = std::min(found, argument.find(scheme));
  return found;
}

}  // namespace

bool names_database(std::string_view location) {
  return find_database(location) == 0;
}

std::string shown_location(const std::string& location) {
  return names_database(location) ? std::string(kShownDatabase) : location;
}

std::string without_databases(std::string text, std::span<const std::string> arguments) {
  for (const auto& argument : arguments) {
    const auto begin = find_database(argument);
    if (begin == std::string::npos) continue;
    const auto uri = std::string_view(argument).substr(begin);
    for (auto at = text.find(uri); at != std::string::npos;
         at = text.find(uri, at + kShownDatabase.size())) {
      text.replace(at, uri.size(), kShownDatabase);
    }
  }
  return text;
}

void require_no_database(std::string_view path, std::string_view what) {
  if (!names_database(path)) return;
  throw UsageError(fmt::format("{} is a path, and a database was named where it belongs", what));
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
