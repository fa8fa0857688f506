#include <optional>
#include <string>

#include "benchgate/base/commit_id.h"
#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/github/change.h"
#include "benchgate/github/workflow.h"
#include "fuzz/properties.h"
#include "support/temporary_folder.h"

namespace benchgate::fuzz {
namespace {

std::optional<std::string> getenv_of_a_step(std::string_view name, const std::string& event) {
  if (name == "GITHUB_REPOSITORY") return "owner/name";
  if (name == "GITHUB_EVENT_NAME") return "pull_request";
  if (name == "GITHUB_EVENT_PATH") return event;
  return std::nullopt;
}

}  // namespace

void check_github_event(std::string_view bytes) {
  static const test_support::TemporaryFolder folder;
  const auto event = folder.path() / "event.json";
  write_file_atomically(event, bytes);
  try {
    const auto workflow = github::read_workflow(
        [&](std::string_view name) { return getenv_of_a_step(name, event.string()); });
    require(is_full_commit(workflow.event.head_commit), "an event is about a commit");
    require(workflow.event.pull_request.value_or(1) > 0, "pull requests count from 1");
    static_cast<void>(github::change_of_event(workflow));
  } catch (const InputError&) {
  }
}

}  // namespace benchgate::fuzz
