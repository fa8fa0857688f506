// The workflows that gate a repository's pull requests and measure its nights, as texts to be
// committed there.
//
// Says what they contain; writes no file. They are this repository's pr-gate.yml, pr-comment.yml
// and nightly.yml with the work left to the actions in .github/actions/, and are held to the same
// rules (tests/workflows).
#pragma once

#include <string>
#include <string_view>

namespace benchgate::github {

inline constexpr std::string_view kGateWorkflowFile = ".github/workflows/benchgate.yml";
inline constexpr std::string_view kCommentWorkflowFile = ".github/workflows/benchgate-comment.yml";
inline constexpr std::string_view kNightlyWorkflowFile = ".github/workflows/benchgate-nightly.yml";

/// What stands for the repository of benchgate as long as nobody has said where it is.
inline constexpr std::string_view kUnknownAction = "OWNER/benchgate@COMMIT";

/// "OWNER/REPOSITORY@REF", of characters that mean nothing else in YAML.
[[nodiscard]] bool is_action_address(std::string_view text);

struct WorkflowChoice {
  std::string action{kUnknownAction};  ///< where benchgate's repository is
  std::string project_folder{"."};     ///< from the repository's top
};

/// On `pull_request`: measures, without any right to write.
[[nodiscard]] std::string gate_workflow(const WorkflowChoice& choice);

/// On `workflow_run` of the other: comments, without running anything of the pull request.
[[nodiscard]] std::string comment_workflow(const WorkflowChoice& choice);

/// On `schedule`: measures without any right to write; then, in a job of its own that runs nothing
/// of the project, writes the branches of history and dashboard, and issues.
[[nodiscard]] std::string nightly_workflow(const WorkflowChoice& choice);

}  // namespace benchgate::github
