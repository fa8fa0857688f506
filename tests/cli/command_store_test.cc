// `benchgate store` where it is told something awkward: databases with passwords, one history
// twice, commits by other names, texts without measure.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/cli/app.h"
#include "benchgate/store/history_store.h"
#include "support/temporary_folder.h"

namespace benchgate::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* kDatabase = "postgresql://ci:SECRET@127.0.0.1:1/bench";

/// In a folder of its own, which commands run in.
class CommandStore : public testing::Test {
 protected:
  CommandStore() { fs::current_path(folder_.path()); }
  ~CommandStore() override { fs::current_path(before_); }

  int run(const std::vector<std::string>& arguments) {
    out_.str("");
    err_.str("");
    const Console console{
        .out = out_, .err = err_, .getenv = [](std::string_view) -> std::optional<std::string> {
          return std::nullopt;
        }};
    const int code = cli::run(arguments, console);
    EXPECT_THAT(out_.str() + err_.str(), Not(HasSubstr("SECRET")));
    return code;
  }

  static std::string row(const std::string& name, const std::string& more = "") {
    return fmt::format(
        R"({{"name":"{0}","run_name":"{0}","run_type":"iteration","iterations":9,"real_time":2.0,)"
        R"("cpu_time":2.0,"time_unit":"ns"{1}}})",
        name, more);
  }

  /// A file of Google Benchmark, measured on the first of a month.
  static void write_run(const std::string& file, int month = 3, const std::string& rows = row("b"),
                        const std::string& context = "") {
    std::ofstream(file) << fmt::format(
        R"({{"context":{{"date":"2024-{:02}-01T00:00:00+00:00"{}}},"benchmarks":[{}]}})", month,
        context, rows);
  }

  void append(const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = {"store", "append", "run.json", "--to", "history"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    ASSERT_EQ(run(arguments), 0) << err_.str();
  }

  static std::vector<model::HistoryRun> runs(const std::string& history = "history") {
    return store::open_history(history, false)->runs();
  }

  test_support::TemporaryFolder folder_;
  fs::path before_ = fs::current_path();
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(CommandStore, NamesNoDatabaseWhereAFileBelongs) {
  write_run("run.json");
  const std::vector<std::vector<std::string>> cases = {
      {"store", "append", "run.json", kDatabase},
      {"store", "append", "run.json", kDatabase, "--to", "history"},
      {"store", "append", "run.json", "--verdict-of", kDatabase, "--to", "history"},
      {"store", "append", "run.json", "--environment-of", kDatabase, "--to", "history"},
      {"store", "import", kDatabase, "--to", "history"},
      {"store", "list", "history", kDatabase},
      {"store", "list", "history", std::string("--from=") + kDatabase},
      {"site", "history", kDatabase},
      {"metrics", "history", "-o", kDatabase},
  };
  for (const auto& arguments : cases) {
    EXPECT_EQ(run(arguments), 2) << testing::PrintToString(arguments);
  }
  EXPECT_FALSE(fs::exists("history"));
  EXPECT_FALSE(fs::exists("postgresql:"));
}

TEST_F(CommandStore, NamesNoDatabaseThatIsNotReached) {
  for (const auto& arguments :
       std::vector<std::vector<std::string>>{{"store", "list", kDatabase},
                                             {"history", kDatabase, "typo"},
                                             {"site", kDatabase, "out"},
                                             {"metrics", kDatabase},
                                             {"publish", "issues", kDatabase, "--dry-run"}}) {
    EXPECT_EQ(run(arguments), 4) << testing::PrintToString(arguments);
  }
}

TEST_F(CommandStore, MovesNothingOntoItself) {
  write_run("run.json");
  append();
  ASSERT_EQ(run({"store", "append", "run.json", "--to", "history", "--measured-at",
                 "2024-05-01T00:00:00Z"}),
            0);
  fs::create_directory_symlink("history", "link");
  for (const auto* same : {"history", "./history/", "link"}) {
    EXPECT_EQ(run({"store", "prune", "history", "--then", "none", "--to", same}), 2) << same;
    EXPECT_THAT(err_.str(), HasSubstr("names the history itself"));
  }
  EXPECT_THAT(runs(), SizeIs(2));
  EXPECT_EQ(run({"store", "prune", "history", "--then", "none", "--to", "archive"}), 0);
  EXPECT_THAT(runs("archive"), SizeIs(1));
  EXPECT_THAT(runs(), SizeIs(1));
  EXPECT_EQ(run({"store", "prune", "postgres://me:SECRET@127.0.0.1:1/bench", "--to", kDatabase}),
            2);
}

TEST_F(CommandStore, TakesAFolderThatBeginsLikeADatabaseForAFolder) {
  write_run("run.json");
  EXPECT_EQ(run({"store", "append", "run.json", "--to", "postgres-nightly"}), 0);
  EXPECT_EQ(run({"store", "compact", "postgres-nightly"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("Put 1 record of 1 year into 1 file, and removed 1 file."));
  EXPECT_EQ(run({"store", "prune", "postgres-nightly", "--dry-run"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("would leave postgres-nightly"));
}

TEST_F(CommandStore, KnowsOfMetricsWhatThePolicyDoes) {
  write_run("run.json", 3, row("b", R"(,"hits":7.0)"));
  std::ofstream("old.csv") << "time,hits\n2024-01-01T00:00:00Z,7\n";
  std::ofstream("benchgate.toml")
      << "[[rule]]\nmetric = \"hits\"\ndirection = \"higher\"\nkind = \"exact\"\n";
  std::ofstream("other.toml") << "[[rule]]\nmetric = \"hits\"\ndirection = \"neither\"\n";
  const auto hits = [](const std::string& history) {
    const auto store = store::open_history(history, false);
    for (const auto& key : store->series())
      if (key.metric == "hits") return store->read(key).definition;
    return model::MetricDefinition{};
  };
  append();
  EXPECT_EQ(hits("history").direction, model::Direction::HigherIsBetter);
  EXPECT_EQ(hits("history").kind, model::MetricKind::Exact);
  ASSERT_EQ(run({"store", "import", "run.json", "--to", "imported"}), 0) << err_.str();
  EXPECT_EQ(hits("imported").direction, model::Direction::HigherIsBetter);
  ASSERT_EQ(run({"store", "import", "old.csv", "--to", "csv"}), 0) << err_.str();
  EXPECT_EQ(hits("csv").kind, model::MetricKind::Exact);
  ASSERT_EQ(run({"store", "append", "run.json", "--to", "other", "--policy", "other.toml"}), 0);
  EXPECT_EQ(hits("other").direction, model::Direction::NeitherIsBetter);
  // The same night, whatever it is called.
  append({"--policy", "other.toml"});
  EXPECT_THAT(runs(), SizeIs(1));
}

class CommandStoreInARepository : public CommandStore {
 protected:
  CommandStoreInARepository() {
    git("init -q -b main");
    git("commit -q --allow-empty -m 'Faster joins'");
    git("tag -a v1 -m 'The header of a tag'");
    write_run("run.json");
  }

  void git(const std::string& arguments) {
    const auto command =
        "git -c user.name=x -c user.email=x@example.org -c core.hooksPath=/dev/null "
        "-c commit.gpgSign=false -c tag.gpgSign=false " +
        arguments;
    ASSERT_EQ(std::system(command.c_str()), 0) << arguments;
  }

  [[nodiscard]] std::string head() {
    git("rev-parse HEAD > head");
    std::string hash;
    std::ifstream("head") >> hash;
    return hash;
  }
};

TEST_F(CommandStoreInARepository, KeepsTheFullCommitWhateverItWasCalled) {
  const auto full = head();
  ASSERT_THAT(full, SizeIs(40));
  for (const auto& name : {std::string("HEAD"), full.substr(0, 9), std::string("v1"), full}) {
    fs::remove_all("history");
    append({"--commit", name});
    const auto kept = runs().at(0);
    EXPECT_EQ(kept.commit, full) << name;
    EXPECT_EQ(kept.subject, "Faster joins") << name;
    EXPECT_TRUE(kept.committed_at) << name;
  }
}

TEST_F(CommandStoreInARepository, KeepsACommitThatGitDoesNotKnowAsItIs) {
  append({"--commit", "0123456789abcdef0123456789abcdef01234567"});
  EXPECT_EQ(runs().at(0).commit, "0123456789abcdef0123456789abcdef01234567");
  EXPECT_EQ(runs().at(0).subject, "");
  fs::remove_all("history");
  append({"--commit", "--output=file"});
  EXPECT_FALSE(fs::exists("file"));
}

TEST_F(CommandStore, KeepsTheSameResultsOnceWhateverIsSaidOfThem) {
  write_run("run.json");
  append({"--branch", "main"});
  append({"--branch", "other", "--report-url", "https://example.org/1"});
  EXPECT_THAT(out_.str(), HasSubstr("Was there already"));
  ASSERT_THAT(runs(), SizeIs(1));
  EXPECT_EQ(runs().at(0).branch, "main");
}

TEST_F(CommandStore, ClipsTextsWithoutMeasure) {
  // A message of é, two bytes each, that ends within one wherever an odd number of bytes is kept.
  std::string endless = "x";
  while (endless.size() < 100'000) endless += "\u00e9";
  write_run("run.json", 3,
            row("good") + "," +
                row("bad", R"(,"error_occurred":true,"error_message":"a\u0000b)" + endless + '"'),
            R"(,"compiler":")" + endless + '"');
  append();
  const auto history = store::open_history("history", false);
  const auto record = history->record(history->runs().at(0).id);
  EXPECT_THAT(record.points, SizeIs(2));
  ASSERT_THAT(record.failures, SizeIs(1));
  const auto& message = record.failures[0].message;
  EXPECT_THAT(message, AllOf(testing::StartsWith("abx\u00e9"), testing::EndsWith("\u00e9\u2026")));
  EXPECT_LE(message.size(), 64U * 1024);
  EXPECT_THAT(record.run.environment.at("compiler"), testing::EndsWith("\u00e9\u2026"));
  EXPECT_EQ(err_.str(), "");
}

TEST_F(CommandStore, LeavesOutANameWithoutMeasureAndSaysSo) {
  const std::string name(3'000, 'n');
  write_run("run.json", 3,
            row("good") + "," + row(name) + "," +
                row(name + "2", R"(,"error_occurred":true,"error_message":"e")"));
  append();
  const auto history = store::open_history("history", false);
  const auto record = history->record(history->runs().at(0).id);
  EXPECT_THAT(record.points, SizeIs(2));
  EXPECT_THAT(record.failures, SizeIs(0));
  EXPECT_THAT(err_.str(), AllOf(HasSubstr("nnn"), HasSubstr("left out"), HasSubstr("2000 bytes")));
  EXPECT_LE(err_.str().size(), 500U);
  EXPECT_EQ(run({"store", "import", "run.json", "--to", "history"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("1 was there already"));
  EXPECT_THAT(err_.str(), HasSubstr("left out"));
}

TEST_F(CommandStore, AsksWhetherItCanWriteBeforeItReads) {
  std::ofstream("in-the-way") << "a file";
  // Were the results looked at first, that they are missing would be said.
  for (const std::string to : {"in-the-way", "in-the-way/history"}) {
    for (const std::string what : {"append", "import"}) {
      EXPECT_EQ(run({"store", what, "missing.json", "--to", to}), 4) << what;
      EXPECT_THAT(err_.str(), HasSubstr("cannot write to " + to));
    }
    EXPECT_EQ(run({"store", "copy", "missing", to}), 4);
    EXPECT_EQ(run({"store", "prune", "missing", "--to", to}), 4);
    EXPECT_EQ(run({"store", "compact", to}), 4);
    EXPECT_THAT(err_.str(), HasSubstr("cannot write to " + to));
  }
}

TEST_F(CommandStore, RefusesResultsOfWhichNothingIsLeft) {
  write_run("run.json", 3, row(std::string(3'000, 'n')));
  EXPECT_EQ(run({"store", "append", "run.json", "--to", "history"}), 2);
}

}  // namespace
}  // namespace benchgate::cli
