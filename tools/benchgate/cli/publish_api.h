// How the commands that publish reach GitHub: the token from the environment, patience from an
// option.
#pragma once

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "benchgate/cli/console.h"
#include "benchgate/github/api.h"
#include "benchgate/github/curl_transport.h"
#include "benchgate/github/workflow.h"

namespace benchgate::cli {

class PublishApi {
 public:
  /// Throws EnvironmentError where there is no token, UsageError where `patience` is no time.
  PublishApi(const github::Workflow& workflow, const std::string& patience, const Console& console);

  [[nodiscard]] github::Api& api() { return api_; }

 private:
  github::CurlTransport transport_;
  github::Api api_;
};

/// --patience, into `patience`.
void add_patience_option(CLI::App& command, std::string& patience);

}  // namespace benchgate::cli
