// What is to be published of a run: its result, or why there is none.
//
// Sends nothing; publish.h does.
#pragma once

#include <optional>
#include <string>

#include "benchgate/base/error.h"
#include "benchgate/base/getenv.h"
#include "benchgate/github/api.h"
#include "benchgate/github/change.h"
#include "benchgate/github/publication.h"
#include "benchgate/github/workflow.h"

namespace benchgate::work {

struct PublicationSource {
  std::string result;      ///< a results file; empty: the run has only begun
  std::string report_url;  ///< of the whole report; may be empty
};

/// A result that cannot be published as such.
struct UnusableResult {
  std::string reason;
  ExitCode exit_code = ExitCode::Input;  ///< of the error that it is
};

struct PreparedPublication {
  github::Publication publication;
  std::optional<UnusableResult> unusable;  ///< `publication` says "No result"
};

/// The result may come from a stranger: one of another commit than that of `change` is unusable.
/// `api` may be null: GitHub is not asked.
[[nodiscard]] PreparedPublication prepare_publication(const PublicationSource& source,
                                                      const github::Workflow& workflow,
                                                      const github::Change& change,
                                                      github::Api* api, const Getenv& getenv);

}  // namespace benchgate::work
