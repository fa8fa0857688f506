// A pull request on GitHub: its comments, and check runs of its commit.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/github/api.h"
#include "benchgate/github/change.h"
#include "benchgate/github/forge.h"
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
  void put_status(const Status& status) override;

 private:
  /// Whom the token belongs to. Apps, GitHub Actions among them, are bots: their name has an
  /// account's of its own beside it.
  struct Account {
    std::string login;
    bool is_bot = false;
    bool operator==(const Account&) const = default;
  };
  const Account& account();
  [[nodiscard]] Account ask_for_account();
  static Account author_of(const Json& comment);
  [[nodiscard]] std::string external_id(std::string_view what) const;
  [[nodiscard]] Json check_run(const Status& status) const;
  std::optional<std::string> status_to_replace(const Status& status, const std::string& id);
  /// Does the work and says, where it is refused, which permission it takes.
  Json permitted(std::string_view permission, const std::function<Json()>& work) const;
  [[nodiscard]] std::string repository_path() const;

  Api& api_;
  const Workflow& workflow_;
  const Change& change_;
  std::optional<Account> account_;
};

}  // namespace benchgate::github
