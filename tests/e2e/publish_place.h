// A step of GitHub Actions on a pull request, with a GitHub to publish to.
#pragma once

#include <memory>
#include <string>

#include "e2e/workplace.h"
#include "support/fake_github.h"

namespace e2e {

inline constexpr const char* kToken = "ghs_TheSecretTokenThatNobodyMayEverSee";
/// The commits of the results in tests/golden/.
inline constexpr const char* kBase = "1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b";
inline constexpr const char* kHead = "9f8e7d6c5b4a39281706f5e4d3c2b1a098765432";
inline constexpr const char* kMarker = "<!-- benchgate:comment name=benchgate ";

class PublishPlace : public Workplace {
 protected:
  PublishPlace();

  /// A GitHub with pull request 7 of octo/bench, and what `script` has to add.
  void github(Json script = Json::object());
  /// Runs `benchgate publish github ...`, and fails the test where anything shows the token.
  Finished publish(Arguments arguments);
  [[nodiscard]] Program publishing(Arguments arguments) const;
  void expect_no_token(const Finished& finished) const;

  /// results.json in the working folder: one of tests/golden, with texts replaced.
  void use_result(const std::string& golden, const std::string& of = {},
                  const std::string& by = {}) const;
  void event(const std::string& name, const Json& content);
  void pull_request_event(const std::string& head_repository = "octo/bench");
  /// Of the run with this number of a branch of `owner`, which has ended so where it has ended.
  void workflow_run_event(int run = 99, const std::string& conclusion = {},
                          const std::string& owner = "fork");

  [[nodiscard]] Json state() const { return github_->state(); }
  [[nodiscard]] Json comments() const { return state()["comments"]; }
  /// "POST /repos/..." for every request.
  [[nodiscard]] std::vector<std::string> requests() const;
  /// Our comments' texts.
  [[nodiscard]] std::vector<std::string> our_comments() const;

 private:
  std::unique_ptr<test_support::FakeGithub> github_;
};

/// A comment as GitHub lists it.
Json comment(int id, const Json& user, const std::string& body);
Json bot();
Json person(const std::string& login);

}  // namespace e2e
