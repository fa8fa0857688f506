#include "benchgate/github/api.h"

#include <array>
#include <optional>
#include <thread>
#include <utility>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "benchgate/github/retry.h"
#include "benchgate/github/url.h"

namespace benchgate::github {
namespace {

using std::chrono::milliseconds;

constexpr int kMostRedirects = 3;
/// Of 100 elements each. A pull request with more comments than that has other problems.
constexpr int kMostPages = 100;

/// The error text of an answer, "Not Found" say; empty where there is none.
std::string message_in(const HttpResponse& response) {
  const auto parsed = Json::parse(response.body, nullptr, false);
  if (!parsed.is_object()) return {};
  const auto found = parsed.find("message");
  if (found == parsed.end() || !found->is_string()) return {};
  return found->get<std::string>().substr(0, 300);
}

std::string limited(const std::string& what, const HttpResponse& response) {
  const auto said = message_in(response);
  return fmt::format(
      "{}: rate limited: GitHub answers {}{} to the last of {} attempts; run this again later, or "
      "with a token that fewer jobs use",
      what, response.status, said.empty() ? "" : ", \"" + said + "\"", kMostAttempts);
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 307 || status == 308;
}

/// The URL behind rel="next" of a Link header.
std::optional<std::string> next_page(const HttpResponse& response) {
  const auto found = response.headers.find("link");
  if (found == response.headers.end()) return std::nullopt;
  std::string_view links = found->second;
  while (true) {
    const auto open = links.find('<');
    const auto close = links.find('>', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) return std::nullopt;
    const auto url = links.substr(open + 1, close - open - 1);
    links.remove_prefix(close + 1);
    const auto parameters = links.substr(0, links.find(','));
    if (parameters.find("rel=\"next\"") != std::string_view::npos) {
      return std::string(url);
    }
  }
}

std::string seconds_text(milliseconds time) {
  return fmt::format("{} s", std::chrono::ceil<std::chrono::seconds>(time).count());
}

}  // namespace

Clock system_clock() {
  return {.now = [] { return std::chrono::system_clock::now(); },
          .sleep = [](milliseconds time) { std::this_thread::sleep_for(time); }};
}

struct Api::Answer {
  Json body;
  std::optional<std::string> next;
};

Api::Api(ApiOptions options, HttpTransport& transport, Clock clock)
    : options_(std::move(options)), transport_(transport), clock_(std::move(clock)) {
  const auto origin = origin_of(options_.url);
  if (!origin)
    throw UsageError("GITHUB_API_URL is not the URL of an API; it looks like https://HOST/api/v3");
  if (!origin->is_private()) {
    throw UsageError("GITHUB_API_URL is not https: a token sent there could be read on its way");
  }
}

Json Api::get(const std::string& path) {
  return ask("GET", url_of(path), {}, Repeat::Freely).body;
}

Json Api::send(const std::string& method, const std::string& path, const Json& body,
               Repeat repeat) {
  // Names may hold bytes that are no UTF-8; reports have replaced them already.
  const auto text =
      body.is_null() ? std::string() : body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return ask(method, url_of(path), text, repeat).body;
}

Json Api::query(const std::string& text) {
  // https://HOST/api/v3 has it beside itself, https://api.github.com below.
  constexpr std::string_view kEnterprise = "/v3";
  auto url = options_.url;
  if (url.ends_with("/api/v3")) url.resize(url.size() - kEnterprise.size());
  return ask("POST", url + "/graphql", Json{{"query", text}}.dump(), Repeat::Freely).body;
}

void Api::each(const std::string& path, std::string_view key,
               const std::function<void(const Json&)>& take) {
  auto url = url_of(path) + (path.find('?') == std::string::npos ? "?" : "&") + "per_page=100";
  for (int page = 0; page < kMostPages; ++page) {
    const auto answer = ask("GET", url, {}, Repeat::Freely);
    const auto* list = &answer.body;
    if (!key.empty() && answer.body.is_object() && answer.body.contains(key)) {
      list = &answer.body.at(std::string(key));
    }
    if (!list->is_array()) {
      throw EnvironmentError(fmt::format("GET {}: GitHub answers with no list", path));
    }
    for (const auto& element : *list) take(element);
    if (!answer.next) return;
    if (origin_of(*answer.next) != origin_of(options_.url)) {
      throw EnvironmentError(
          fmt::format("GET {}: the next page is on another host, which gets no token", path));
    }
    url = *answer.next;
  }
  throw EnvironmentError(fmt::format("GET {}: has more than {} pages", path, kMostPages));
}

Api::Answer Api::ask(const std::string& method, const std::string& url, const std::string& body,
                     Repeat repeat) {
  HttpRequest request{
      .method = method,
      .url = url,
      .headers = {"Accept: application/vnd.github+json", "Authorization: Bearer " + options_.token,
                  "X-GitHub-Api-Version: 2022-11-28", "Content-Type: application/json",
                  "User-Agent: " + options_.agent},
      .body = body};
  const auto response = insist(request, repeat);
  if (response.status < 200 || response.status >= 300) {
    const auto said = message_in(response);
    throw ApiError(response.status,
                   redacted(fmt::format("{} {}: GitHub answers {}{}", method, url, response.status,
                                        said.empty() ? "" : ", \"" + said + "\"")));
  }
  if (response.body.empty()) return {};
  auto parsed = Json::parse(response.body, nullptr, false);
  if (parsed.is_discarded()) {
    throw EnvironmentError(
        redacted(fmt::format("{} {}: the answer is not JSON; is GITHUB_API_URL ({}) GitHub's?",
                             method, url, options_.url)));
  }
  return {.body = std::move(parsed), .next = next_page(response)};
}

/// Follows redirects within the origin, as a renamed repository makes them. Another host gets
/// neither the token nor the request.
HttpResponse Api::follow(HttpRequest request) {
  for (int redirects = 0;; ++redirects) {
    auto response = transport_.send(request);
    if (!is_redirect(response.status)) return response;
    const auto target = resolved(request.url, response.headers["location"]);
    if (redirects == kMostRedirects || origin_of(target) != origin_of(options_.url)) {
      throw EnvironmentError(redacted(fmt::format("{} {}: leads {}", request.method, request.url,
                                                  redirects == kMostRedirects
                                                      ? "from one place to the next without end"
                                                      : "to another host, which gets no token")));
    }
    request.url = target;
  }
}

HttpResponse Api::insist(const HttpRequest& request, Repeat repeat) {
  const auto what = fmt::format("{} {}", request.method, request.url);
  for (int attempt = 1;; ++attempt) {
    try {
      auto response = follow(request);
      const auto time = wait_before_retry(response, attempt, clock_.now());
      if (!time) return response;
      if (attempt == kMostAttempts) {
        // Not a refusal for good, which a 403 would otherwise be taken for.
        if (is_rate_limited(response)) throw EnvironmentError(redacted(limited(what, response)));
        return response;
      }
      if (repeat == Repeat::OnlyIfRefused && !is_rate_limited(response)) {
        throw UncertainError(redacted(fmt::format("{}: GitHub answers {}", what, response.status)));
      }
      wait(*time, fmt::format("{}: GitHub answers {}", what, response.status));
    } catch (const ConnectionError& error) {
      using Kind = ConnectionError::Kind;
      const auto text = redacted(fmt::format("{}: {}", what, error.what()));
      if (repeat == Repeat::OnlyIfRefused && error.kind() == Kind::Uncertain) {
        throw UncertainError(text);
      }
      if (error.kind() == Kind::Final || attempt == kMostAttempts) throw EnvironmentError(text);
      wait(wait_after_failure(attempt), text);
    }
  }
}

void Api::wait(milliseconds time, const std::string& what) {
  if (waited_ + time > options_.patience) {
    throw EnvironmentError(redacted(
        fmt::format("{}, and asks to wait {}, which is more than what is left of --patience ({})",
                    what, seconds_text(time), seconds_text(options_.patience - waited_))));
  }
  waited_ += time;
  clock_.sleep(time);
}

std::string Api::redacted(std::string text) const {
  if (options_.token.empty()) return text;
  for (auto at = text.find(options_.token); at != std::string::npos;
       at = text.find(options_.token)) {
    text.replace(at, options_.token.size(), "***");
  }
  return text;
}

std::string Api::url_of(const std::string& path) const {
  return options_.url + path;
}

}  // namespace benchgate::github
