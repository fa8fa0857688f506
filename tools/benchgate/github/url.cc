#include "benchgate/github/url.h"

#include <algorithm>
#include <cctype>
#include <memory>

#include <curl/curl.h>

namespace benchgate::github {
namespace {

using Handle = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

std::optional<std::string> part_of(CURLU* url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK) return std::nullopt;
  std::string copy(text);
  curl_free(text);
  return copy;
}

}  // namespace

bool Origin::is_private() const {
  return scheme == "https" || host == "127.0.0.1" || host == "localhost" || host == "[::1]";
}

std::optional<Origin> origin_of(std::string_view url) {
  const Handle parsed(curl_url(), curl_url_cleanup);
  const std::string text(url);
  if (curl_url_set(parsed.get(), CURLUPART_URL, text.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK) {
    return std::nullopt;
  }
  const auto scheme = part_of(parsed.get(), CURLUPART_SCHEME);
  auto host = part_of(parsed.get(), CURLUPART_HOST);
  const auto port = part_of(parsed.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
  if (!scheme || !host || !port || (*scheme != "https" && *scheme != "http")) return std::nullopt;
  std::ranges::transform(*host, host->begin(), [](unsigned char c) { return std::tolower(c); });
  return Origin{.scheme = *scheme, .host = *host, .port = *port};
}

std::string resolved(const std::string& url, std::string_view location) {
  const Handle parsed(curl_url(), curl_url_cleanup);
  const std::string text(location);
  if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return {};
  if (curl_url_set(parsed.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return {};
  return part_of(parsed.get(), CURLUPART_URL).value_or("");
}

}  // namespace benchgate::github
