#include "e2e/publish_place.h"

#include <gmock/gmock.h>

#include "source_tree.h"

namespace e2e {

using ::testing::HasSubstr;
using ::testing::Not;

Json bot() {
  return {{"login", "github-actions[bot]"}, {"type", "Bot"}};
}

Json person(const std::string& login) {
  return {{"login", login}, {"type", "User"}};
}

Json comment(int id, const Json& user, const std::string& body) {
  return {{"id", id}, {"issue", 7}, {"user", user}, {"body", body}};
}

PublishPlace::PublishPlace() {
  set("GITHUB_TOKEN", kToken);
  set("GITHUB_REPOSITORY", "octo/bench");
  set("GITHUB_SHA", "5555555555555555555555555555555555555555");
  set("GITHUB_RUN_ID", "4242");
  set("GITHUB_SERVER_URL", "https://github.example");
  set("GITHUB_STEP_SUMMARY", at("summary.md").string());
  for (const auto* proxy : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY", "HTTPS_PROXY"}) {
    set(proxy, "");
  }
  pull_request_event();
  use_result("together");
}

void PublishPlace::github(Json script) {
  script["token"] = kToken;
  if (!script.contains("pulls")) {
    script["pulls"] = {
        {{"number", 7},
         {"state", "open"},
         {"created_at", "2026-11-01T08:00:00Z"},
         {"head", {{"sha", kHead}, {"label", "octo:topic"}}},
         {"base", {{"ref", "main"}, {"sha", kBase}, {"repo", {{"full_name", "octo/bench"}}}}}}};
  }
  github_ = std::make_unique<test_support::FakeGithub>(script);
  set("GITHUB_API_URL", github_->url());
}

Program PublishPlace::publishing(Arguments arguments) const {
  arguments.insert(arguments.begin(), {"publish", "github"});
  return program(std::move(arguments));
}

Finished PublishPlace::publish(Arguments arguments) {
  auto finished = run(publishing(std::move(arguments)));
  expect_no_token(finished);
  return finished;
}

void PublishPlace::expect_no_token(const Finished& finished) const {
  EXPECT_THAT(finished.out, Not(HasSubstr(kToken)));
  EXPECT_THAT(finished.err, Not(HasSubstr(kToken)));
  if (std::filesystem::exists(at("summary.md"))) {
    EXPECT_THAT(read("summary.md"), Not(HasSubstr(kToken)));
  }
  if (github_ == nullptr) return;
  EXPECT_THAT(state().dump(), Not(HasSubstr(kToken)));
}

void PublishPlace::use_result(const std::string& golden, const std::string& of,
                              const std::string& by) const {
  auto text = read_text(BENCHGATE_SOURCE_DIR "/tests/golden/" + golden + ".json");
  for (auto found = of.empty() ? std::string::npos : text.find(of); found != std::string::npos;
       found = text.find(of, found + by.size())) {
    text.replace(found, of.size(), by);
  }
  write("results.json", text);
}

void PublishPlace::event(const std::string& name, const Json& content) {
  write("event.json", content.dump());
  set("GITHUB_EVENT_PATH", at("event.json").string());
  set("GITHUB_EVENT_NAME", name);
}

void PublishPlace::pull_request_event(const std::string& head_repository) {
  event("pull_request", {{"pull_request",
                          {{"number", 7},
                           {"updated_at", "2026-11-20T10:00:00Z"},
                           {"head", {{"sha", kHead}, {"repo", {{"full_name", head_repository}}}}},
                           {"base", {{"ref", "main"}}}}}});
}

void PublishPlace::workflow_run_event(int run, const std::string& conclusion,
                                      const std::string& owner) {
  event(
      "workflow_run",
      {{"workflow_run",
        {{"id", run},
         {"conclusion", conclusion.empty() ? Json() : Json(conclusion)},
         {"head_sha", kHead},
         {"created_at", "2026-11-20T10:00:00Z"},
         {"head_branch", "topic"},
         {"head_repository", {{"full_name", owner + "/bench"}, {"owner", {{"login", owner}}}}},
         {"html_url", "https://github.example/octo/bench/actions/runs/" + std::to_string(run)}}}});
}

std::vector<std::string> PublishPlace::requests() const {
  std::vector<std::string> lines;
  const auto all = state();
  for (const auto& request : all["requests"]) {
    lines.push_back(request["method"].get<std::string>() + ' ' +
                    request["path"].get<std::string>());
  }
  return lines;
}

std::vector<std::string> PublishPlace::our_comments() const {
  std::vector<std::string> bodies;
  const auto all = comments();
  for (const auto& one : all) {
    if (one["user"] == bot()) bodies.push_back(one["body"]);
  }
  return bodies;
}

}  // namespace e2e
