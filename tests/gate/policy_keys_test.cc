// What follows from the declaration of a key: the documentation, the reader, its messages.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "benchgate/gate/policy_file.h"
#include "source_tree.h"

namespace benchgate::gate {
namespace {

using testing::HasSubstr;

/// What Markdown would take for a border or for emphasis stands for itself.
std::string in_cell(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '|' || c == '*') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string tables() {
  std::string text;
  std::string last;
  for (const auto& key : policy_keys()) {
    if (key.table != last) {
      text +=
          fmt::format("\n### `{}`: {}\n\n| key | default | type | meaning |\n|---|---|---|---|\n",
                      key.table, key.applies_to);
    }
    last = key.table;
    text += fmt::format("| `{}` | {} | {} | {} |\n", key.name, in_cell(key.fallback),
                        in_cell(key.type), in_cell(key.help));
  }
  return text;
}

TEST(PolicyKeys, AreInTheDocumentationAsTheyAreDeclared) {
  const std::filesystem::path path = BENCHGATE_SOURCE_DIR "/docs/policy.md";
  std::stringstream document;
  document << std::ifstream(path).rdbuf();
  const std::string mark = "gate_test. -->\n";
  const auto end_of_intro = document.str().find(mark) + mark.size();
  const auto expected = document.str().substr(0, end_of_intro) + tables();
  const char* wish = std::getenv("BENCHGATE_UPDATE_GOLDENS");
  if (wish != nullptr && std::string(wish) == "1") std::ofstream(path) << expected;
  EXPECT_EQ(document.str(), expected) << "BENCHGATE_UPDATE_GOLDENS=1 writes it anew";
}

TEST(PolicyKeys, AreAllExplained) {
  std::set<std::string> seen;
  for (const auto& key : policy_keys()) {
    const auto name = key.table + " " + key.name;
    EXPECT_TRUE(seen.insert(name).second) << name;
    EXPECT_FALSE(key.help.empty()) << name;
    EXPECT_FALSE(key.fallback.empty()) << name;
    EXPECT_FALSE(key.type.empty()) << name;
  }
}

// The defaults as they have been documented since the first release.
TEST(PolicyKeys, HaveTheDefaultsThatArePromised) {
  const auto default_of = [](std::string_view table, std::string_view name) {
    for (const auto& key : policy_keys()) {
      if (key.table == table && key.name == name) return key.fallback;
    }
    return std::string("no such key");
  };
  EXPECT_EQ(default_of("[gate]", "family_alpha"), "0.01");
  EXPECT_EQ(default_of("[gate]", "level"), "0.95");
  EXPECT_EQ(default_of("[gate]", "max_regression"), "5 %");
  EXPECT_EQ(default_of("[apart]", "noise_floor"), "30 %");
  EXPECT_EQ(default_of("[apart]", "history_runs"), "20");
  EXPECT_EQ(default_of("[duet]", "max_regression"), "0.5 %");
  EXPECT_EQ(default_of("[duet]", "unchanged_within"), "2 %");
  EXPECT_EQ(default_of("[duet]", "min_time"), "45 ms");
  EXPECT_EQ(default_of("[duet]", "budget"), "10 min");
  EXPECT_EQ(default_of("[on]", "new"), "off");
  EXPECT_EQ(default_of("[on]", "not_measured"), "warn");
  EXPECT_EQ(default_of("[on]", "undecided"), "fail");
  EXPECT_EQ(default_of("[[rule]]", "benchmark"), "*");
  EXPECT_EQ(default_of("[[budget]]", "optional"), "false");
}

// Whatever is listed is known to the reader, and what it calls unknown is not listed.
TEST(PolicyKeys, AreTheOnesThatTheReaderKnows) {
  for (const auto& key : policy_keys()) {
    const auto table = key.table == "[renames]" ? std::string("[renames.old]") : key.table;
    const auto toml = fmt::format("{}\n{} = 1970-01-01\nno_such_key = 1\n", table, key.name);
    try {
      static_cast<void>(parse_policy(toml, "p.toml"));
      ADD_FAILURE() << toml;
    } catch (const UsageError& error) {
      EXPECT_THAT(error.what(), HasSubstr("unknown key \"no_such_key\"")) << toml;
      EXPECT_THAT(error.what(), Not(HasSubstr(fmt::format("unknown key \"{}\"", key.name))));
    }
  }
}

}  // namespace
}  // namespace benchgate::gate
