#include "benchgate/github/dry_run_forge.h"

#include <utility>

#include <fmt/format.h>

namespace benchgate::github {
namespace {

std::string_view state_word(StatusState state) {
  switch (state) {
    case StatusState::Running:
      return "in progress";
    case StatusState::Passed:
      return "success";
    case StatusState::Neutral:
      return "neutral";
    case StatusState::Cancelled:
      return "cancelled";
    case StatusState::Waiting:
      return "waiting for approval";
    case StatusState::Failed:
      break;
  }
  return "failure";
}

}  // namespace

DryRunForge::DryRunForge(std::ostream& out, std::string change)
    : out_(out), change_(std::move(change)) {}

std::vector<OwnComment> DryRunForge::own_comments(std::string_view /*beginning*/) {
  return {};
}

void DryRunForge::post_comment(const std::string& body) {
  out_ << fmt::format("--- comment on {}, posted or updated ({} bytes)\n{}\n", change_, body.size(),
                      body);
}

bool DryRunForge::update_comment(const std::string& /*id*/, const std::string& body) {
  post_comment(body);
  return true;
}

void DryRunForge::delete_comment(const std::string& /*id*/) {}

bool DryRunForge::is_newest() {
  return true;
}

Consent DryRunForge::consent(const std::string& label) {
  out_ << fmt::format("--- {}: would look who has labelled it \"{}\"; taken as nobody here\n",
                      change_, label);
  return {};
}

std::optional<std::string> DryRunForge::file_at(const std::string& commit,
                                                const std::string& path) {
  out_ << fmt::format("--- {}: would read {} at {}; taken as missing here\n", change_, path,
                      commit);
  return std::nullopt;
}

std::string DryRunForge::merge_base() {
  return {};
}

void DryRunForge::put_status(const Status& status) {
  out_ << fmt::format("--- check \"{}\" of {}: {}, \"{}\"\n", status.name, change_,
                      state_word(status.state), status.title);
  for (const auto& annotation : status.annotations) {
    out_ << fmt::format("    {}:{}: {}: {}\n", annotation.path, annotation.line, annotation.title,
                        annotation.message);
  }
}

}  // namespace benchgate::github
