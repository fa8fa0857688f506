// A forge that only tells what would be sent to it. Asks nobody: it finds no comment.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/github/forge.h"

namespace benchgate::github {

class DryRunForge : public Forge {
 public:
  /// `change` is what it would be sent to, in words. `out` must outlive it.
  DryRunForge(std::ostream& out, std::string change);

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
  std::ostream& out_;
  std::string change_;
};

}  // namespace benchgate::github
