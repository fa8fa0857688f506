// Change points for readers of feeds: Atom (RFC 4287) and JSON Feed 1.1.
//
// Only those that were announced: a recent one may still move or vanish, and a reader has no way to
// forget an entry. Ids stay the same from one writing to the next.
#pragma once

#include <string>
#include <vector>

#include "benchgate/site/change_group.h"
#include "benchgate/site/commit_links.h"
#include "benchgate/site/run_table.h"

namespace benchgate::site {

struct FeedOptions {
  std::string title;
  std::string url;  ///< of the site, ending in '/'; empty: links are relative to the feed
  CommitLinks commits;
};

/// The newest hundred of the changes, newest first.
[[nodiscard]] std::vector<ChangeGroup> announced(std::vector<ChangeGroup> changes,
                                                 const RunTable& runs);

/// Of what announced() returned.
[[nodiscard]] std::string atom_feed(const std::vector<ChangeGroup>& changes, const RunTable& runs,
                                    const FeedOptions& options);
[[nodiscard]] std::string json_feed(const std::vector<ChangeGroup>& changes,
                                    const FeedOptions& options);

}  // namespace benchgate::site
