#include "benchgate/github/consent.h"

#include <algorithm>
#include <ranges>

#include <fmt/format.h>

#include "benchgate/gate/acceptance_file.h"
#include "benchgate/github/comment.h"
#include "benchgate/report/markdown_escape.h"

namespace benchgate::github {
namespace {

constexpr std::size_t kMostListed = 10;
/// The list is left out where the report needs the room: a comment has so much and no more.
constexpr std::size_t kMostListBytes = 8'000;

std::string notice(const Consent& consent, std::string_view label) {
  const auto name = report::markdown_name(label);
  const auto who = report::markdown_name(consent.who);
  switch (consent.state) {
    case Consent::State::Given:
      return fmt::format("> ✅ {} has labelled this {}: the acceptances below count.\n", who, name);
    case Consent::State::ByOther:
      return fmt::format(
          "> ✋ **Not accepted yet.** {} has labelled this {}, but has no write access. Somebody "
          "with write access must add the label and run the comment's workflow again.\n",
          who, name);
    case Consent::State::Earlier:
      return fmt::format(
          "> ✋ **Not accepted yet.** {} has labelled this {} before its newest commit was pushed "
          "or its base was changed. Remove the label, add it again, and run the comment's workflow "
          "again.\n",
          who, name);
    case Consent::State::Replaced:
      return fmt::format(
          "> ✋ **Not accepted yet.** {} has labelled this {}, but the branch was replaced after "
          "this run began. Push a new commit, and add the label again afterwards.\n",
          who, name);
    case Consent::State::Missing:
      break;
  }
  return fmt::format(
      "> ✋ **Not accepted yet.** This change accepts its own regressions. Somebody with write "
      "access must add the label {} and run the comment's workflow again.\n",
      name);
}

std::string listed(const ChangeAcceptances& accepted) {
  std::string text;
  for (const auto& entry : accepted.entries | std::views::take(kMostListed)) {
    text += fmt::format("> - {} {} up to {}: {}\n", report::markdown_name(entry.benchmark),
                        report::markdown_name(entry.metric),
                        report::markdown_name(gate::up_to_text(entry.up_to)),
                        report::markdown_name(entry.reason));
  }
  if (accepted.entries.size() > kMostListed) {
    text += fmt::format("> - and {} more\n", accepted.entries.size() - kMostListed);
  }
  if (!accepted.unknown.empty()) {
    text += fmt::format("> - The acceptances of the change are unknown: {}\n",
                        report::markdown_notice(accepted.unknown));
  }
  return text.empty() ? text : ">\n" + text;
}

}  // namespace

bool needs_consent(const Publication& publication, const ChangeAcceptances& accepted) {
  return publication.accepts_by_itself || accepted.may_accept();
}

void demand_consent(Publication& publication, const ChangeAcceptances& accepted,
                    const Consent& consent, std::string_view label) {
  if (!needs_consent(publication, accepted)) return;
  auto list = listed(accepted);
  if (list.size() > kMostListBytes || list.size() + publication.report.size() > kMostReportBytes) {
    list = fmt::format(">\n> It adds or alters {} acceptances.\n", accepted.entries.size());
  }
  publication.report = notice(consent, label) + list + "\n" + publication.report;
  if (consent.state == Consent::State::Given) return;
  publication.state = StatusState::Failed;
  publication.title += ", not accepted yet";
  publication.findings = std::max<std::size_t>(publication.findings.value_or(0), 1);
  publication.is_notable = true;
}

bool is_label(std::string_view text) {
  constexpr std::size_t kMost = 50;
  return !text.empty() && text.size() <= kMost && std::ranges::none_of(text, [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == ',';
  });
}

}  // namespace benchgate::github
