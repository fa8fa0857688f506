#include "benchgate/github/repository_file.h"

#include <cstdint>
#include <string_view>

#include <fmt/format.h>

#include "benchgate/base/percent_encoding.h"
#include "benchgate/github/json_text.h"

namespace benchgate::github {
namespace {

std::optional<std::uint32_t> base64_digit(char c) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const auto place = kDigits.find(c);
  if (place == std::string_view::npos) return std::nullopt;
  return static_cast<std::uint32_t>(place);
}

/// RFC 4648, in lines as GitHub writes it.
std::string from_base64(std::string_view text) {
  std::string bytes;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const auto digit = base64_digit(c);
    if (!digit) continue;  // line ends, and the = at its end
    bits = (bits << 6U) | *digit;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>((bits >> static_cast<unsigned>(count)) & 0xffU);
  }
  return bytes;
}

std::string encoded_path(std::string_view path) {
  std::string encoded;
  while (!path.empty()) {
    const auto part = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(path.size(), part.size() + 1));
    encoded += (encoded.empty() ? "" : "/") + percent_encoded(part);
  }
  return encoded;
}

}  // namespace

std::optional<std::string> repository_file(const GithubAccess& access, const std::string& commit,
                                           const std::string& path) {
  const auto answer = access.permitted("contents: read", [&]() -> Json {
    try {
      return access.api().get(fmt::format("{}/contents/{}?ref={}", access.repository_path(),
                                          encoded_path(path), percent_encoded(commit)));
    } catch (const ApiError& error) {
      if (error.status() != 404) throw;
      return Json();
    }
  });
  if (answer.is_null()) return std::nullopt;
  if (text_at(answer, {"type"}) != "file" || text_at(answer, {"encoding"}) != "base64") {
    throw EnvironmentError(
        fmt::format("{} at {} is not a file of at most 1 MB", path, commit.substr(0, 12)));
  }
  return from_base64(text_at(answer, {"content"}));
}

}  // namespace benchgate::github
