// A pull request on GitHub: its comments, and check runs of its commit.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/github/change.h"
#include "benchgate/github/forge.h"
#include "benchgate/github/github_access.h"
#include "benchgate/github/workflow.h"

namespace benchgate::github {

class GithubForge : public Forge {
 public:
  /// All three must outlive it.
  GithubForge(Api& api, const Workflow& workflow, const Change& change);

  std::vector<OwnComment> own_comments(std::string_view beginning) override;
  void post_comment(const std::string& body) override;
  bool update_comment(const std::string& id, const std::string& body) override;
  void delete_comment(const std::string& id) override;
  bool is_newest() override;
  Consent consent(const std::string& label) override;
  std::optional<std::string> file_at(const std::string& commit, const std::string& path) override;
  std::string merge_base() override;
  void put_status(const Status& status) override;

 private:
  [[nodiscard]] std::string external_id(std::string_view what) const;
  [[nodiscard]] Json check_run(const Status& status) const;
  std::optional<std::string> status_to_replace(const Status& status, const std::string& id);

  GithubAccess access_;
  const Change& change_;
};

}  // namespace benchgate::github
