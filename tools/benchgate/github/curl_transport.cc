#include "benchgate/github/curl_transport.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <new>
#include <string_view>

#include <curl/curl.h>
#include <fmt/format.h>

namespace benchgate::github {
namespace {

struct Received {
  HttpResponse response;
  std::size_t most_bytes = 0;
  bool too_large = false;
};

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* user) {
  auto& received = *static_cast<Received*>(user);
  const std::size_t bytes = size * count;
  if (received.response.body.size() + bytes > received.most_bytes) {
    received.too_large = true;
    return 0;
  }
  received.response.body.append(data, bytes);
  return bytes;
}

std::size_t take_header(char* data, std::size_t size, std::size_t count, void* user) {
  auto& headers = static_cast<Received*>(user)->response.headers;
  std::string_view line(data, size * count);
  constexpr std::size_t kMostHeaders = 200;        // libcurl limits the length of each
  if (line.starts_with("HTTP/")) headers.clear();  // of the last answer only: after 100 Continue
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || headers.size() > kMostHeaders) return line.size();
  std::string name(line.substr(0, colon));
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
  auto value = line.substr(colon + 1);
  const auto first = value.find_first_not_of(" \t\r\n");
  const auto last = value.find_last_not_of(" \t\r\n");
  headers[name] =
      first == std::string_view::npos ? "" : std::string(value.substr(first, last - first + 1));
  return line.size();
}

ConnectionError::Kind kind_of(CURLcode code) {
  using Kind = ConnectionError::Kind;
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
      return Kind::NotSent;
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_WEIRD_SERVER_REPLY:
      return Kind::Uncertain;
    default:
      return Kind::Final;
  }
}

/// libcurl's global state, set up once; it is never torn down, as its documentation allows.
void initialise() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) throw EnvironmentError("libcurl does not work on this machine");
}

class HeaderList {
 public:
  explicit HeaderList(const std::vector<std::string>& lines) {
    for (const auto& line : lines) {
      auto* longer = curl_slist_append(list_, line.c_str());
      if (longer == nullptr) throw std::bad_alloc();
      list_ = longer;
    }
  }
  ~HeaderList() { curl_slist_free_all(list_); }
  HeaderList(const HeaderList&) = delete;
  HeaderList& operator=(const HeaderList&) = delete;
  [[nodiscard]] curl_slist* get() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

}  // namespace

struct CurlTransport::Handle {
  Handle() : curl(curl_easy_init()) {
    if (curl == nullptr) throw EnvironmentError("libcurl does not work on this machine");
  }
  ~Handle() { curl_easy_cleanup(curl); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  CURL* curl;
};

CurlTransport::CurlTransport(CurlLimits limits) : limits_(limits) {
  initialise();
  handle_ = std::make_unique<Handle>();
}

CurlTransport::~CurlTransport() = default;

HttpResponse CurlTransport::send(const HttpRequest& request) {
  CURL* curl = handle_->curl;
  curl_easy_reset(curl);  // options only: the connection stays open
  Received received{.response = {}, .most_bytes = limits_.most_bytes};
  auto lines = request.headers;
  lines.emplace_back("Expect:");  // no round trip before a long body
  const HeaderList headers(lines);
  std::array<char, CURL_ERROR_SIZE> why{};
  const auto set = [curl](CURLoption option, auto value) {
    if (curl_easy_setopt(curl, option, value) != CURLE_OK) {
      throw EnvironmentError("this libcurl is too old; 7.85 is needed");
    }
  };
  set(CURLOPT_ERRORBUFFER, why.data());
  set(CURLOPT_URL, request.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits_.connect.count()));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(limits_.total.count()));
  set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
  // Where a connection that was kept has died, libcurl sends the request once more by itself, and
  // what POST makes would be made twice.
  set(CURLOPT_FRESH_CONNECT, request.method == "POST" ? 1L : 0L);
  if (request.method != "GET") {
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    set(CURLOPT_POSTFIELDS, request.body.data());
  }
  set(CURLOPT_HTTPHEADER, headers.get());
  set(CURLOPT_WRITEFUNCTION, take_body);
  set(CURLOPT_WRITEDATA, &received);
  set(CURLOPT_HEADERFUNCTION, take_header);
  set(CURLOPT_HEADERDATA, &received);
  const CURLcode code = curl_easy_perform(curl);
  if (received.too_large) {
    throw ConnectionError(ConnectionError::Kind::Final,
                          fmt::format("the answer is longer than {} bytes", limits_.most_bytes));
  }
  if (code != CURLE_OK) {
    throw ConnectionError(kind_of(code),
                          why.front() != '\0' ? why.data() : curl_easy_strerror(code));
  }
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  received.response.status = static_cast<int>(status);
  return std::move(received.response);
}

}  // namespace benchgate::github
