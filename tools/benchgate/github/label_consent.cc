#include "benchgate/github/label_consent.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "benchgate/base/instant.h"
#include "benchgate/base/percent_encoding.h"
#include "benchgate/github/json_text.h"

namespace benchgate::github {
namespace {

/// Seconds since 1970, which compare like the moments; nothing where GitHub does not say.
using Moment = std::optional<std::int64_t>;

/// After one of these the head may be any commit, also one that it was before. Without them the
/// branch only moves forward, and so a commit becomes the head once.
constexpr std::array<std::string_view, 3> kReplaceHead = {"head_ref_force_pushed",
                                                          "head_ref_restored", "reopened"};
/// After these, what the change accepts is compared with another base.
constexpr std::array<std::string_view, 2> kReplaceBase = {"base_ref_changed",
                                                          "automatic_base_change_succeeded"};

/// To GitHub, labels that differ by case are one.
bool is_same_label(std::string_view label, std::string_view other) {
  const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::ranges::equal(label, other, {}, small, small);
}

/// What happened to the pull request, as far as it matters here.
struct Story {
  std::string who;  ///< gave the label last; empty where it is not there
  Moment labelled;
  Moment head_replaced;
  Moment base_replaced;
  bool is_dated = true;  ///< false where an event that matters has no date

  void take(const Json& event, std::string_view label) {
    const auto what = text_at(event, {"event"});
    const auto when = parse_instant(text_at(event, {"created_at"}));
    const auto note = [&](Moment& moment) {
      if (when) moment = std::max(moment, when);
      is_dated = is_dated && when.has_value();
    };
    if (std::ranges::count(kReplaceHead, what) > 0) note(head_replaced);
    if (std::ranges::count(kReplaceBase, what) > 0) note(base_replaced);
    if (!is_same_label(text_at(event, {"label", "name"}), label)) return;
    if (what == "unlabeled") who.clear();
    if (what != "labeled") return;
    who = text_at(event, {"actor", "login"});
    labelled = when;
  }
};

Story story_of(const GithubAccess& access, const Change& change, const std::string& label) {
  Story story;
  access.permitted("pull-requests: write", [&] {
    const auto number = change.pull_request.value();
    const auto path = fmt::format("{}/issues/{}/events", access.repository_path(), number);
    access.api().each(path, "", [&](const Json& event) { story.take(event, label); });
    const auto pull =
        access.api().get(fmt::format("{}/pulls/{}", access.repository_path(), number));
    // Before it was opened, the branch may have been anywhere.
    story.head_replaced =
        std::max(story.head_replaced, parse_instant(text_at(pull, {"created_at"})));
    return Json();
  });
  return story;
}

bool may_write(const GithubAccess& access, const std::string& who) {
  const auto answer = access.permitted("contents: read", [&]() -> Json {
    try {
      return access.api().get(fmt::format("{}/collaborators/{}/permission",
                                          access.repository_path(), percent_encoded(who)));
    } catch (const ApiError& error) {
      if (!is_gone(error)) throw;
      return Json();  // no collaborator, or no account any longer
    }
  });
  const auto permission = text_at(answer, {"permission"});
  return permission == "admin" || permission == "write";
}

}  // namespace

Consent label_consent(GithubAccess& access, const Change& change, const std::string& label) {
  const auto story = story_of(access, change, label);
  if (story.who.empty()) return {};
  const auto answer = [&](Consent::State state) {
    return Consent{.state = state, .who = story.who};
  };
  const auto seen = parse_instant(access.workflow().event.head_seen_at);
  if (!seen || !story.is_dated || seen < story.head_replaced) {
    return answer(Consent::State::Replaced);
  }
  if (!story.labelled || story.labelled <= seen || story.labelled <= story.base_replaced) {
    return answer(Consent::State::Earlier);
  }
  return answer(may_write(access, story.who) ? Consent::State::Given : Consent::State::ByOther);
}

}  // namespace benchgate::github
