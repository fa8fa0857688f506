#include "benchgate/github/comment.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "benchgate/base/commit_id.h"
#include "benchgate/github/workflow.h"
#include "benchgate/report/markdown_escape.h"

namespace benchgate::github {
namespace {

/// What comes after this line is the report. Reports hold no such line: they escape every name.
constexpr std::string_view kReportBegins = "<!-- benchgate:report -->\n";

std::string marker(std::string_view name, const CommentState& state) {
  auto text =
      fmt::format("{}commit={} findings={}", comment_beginning(name), state.commit, state.findings);
  if (state.fixed)
    text += fmt::format(" fixed={} at={}", state.fixed->findings, state.fixed->commit);
  if (state.found_at) text += fmt::format(" found={}", *state.found_at);
  return text + " -->\n";
}

/// The value of "key=value" among words.
std::string_view value_of(std::string_view words, std::string_view key) {
  while (!words.empty()) {
    const auto word = words.substr(0, words.find(' '));
    words.remove_prefix(std::min(words.size(), word.size() + 1));
    if (word.starts_with(key) && word.substr(key.size()).starts_with('=')) {
      return word.substr(key.size() + 1);
    }
  }
  return {};
}

std::optional<std::size_t> count_of(std::string_view text) {
  std::size_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return count;
}

std::string short_commit(std::string_view commit) {
  return fmt::format("`{}`", commit.substr(0, 12));
}

std::string fixed_notice(const CommentState& state) {
  const auto& fixed = *state.fixed;
  const auto where = fixed.commit == state.commit ? std::string("in an earlier run of this commit")
                                                  : "at " + short_commit(fixed.commit);
  if (fixed.findings == 1) {
    return fmt::format("> ✅ **Fixed:** the finding that blocked merging {} is gone.\n\n", where);
  }
  return fmt::format("> ✅ **Fixed:** the {} findings that blocked merging {} are gone.\n\n",
                     fixed.findings, where);
}

std::string_view news_symbol(RunNews news) {
  return news == RunNews::Started ? "⏳" : "⚠️";
}

std::string_view news_text(RunNews news) {
  switch (news) {
    case RunNews::Cancelled:
      return "was cancelled or exceeded its time limit, and has no result";
    case RunNews::AwaitsApproval:
      return "waits for approval by somebody with write access";
    case RunNews::Started:
      break;
  }
  return "is on its way";
}

}  // namespace

std::string comment_beginning(std::string_view name) {
  return fmt::format("<!-- benchgate:comment name={} ", name);
}

CommentState next_state(const std::optional<CommentState>& previous, const std::string& commit,
                        std::optional<std::size_t> findings) {
  CommentState state{.commit = commit, .findings = findings.value_or(0), .fixed = std::nullopt};
  if (!previous) return state;
  const auto found_at = previous->found_at.value_or(previous->commit);
  if (!findings) {
    state.findings = previous->findings;
    if (state.findings > 0 && found_at != commit) state.found_at = found_at;
    return state;
  }
  if (state.findings > 0) return state;
  if (previous->findings > 0) {
    state.fixed = Fixed{.findings = previous->findings, .commit = found_at};
  } else if (previous->commit == commit) {
    state.fixed = previous->fixed;  // published once more
  }
  return state;
}

std::string compose_comment(std::string_view name, const CommentState& state,
                            std::string_view report) {
  return fmt::format("{}{}{}{}", marker(name, state), state.fixed ? fixed_notice(state) : "",
                     kReportBegins, report);
}

std::optional<CommentState> state_of(std::string_view comment, std::string_view name) {
  const auto beginning = comment_beginning(name);
  if (!comment.starts_with(beginning)) return std::nullopt;
  comment.remove_prefix(beginning.size());
  const auto words = comment.substr(0, comment.find(" -->"));
  const auto commit = value_of(words, "commit");
  const auto findings = count_of(value_of(words, "findings"));
  if (!is_full_commit(commit) || !findings) return std::nullopt;
  CommentState state{.commit = std::string(commit), .findings = *findings, .fixed = std::nullopt};
  const auto fixed = count_of(value_of(words, "fixed"));
  const auto at = value_of(words, "at");
  if (fixed && is_full_commit(at))
    state.fixed = Fixed{.findings = *fixed, .commit = std::string(at)};
  const auto found_at = value_of(words, "found");
  if (is_full_commit(found_at)) state.found_at = std::string(found_at);
  return state;
}

std::optional<std::string> with_stale_notice(std::string_view comment, std::string_view name,
                                             const std::string& commit, const std::string& run_url,
                                             RunNews news) {
  const auto state = state_of(comment, name);
  const auto report = comment.find(kReportBegins);
  if (!state || report == std::string_view::npos) return std::nullopt;
  const auto run = run_url.empty()
                       ? std::string("A new run")
                       : fmt::format("[A new run](<{}>)", report::markdown_url(run_url));
  const auto about =
      state->commit == commit ? "an earlier run of this commit" : short_commit(state->commit);
  const auto notice =
      fmt::format("> {} **Out of date.** {} for {} {}. The report below is about {}.\n\n",
                  news_symbol(news), run, short_commit(commit), news_text(news), about);
  return marker(name, *state) + notice + std::string(comment.substr(report));
}

bool is_comment_name(std::string_view name) {
  constexpr std::size_t kMost = 60;
  return !name.empty() && name.size() <= kMost && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

}  // namespace benchgate::github
