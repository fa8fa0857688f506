// HTTP by libcurl: TLS, proxies (https_proxy), limits on time and size.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>

#include "benchgate/github/http.h"

namespace benchgate::github {

struct CurlLimits {
  std::chrono::milliseconds connect{10'000};
  std::chrono::milliseconds total{60'000};  ///< one request, all of it
  /// An answer beyond this is refused while it arrives. A page of 100 comments of the greatest
  /// length has 26 MB.
  std::size_t most_bytes = std::size_t{32} << 20U;
};

class CurlTransport : public HttpTransport {
 public:
  explicit CurlTransport(CurlLimits limits);
  ~CurlTransport() override;
  HttpResponse send(const HttpRequest& request) override;

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
  CurlLimits limits_;
};

}  // namespace benchgate::github
