#include "benchgate/github/consent.h"

#include <algorithm>

#include <fmt/format.h>

#include "benchgate/report/markdown_escape.h"

namespace benchgate::github {
namespace {

std::string notice(const Consent& consent, std::string_view label) {
  const auto name = report::markdown_name(label);
  const auto who = report::markdown_name(consent.who);
  switch (consent.state) {
    case Consent::State::Given:
      return fmt::format("> ✅ {} has labelled this {}: what it accepts, counts.\n\n", who, name);
    case Consent::State::ByOther:
      return fmt::format(
          "> ✋ **Not accepted yet.** {} has labelled this {}, but may not write here; somebody who "
          "may has to. Then this is to be published once more: run the workflow again that "
          "comments.\n\n",
          who, name);
    case Consent::State::Earlier:
      return fmt::format(
          "> ✋ **Not accepted yet.** {} has labelled this {}, but before its newest commit; take "
          "the "
          "label off and give it once more, and then run the workflow again that comments.\n\n",
          who, name);
    case Consent::State::Missing:
      break;
  }
  return fmt::format(
      "> ✋ **Not accepted yet.** This change accepts what it makes worse by itself. That counts "
      "once somebody who may write here labels it {} and runs the workflow again that "
      "comments.\n\n",
      name);
}

}  // namespace

void demand_consent(Publication& publication, const Consent& consent, std::string_view label) {
  if (!publication.accepts_by_itself) return;
  publication.report = notice(consent, label) + publication.report;
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
