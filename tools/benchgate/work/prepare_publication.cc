#include "benchgate/work/prepare_publication.h"

#include <exception>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "benchgate/github/annotations.h"
#include "benchgate/report/foreign_results.h"
#include "benchgate/work/found_policy.h"

namespace benchgate::work {
namespace {

namespace fs = std::filesystem;

/// What the event alone decides; nothing where a result is to be read.
std::optional<github::Publication> without_result(const PublicationSource& source,
                                                  const github::Workflow& workflow) {
  switch (workflow.event.run_state) {
    case github::RunState::AwaitsApproval:
      return github::awaits_approval(workflow.run_url);
    case github::RunState::Cancelled:
      return github::cancelled(workflow.run_url);
    case github::RunState::Other:
      break;
  }
  if (source.result.empty()) return github::begun(workflow.run_url);
  return std::nullopt;
}

/// A result that kept to all limits and still cannot be shown is none: publishing must come to an
/// end whatever is in it.
github::Publication shown(const gate::Assessment& assessment, const PublicationSource& source,
                          const github::Workflow& workflow) {
  try {
    return github::publication_of(assessment,
                                  {.run_url = workflow.run_url, .report_url = source.report_url});
  } catch (const std::exception& error) {
    throw InputError(source.result, fmt::format("cannot be shown: {}", error.what()));
  }
}

/// The change's own files, as far as this is a checkout of it: a workflow that only publishes what
/// another one measured has some other commit's.
std::optional<github::WorkTree> work_tree(const github::Workflow& workflow, const Getenv& getenv) {
  const auto root = getenv("GITHUB_WORKSPACE");
  if (!root || root->empty() || workflow.event.name == "workflow_run") return std::nullopt;
  github::WorkTree tree{.root = fs::weakly_canonical(*root)};
  try {
    auto found = find_policy({});
    if (!found.path) return tree;
    const auto path = fs::weakly_canonical(*found.path).lexically_relative(tree.root);
    if (path.empty() || *path.begin() == "..") return tree;
    tree.policy = std::move(found.policy);
    tree.policy_path = path.generic_string();
  } catch (const Error&) {
    return tree;  // the gate has said what is wrong with it
  }
  return tree;
}

}  // namespace

PreparedPublication prepare_publication(const PublicationSource& source,
                                        const github::Workflow& workflow,
                                        const github::Change& change, github::Api* api,
                                        const Getenv& getenv) {
  if (auto known = without_result(source, workflow))
    return {.publication = std::move(*known), .unusable = {}};
  try {
    const auto assessment = report::read_foreign_results(source.result);
    const auto wrong = github::disagreement(assessment.head, change, workflow, api);
    if (!wrong.empty()) throw InputError(source.result, wrong);
    auto publication = shown(assessment, source, workflow);
    if (const auto tree = work_tree(workflow, getenv)) {
      publication.annotations = github::annotations_of(assessment, *tree);
    }
    return {.publication = std::move(publication), .unusable = {}};
  } catch (const Error& error) {
    // Also where GitHub does not answer: what was begun must come to an end.
    return {.publication = github::no_result(workflow.run_url, error.what()),
            .unusable = UnusableResult{.reason = error.what(), .exit_code = error.exit_code()}};
  }
}

}  // namespace benchgate::work
