// The few things that must be known of a URL: whom it reaches, and where it leads.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace benchgate::github {

/// Where a request with a token would go to.
struct Origin {
  std::string scheme;  ///< "https" or "http"
  std::string host;    ///< in lower case
  std::string port;    ///< "443" where the URL names none
  bool operator==(const Origin&) const = default;

  /// Can nobody else read what is sent there? https, or this very machine.
  [[nodiscard]] bool is_private() const;
};

/// Nothing where `url` is no absolute http or https URL, or holds a user's name or password.
[[nodiscard]] std::optional<Origin> origin_of(std::string_view url);

/// What `location` means in an answer to `url`: itself where it is absolute.
[[nodiscard]] std::string resolved(const std::string& url, std::string_view location);

}  // namespace benchgate::github
