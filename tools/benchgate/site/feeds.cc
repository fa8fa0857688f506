#include "benchgate/site/feeds.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "benchgate/base/hash.h"
#include "benchgate/base/instant.h"
#include "benchgate/base/percent_encoding.h"
#include "benchgate/report/change_wording.h"
#include "benchgate/report/markup_escape.h"
#include "benchgate/report/unicode.h"
#include "benchgate/site/script_data.h"

namespace benchgate::site {
namespace {

constexpr std::size_t kMostEntries = 100;

/// What both feeds say of one change.
struct Entry {
  std::string id;
  std::string url;
  std::string title;
  std::string_view category;
  std::vector<std::string> paragraphs;
  model::Timestamp published = 0;
  model::Timestamp updated = 0;
};

/// The chart of its series, whichever the benchmark's page shows first; there, the change.
std::string page_of(const NotedChange& noted, const FeedOptions& options) {
  const auto& [kind, of] = noted.series.basis;
  return fmt::format("{}{}#/b/{}?metric={}&basis={}&of={}&change={}", options.url,
                     options.url.empty() ? "index.html" : "", noted.slug,
                     percent_encoded(noted.series.metric), model::basis_name(kind),
                     percent_encoded(of), noted.id);
}

/// What else moved, by metric and basis.
std::string also_words(const ChangeGroup& group) {
  std::string text = "Also ";
  for (const auto& other : group.others) {
    if (text.size() > 5) text += ", ";
    const bool reference = other.series.basis.kind == model::Basis::Kind::Reference;
    text += fmt::format("{}{} {}", other.series.metric, reference ? " against the reference" : "",
                        change_words(other));
  }
  return text + ".";
}

std::vector<std::string> paragraphs_of(const ChangeGroup& group, const FeedOptions& options) {
  const auto& noted = group.head;
  const auto& good = noted.change.before;
  const auto& bad = noted.change.at;
  std::vector<std::string> all;
  const auto interval = interval_of(noted);
  all.push_back(fmt::format("{}{}.", change_words(noted),
                            interval.empty() ? "" : fmt::format(" ({})", interval)));
  if (!bad.commit.empty()) {
    all.push_back(fmt::format("Between {} and {}{}.", report::short_commit(good.commit),
                              report::short_commit(bad.commit),
                              bad.subject.empty() ? "" : fmt::format(", {}", bad.subject)));
  }
  if (const auto link = options.commits.between(good.commit, bad.commit)) all.push_back(*link);
  if (const auto found = finding_words(noted); !found.empty()) all.push_back(found);
  if (!group.others.empty()) all.push_back(also_words(group));
  if (noted.change.point.state == history::ChangeState::WentAway)
    all.push_back("It went away: later changes took it back.");
  if (noted.change.point.remainder)
    all.push_back("Later changes took some of it back; this is the remaining change.");
  if (noted.change.point.kind == history::ChangeKind::Drift)
    all.push_back("It is a slow drift over many runs: no single commit did it.");
  for (auto& paragraph : all) paragraph = report::visible(paragraph);
  return all;
}

/// For readers that sort by it: what measuring again denied is neither.
std::string_view category_of(const NotedChange& noted) {
  if (history::is_denied(noted.change.finding))
    return model::answer_name(model::HistoryFinding::Answer::NotConfirmed);
  return history::verdict_word(noted.change.point);
}

Entry entry_of(const ChangeGroup& group, const FeedOptions& options) {
  const auto& noted = group.head;
  Entry entry{
      .id = "urn:benchgate:change:" + noted.id,
      .url = page_of(noted, options),
      .title = report::visible(fmt::format(
          "{}{}: {} {} {}", history::is_denied(noted.change.finding) ? "not confirmed: " : "",
          change_words(noted), noted.series.suite, noted.series.benchmark, noted.series.metric)),
      .category = category_of(noted),
      .paragraphs = paragraphs_of(group, options),
      .published = noted.change.at.measured_at};
  entry.updated = entry.published;
  if (noted.change.finding) entry.updated = std::max(entry.updated, noted.change.finding->found_at);
  return entry;
}

/// As a whole it is as new as its newest run: writing it again changes nothing.
model::Timestamp updated_of(const RunTable& runs) {
  const auto newest = runs.newest();
  return newest ? runs.runs()[*newest].measured_at : 0;
}

}  // namespace

std::vector<ChangeGroup> announced(std::vector<ChangeGroup> changes, const RunTable& runs) {
  std::erase_if(changes, [](const ChangeGroup& group) {
    return group.head.change.point.state == history::ChangeState::Recent;
  });
  std::ranges::stable_sort(changes, std::greater<>(), [&](const ChangeGroup& group) {
    const auto& at = group.head.change.at;
    return std::pair(at.measured_at, runs.index_of(at.id));
  });
  if (changes.size() > kMostEntries) changes.resize(kMostEntries);
  return changes;
}

std::string atom_feed(const std::vector<ChangeGroup>& changes, const RunTable& runs,
                      const FeedOptions& options) {
  const auto self = options.url + "feed.atom";
  auto text = fmt::format(
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
      "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
      "<id>urn:benchgate:changes:{}</id>\n<title>{}</title>\n<updated>{}</updated>\n"
      "<author><name>benchgate</name></author>\n"
      "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n"
      "<link rel=\"alternate\" type=\"text/html\" href=\"{}index.html\"/>\n",
      short_hash(options.url + "\n" + options.title),
      report::markup_text(report::visible(options.title)), instant_text(updated_of(runs)),
      report::markup_text(self), report::markup_text(options.url));
  for (const auto& group : changes) {
    const auto entry = entry_of(group, options);
    fmt::format_to(
        std::back_inserter(text),
        "<entry>\n<id>{}</id>\n<title>{}</title>\n<published>{}</published>\n"
        "<updated>{}</updated>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n"
        "<category term=\"{}\"/>\n<content type=\"text\">{}</content>\n</entry>\n",
        entry.id, report::markup_text(entry.title), instant_text(entry.published),
        instant_text(entry.updated), report::markup_text(entry.url), entry.category,
        report::markup_text(fmt::format("{}", fmt::join(entry.paragraphs, "\n\n"))));
  }
  return text + "</feed>\n";
}

std::string json_feed(const std::vector<ChangeGroup>& changes, const FeedOptions& options) {
  nlohmann::json feed = {{"version", "https://jsonfeed.org/version/1.1"},
                         {"title", report::visible(options.title)},
                         {"items", nlohmann::json::array()}};
  if (!options.url.empty()) {
    feed["home_page_url"] = options.url;
    feed["feed_url"] = options.url + "feed.json";
  }
  for (const auto& group : changes) {
    const auto entry = entry_of(group, options);
    feed["items"].push_back(
        {{"id", entry.id},
         {"url", entry.url},
         {"title", entry.title},
         {"content_text", fmt::format("{}", fmt::join(entry.paragraphs, "\n\n"))},
         {"date_published", instant_text(entry.published)},
         {"date_modified", instant_text(entry.updated)},
         {"tags", {entry.category}}});
  }
  return feed.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace benchgate::site
