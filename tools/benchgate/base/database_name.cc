#include "benchgate/base/database_name.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "benchgate/base/error.h"

namespace benchgate {
namespace {

constexpr std::array<std::string_view, 2> kSchemes = {"postgresql://", "postgres://"};
constexpr std::string_view kShownDatabase = "the database";
constexpr std::string_view kBlanks = " \t\n\r\f\v";

/// All that libpq 17 knows (PQconndefaults), whichever one is installed.
constexpr std::array<std::string_view, 47> kKeywords = {"application_name",
                                                        "authtype",
                                                        "channel_binding",
                                                        "client_encoding",
                                                        "connect_timeout",
                                                        "dbname",
                                                        "fallback_application_name",
                                                        "gssdelegation",
                                                        "gssencmode",
                                                        "gsslib",
                                                        "host",
                                                        "hostaddr",
                                                        "keepalives",
                                                        "keepalives_count",
                                                        "keepalives_idle",
                                                        "keepalives_interval",
                                                        "krbsrvname",
                                                        "load_balance_hosts",
                                                        "options",
                                                        "passfile",
                                                        "password",
                                                        "port",
                                                        "replication",
                                                        "require_auth",
                                                        "requirepeer",
                                                        "requiressl",
                                                        "scram_client_key",
                                                        "scram_server_key",
                                                        "service",
                                                        "servicefile",
                                                        "ssl_max_protocol_version",
                                                        "ssl_min_protocol_version",
                                                        "sslcert",
                                                        "sslcertmode",
                                                        "sslcompression",
                                                        "sslcrl",
                                                        "sslcrldir",
                                                        "sslkey",
                                                        "sslkeylogfile",
                                                        "sslmode",
                                                        "sslnegotiation",
                                                        "sslpassword",
                                                        "sslrootcert",
                                                        "sslsni",
                                                        "target_session_attrs",
                                                        "tcp_user_timeout",
                                                        "user"};

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return lower;
}

/// Where a URI begins, of any case.
std::size_t find_uri(std::string_view argument) {
  const auto lower = in_lower_case(argument);
  std::size_t found = std::string_view::npos;
  for (const auto scheme : kSchemes) found = std::min(found, lower.find(scheme));
  return found;
}

/// A keyword of libpq and '=', at the beginning or behind a blank.
bool has_keyword(std::string_view text) {
  const auto lower = in_lower_case(text);
  for (auto equals = lower.find('='); equals != std::string::npos;
       equals = lower.find('=', equals + 1)) {
    const auto before = std::string_view(lower).substr(0, equals);
    const auto end = before.find_last_not_of(kBlanks);
    if (end == std::string_view::npos) continue;
    const auto blank = before.find_last_of(kBlanks, end);
    const auto begin = blank == std::string_view::npos ? 0 : blank + 1;
    if (std::ranges::find(kKeywords, before.substr(begin, end + 1 - begin)) != kKeywords.end()) {
      return true;
    }
  }
  return false;
}

/// What of an argument names a database: all of it, or what stands behind "--to=", say. Empty if
/// nothing does.
std::string_view database_in(std::string_view argument) {
  const auto equals = argument.find('=');
  if (argument.starts_with('-') && equals != std::string_view::npos) {
    const auto value = argument.substr(equals + 1);
    if (names_database(value)) return value;
  }
  if (names_database(argument)) return argument;
  const auto uri = find_uri(argument);
  return uri == std::string_view::npos ? std::string_view() : argument.substr(uri);
}

}  // namespace

bool names_database(std::string_view location) {
  return find_uri(location) == 0 || has_keyword(location);
}

std::string shown_location(const std::string& location) {
  return names_database(location) ? std::string(kShownDatabase) : location;
}

std::string without_databases(std::string text, std::span<const std::string> arguments) {
  for (const auto& argument : arguments) {
    const auto named = database_in(argument);
    if (named.empty()) continue;
    for (auto at = text.find(named); at != std::string::npos;
         at = text.find(named, at + kShownDatabase.size())) {
      text.replace(at, named.size(), kShownDatabase);
    }
  }
  return text;
}

void require_no_database(std::string_view path, std::string_view what) {
  if (!names_database(path)) return;
  throw UsageError(
      fmt::format("{} must be a path, and a database was named there; write ./NAME for a "
                  "folder of that name",
                  what));
}

}  // namespace benchgate
