// GitHub's REST interface as JSON in and out: the token, pages, repetition, errors in words.
//
// Knows no comment and no check: paths and bodies are the caller's. The token is in one header of
// requests to one origin and nowhere else; whatever leaves here as an error has been searched for
// it.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "benchgate/github/http.h"

namespace benchgate::github {

using Json = nlohmann::json;

/// GitHub understood the request and refused it.
class ApiError : public EnvironmentError {
 public:
  ApiError(int status, const std::string& message) : EnvironmentError(message), status_(status) {}
  [[nodiscard]] int status() const { return status_; }

 private:
  int status_;
};

/// It is not known whether a request that must not be repeated did its work.
class UncertainError : public EnvironmentError {
 public:
  using EnvironmentError::EnvironmentError;
};

struct Clock {
  std::function<std::chrono::system_clock::time_point()> now;
  std::function<void(std::chrono::milliseconds)> sleep;
};
[[nodiscard]] Clock system_clock();

struct ApiOptions {
  std::string url;  ///< "https://api.github.com", without a slash at its end
  std::string token;
  std::string agent;                     ///< who asks: GitHub wants to know
  std::chrono::milliseconds patience{};  ///< all waiting together; more is an error
};

/// May a request be repeated when it is not known whether it did its work?
enum class Repeat { Freely, OnlyIfRefused };

class Api {
 public:
  /// `transport` must outlive it. Throws UsageError where the URL is none that a token may be sent
  /// to.
  Api(ApiOptions options, HttpTransport& transport, Clock clock);

  [[nodiscard]] Json get(const std::string& path);
  /// What POST, PATCH or DELETE answers; null where that is nothing.
  Json send(const std::string& method, const std::string& path, const Json& body,
            Repeat repeat = Repeat::Freely);
  /// What the other interface of GitHub, GraphQL, answers.
  [[nodiscard]] Json query(const std::string& text);
  /// Every element of a list, over all its pages; of the list `key` where the pages are objects.
  void each(const std::string& path, std::string_view key,
            const std::function<void(const Json&)>& take);

 private:
  struct Answer;
  Answer ask(const std::string& method, const std::string& url, const std::string& body,
             Repeat repeat);
  HttpResponse follow(HttpRequest request);
  HttpResponse insist(const HttpRequest& request, Repeat repeat);
  void wait(std::chrono::milliseconds time, const std::string& what);
  [[nodiscard]] std::string redacted(std::string text) const;
  [[nodiscard]] std::string url_of(const std::string& path) const;

  ApiOptions options_;
  HttpTransport& transport_;
  Clock clock_;
  std::chrono::milliseconds waited_{0};
};

}  // namespace benchgate::github
