// One HTTP request and its answer: the seam at the network.
//
// Knows neither GitHub nor JSON, follows no redirect and repeats nothing: whoever asks decides what
// an answer means.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "benchgate/base/error.h"

namespace benchgate::github {

struct HttpRequest {
  std::string method = "GET";
  std::string url;
  std::vector<std::string> headers;  ///< "Name: value"
  std::string body;
};

struct HttpResponse {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< names in lower case; of several, the last
  std::string body;
};

/// There was no answer, or only a part of one.
class ConnectionError : public EnvironmentError {
 public:
  enum class Kind {
    NotSent,    ///< nothing has reached the server
    Uncertain,  ///< it may have done what it was asked for
    Final,      ///< the next attempt would fail the same way: certificates, an answer too large
  };
  ConnectionError(Kind kind, const std::string& message) : EnvironmentError(message), kind_(kind) {}
  [[nodiscard]] Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

class HttpTransport {
 public:
  HttpTransport() = default;
  virtual ~HttpTransport() = default;
  HttpTransport(const HttpTransport&) = delete;
  HttpTransport& operator=(const HttpTransport&) = delete;
  /// The answer, whatever its status. Throws ConnectionError.
  virtual HttpResponse send(const HttpRequest& request) = 0;
};

}  // namespace benchgate::github
