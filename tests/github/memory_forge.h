// A forge in memory: one change with its comments, and a git that holds a few files.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "benchgate/github/forge.h"

namespace benchgate::github {

class MemoryForge : public Forge {
 public:
  std::vector<OwnComment> comments;
  std::map<std::string, std::string> files;  ///< "COMMIT:PATH"
  std::string base;
  bool newest = true;
  bool is_forgetful = false;  ///< lists nothing of what was posted
  std::function<void()> before_update = [] {};
  std::function<void()> after_post = [] {};

  std::vector<OwnComment> own_comments(std::string_view beginning) override {
    std::vector<OwnComment> found;
    if (is_forgetful) return found;
    for (const auto& comment : comments) {
      if (comment.body.starts_with(beginning)) found.push_back(comment);
    }
    return found;
  }
  void post_comment(const std::string& body) override {
    comments.push_back({std::to_string(++last_id_), body});
    after_post();
  }
  bool update_comment(const std::string& id, const std::string& body) override {
    before_update();
    for (auto& comment : comments) {
      if (comment.id != id) continue;
      comment.body = body;
      return true;
    }
    return false;
  }
  void delete_comment(const std::string& id) override {
    std::erase_if(comments, [&id](const OwnComment& comment) { return comment.id == id; });
  }
  bool is_newest() override { return newest; }
  Consent consent(const std::string& /*label*/) override { return {}; }
  std::optional<std::string> file_at(const std::string& commit, const std::string& path) override {
    const auto found = files.find(commit + ':' + path);
    if (found == files.end()) return std::nullopt;
    return found->second;
  }
  std::string merge_base() override { return base; }
  void put_status(const Status& /*status*/) override {}

 private:
  int last_id_ = 0;
};

}  // namespace benchgate::github
