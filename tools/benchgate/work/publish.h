// A run's result, published where its change is reviewed: a comment, a check, the job's summary.
#pragma once

#include <chrono>
#include <optional>
#include <ostream>
#include <string>

#include "benchgate/base/getenv.h"
#include "benchgate/github/publish.h"
#include "benchgate/work/prepare_publication.h"

namespace benchgate::work {

struct PublishRequest {
  PublicationSource source;
  bool started = false;                   ///< there is no result yet
  std::string name = "benchgate";         ///< of the check, and of the comment
  std::string required_label;             ///< that new acceptances need; empty: none
  std::string policy = "benchgate.toml";  ///< its place in the repository, for `required_label`
  std::chrono::milliseconds patience{};   ///< where GitHub limits or fails
  github::CommentMode comment = github::CommentMode::Always;
  bool no_check = false;
};

/// Says on `log` what it did. Nothing where all is published as asked; an unusable result is
/// published as none. Throws UsageError where options are none or contradict each other,
/// EnvironmentError where GitHub refuses: one part that is refused costs no other.
std::optional<UnusableResult> publish(const PublishRequest& request, const Getenv& getenv,
                                      std::ostream& log);

/// Shows on `out` what would be sent, and asks nobody.
std::optional<UnusableResult> preview_publication(const PublishRequest& request,
                                                  const Getenv& getenv, std::ostream& out);

}  // namespace benchgate::work
