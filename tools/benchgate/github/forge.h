// The interface of a place where changes are reviewed, for publishing: comments on one change, and
// the status of its commit.
//
// GitHub's pull requests are one (github_forge.h); GitLab's merge requests could be another. A
// forge knows its change and its credentials from the start. It decides neither the text of a
// comment nor when one is replaced.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace benchgate::github {

/// A comment that this very account has written.
struct OwnComment {
  std::string id;
  std::string body;
};

enum class StatusState {
  Running,
  Passed,
  Neutral,
  Failed,
  Cancelled,  ///< puts an end to what is running, and is not worth a status of its own
  Waiting,    ///< for somebody to approve the run
};

/// A remark on a line of the change's sources.
struct Annotation {
  std::string path;  ///< relative to the repository's root
  std::size_t line = 1;
  bool is_failure = false;
  std::string title;
  std::string message;
};

struct Status {
  std::string name;
  StatusState state = StatusState::Running;
  std::string title;
  std::string summary;      ///< Markdown
  std::string details_url;  ///< may be empty
  std::vector<Annotation> annotations;
};

/// Did somebody with write access label the change, as it is now?
struct Consent {
  enum class State {
    Missing,
    ByOther,   ///< somebody did, without write access
    Earlier,   ///< somebody did, before the change got its newest commit
    Replaced,  ///< the branch was replaced after this run began: which commit was labelled is
               ///< unknown
    Given,
  } state = State::Missing;
  std::string who;  ///< labelled it last; empty where it is Missing
};

/// Every function throws EnvironmentError, with what to do about it, where the forge refuses or
/// does not answer.
class Forge {
 public:
  Forge() = default;
  virtual ~Forge() = default;
  Forge(const Forge&) = delete;
  Forge& operator=(const Forge&) = delete;

  /// The comments on the change that begin with `beginning`, oldest first. Never another account's.
  [[nodiscard]] virtual std::vector<OwnComment> own_comments(std::string_view beginning) = 0;
  virtual void post_comment(const std::string& body) = 0;
  /// False where the comment is no longer there.
  [[nodiscard]] virtual bool update_comment(const std::string& id, const std::string& body) = 0;
  /// Nothing happens where it is no longer there.
  virtual void delete_comment(const std::string& id) = 0;
  /// Is the commit still the newest of the change? A run for an older one has nothing to say.
  [[nodiscard]] virtual bool is_newest() = 0;
  [[nodiscard]] virtual Consent consent(const std::string& label) = 0;
  /// The text of a file at a commit of the change or of its base, as the forge's own git has it;
  /// nothing where the commit has no such file.
  [[nodiscard]] virtual std::optional<std::string> file_at(const std::string& commit,
                                                           const std::string& path) = 0;
  /// The commit that the change started from, as the forge's own git says.
  [[nodiscard]] virtual std::string merge_base() = 0;
  /// Replaces what this run said before of the commit under this name.
  virtual void put_status(const Status& status) = 0;
};

}  // namespace benchgate::github
