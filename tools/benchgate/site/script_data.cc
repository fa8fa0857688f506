#include "benchgate/site/script_data.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include <fmt/format.h>

#include "benchgate/base/hash.h"

namespace benchgate::site {
namespace {

constexpr std::size_t kLongestSlug = 48;
constexpr int kDigits = 6;

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

bool is_slug_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

std::string script_json(const nlohmann::json& value) {
  auto text = value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  // In JSON these five stand only inside strings.
  replace_all(text, "<", "\\u003c");
  replace_all(text, ">", "\\u003e");
  replace_all(text, "&", "\\u0026");
  replace_all(text, "\u2028", "\\u2028");
  replace_all(text, "\u2029", "\\u2029");
  return text;
}

std::string data_script(std::string_view name, std::string_view json) {
  return fmt::format("benchgate(\"{}\", {});\n", name, json);
}

std::string slug(std::string_view suite, std::string_view name) {
  std::string text;
  for (const char c : name) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (is_slug_character(lower)) {
      text += lower;
    } else if (!text.empty() && text.back() != '-') {
      text += '-';
    }
    if (text.size() == kLongestSlug) break;
  }
  while (!text.empty() && text.back() == '-') text.pop_back();
  if (!text.empty()) text += '-';
  // The line end keeps ("a", "bc") and ("ab", "c") apart; neither name can hide one that matters.
  return text + short_hash(fmt::format("{}:{}\n{}", suite.size(), suite, name)).substr(0, 10);
}

void append_number(std::string& out, double value, std::optional<int> digits) {
  if (digits) {
    fmt::format_to(std::back_inserter(out), "{:.{}g}", value, *digits);
  } else {
    fmt::format_to(std::back_inserter(out), "{}", value);
  }
}

double rounded(double value, int digits) {
  std::string text;
  append_number(text, value, digits);
  return std::strtod(text.c_str(), nullptr);
}

nlohmann::json estimate_json(const stats::Estimate& estimate) {
  nlohmann::json json = {{"point", rounded(estimate.point, kDigits)}};
  if (estimate.interval) {
    json["lower"] = rounded(estimate.interval->bounds.lower, kDigits);
    json["upper"] = rounded(estimate.interval->bounds.upper, kDigits);
    json["level"] = estimate.interval->achieved_level;
  }
  return json;
}

std::optional<std::string> link_or_nothing(std::string_view url) {
  const bool is_web = url.starts_with("https://") || url.starts_with("http://");
  const auto host = url.find("//") == std::string_view::npos ? 0 : url.find("//") + 2;
  if (!is_web || host >= url.size()) return std::nullopt;
  const bool clean = std::ranges::all_of(url, [](char c) {
    return c > ' ' && c < '\x7f' &&
           std::string_view("\"'<>\\^`{|}").find(c) == std::string_view::npos;
  });
  if (!clean) return std::nullopt;
  return std::string(url);
}

}  // namespace benchgate::site
