// GitHub's API as a step of a workflow reaches it: with the token of its environment.
#pragma once

#include <chrono>

#include "benchgate/base/getenv.h"
#include "benchgate/github/api.h"
#include "benchgate/github/curl_transport.h"
#include "benchgate/github/workflow.h"

namespace benchgate::github {

class WorkflowApi {
 public:
  /// `patience`: as in ApiOptions. Throws EnvironmentError where there is no token.
  WorkflowApi(const Workflow& workflow, std::chrono::milliseconds patience, const Getenv& getenv);

  [[nodiscard]] Api& api() { return api_; }

 private:
  CurlTransport transport_;
  Api api_;
};

}  // namespace benchgate::github
