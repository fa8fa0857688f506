// What an executable with bench_main says to its driver, line by line.
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/formats/google_benchmark_reader.h"
#include "benchgate/measure/agent_socket.h"
#include "benchgate/measure/child_process.h"

namespace {

using benchgate::measure::AgentSocket;
using benchgate::measure::Answer;
using benchgate::measure::Child;
using benchgate::measure::ChildEnd;
using benchgate::measure::ChildResult;
using benchgate::measure::Seconds;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// A driver that says whatever it wants.
class Driver {
 public:
  explicit Driver(std::vector<std::string> flags = {}) : child_(options(std::move(flags))) {
    hello_ = wait_for([&] { return socket_->take_line(); }).value_or("");
  }

  [[nodiscard]] const std::string& hello() const { return hello_; }

  Answer ask(const std::string& line) {
    EXPECT_TRUE(socket_->send_line(line));
    return wait_for([&] { return socket_->take_answer(); }).value_or(Answer{});
  }

  void say(const std::string& line) { EXPECT_TRUE(socket_->send_line(line)); }
  void hang_up() { socket_.reset(); }

  ChildResult end() {
    while (!child_.wait(Seconds{1})) {
    }
    return child_.result();
  }

 private:
  benchgate::measure::ChildOptions options(std::vector<std::string> flags) {
    flags.insert(flags.begin(), AGENT_BENCH);
    return {.command = std::move(flags),
            .environment = {{"BENCHGATE_AGENT", socket_->path().string()}},
            .time_limit = Seconds{600}};
  }

  template <typename Take>
  auto wait_for(Take take) -> decltype(take()) {
    for (;;) {
      const bool ended = child_.wait(Seconds{1}, socket_->descriptor());
      socket_->receive();
      if (auto taken = take()) return taken;
      if (ended || socket_->is_closed()) return std::nullopt;
    }
  }

  std::optional<AgentSocket> socket_{std::filesystem::path{}};
  Child child_;
  std::string hello_;
};

TEST(Protocol, SaysWhatItIs) {
  EXPECT_THAT(Driver().hello(),
              StartsWith("benchgate-agent 1 benchmark=" BENCHMARK_VERSION " iterations="));
}

TEST(Protocol, ListsTheBenchmarksInTheirOrder) {
  const auto answer = Driver().ask("list");
  EXPECT_EQ(answer.kind, Answer::Kind::Ok);
  EXPECT_EQ(answer.text,
            "agent/spin/10\nagent/spin/100\nagent/odd name (a|b) [x] {2} \\d $^.*+?\n"
            "agent/repeated/repeats:3\nagent/threaded/real_time/threads:2\n"
            "agent/remember/iterations:1\nagent/cores/iterations:10/real_time\n"
            "agent/cores/iterations:10/real_time/threads:2\nagent/crowd/iterations:1/real_time\n"
            "agent/skipped\nagent/print/iterations:1\n");
}

TEST(Protocol, AFilterRestrictsTheList) {
  Driver driver({"--benchmark_filter=spin", "--benchmark_list_tests=true"});
  EXPECT_EQ(driver.ask("list").text, "agent/spin/10\nagent/spin/100\n");
  EXPECT_EQ(driver.ask("run 0.001 agent/skipped").text, "there is no benchmark agent/skipped");
}

TEST(Protocol, FlagsOfOutputDoNotCount) {
  Driver driver({"--benchmark_out=/no/such/folder/file", "--benchmark_format=csv",
                 "--benchmark_repetitions=7", "--benchmark_report_aggregates_only=true",
                 "--benchmark_context=answer=42"});
  const auto answer = driver.ask("run 0.001 agent/spin/10");
  const auto run = benchgate::formats::read_google_benchmark(answer.text, {});
  ASSERT_EQ(run.benchmarks.size(), 1u);
  EXPECT_EQ(run.benchmarks.front().find("cpu_time")->samples.size(), 1u);
  EXPECT_EQ(run.suites.front().environment.find("answer"), "42");
  driver.say("quit");
  EXPECT_EQ(driver.end().standard_error.text, "");
}

TEST(Protocol, PrintsNothingButWhatBenchmarksPrint) {
  Driver driver;
  EXPECT_EQ(driver.ask("run 0.001 agent/spin/10").kind, Answer::Kind::Ok);
  EXPECT_EQ(driver.ask("run 0.001 agent/print/iterations:1").kind, Answer::Kind::Ok);
  driver.say("quit");
  const auto result = driver.end();
  EXPECT_EQ(result.standard_output.text, "printed by a benchmark\n");
  EXPECT_EQ(result.standard_error.text, "");
  EXPECT_EQ(result.exit_status, 0);
}

TEST(Protocol, TheEndOfTheFileMeansQuit) {
  Driver driver;
  driver.hang_up();
  const auto result = driver.end();
  EXPECT_EQ(result.end, ChildEnd::Exited);
  EXPECT_EQ(result.exit_status, 0);
}

TEST(Protocol, ADriverThatIsNotThere) {
  const auto result = benchgate::measure::run_child(
      {.command = {AGENT_BENCH}, .environment = {{"BENCHGATE_AGENT", "/no/such/socket"}}});
  EXPECT_EQ(result.exit_status, 1);
  EXPECT_THAT(result.standard_error.text, HasSubstr("cannot connect to BENCHGATE_AGENT=/no/such"));
}

struct Malformed {
  std::string line;
  std::string error;
};

void PrintTo(const Malformed& malformed, std::ostream* out) {
  *out << malformed.line.substr(0, 60);
}

class MalformedCommand : public testing::TestWithParam<Malformed> {};

TEST_P(MalformedCommand, IsAnsweredByAnErrorAndTheNextWorks) {
  Driver driver;
  const auto answer = driver.ask(GetParam().line);
  EXPECT_EQ(answer.kind, Answer::Kind::Error);
  EXPECT_THAT(answer.text, HasSubstr(GetParam().error));
  EXPECT_THAT(driver.ask("list").text, StartsWith("agent/spin/10\n"));
}

INSTANTIATE_TEST_SUITE_P(
    Lines, MalformedCommand,
    testing::Values(
        Malformed{"", "unknown command"}, Malformed{"help", "unknown command"},
        Malformed{"RUN 1 agent/spin/10", "unknown command"}, Malformed{" list", "unknown command"},
        Malformed{"list all", "takes nothing"}, Malformed{"quit now", "takes nothing"},
        Malformed{"run", "expected seconds"}, Malformed{"run agent/spin/10", "expected seconds"},
        Malformed{"run 0 agent/spin/10", "expected seconds"},
        Malformed{"run -1 agent/spin/10", "expected seconds"},
        Malformed{"run nan agent/spin/10", "expected seconds"},
        Malformed{"run inf agent/spin/10", "expected seconds"},
        Malformed{"run 1e999 agent/spin/10", "expected seconds"},
        Malformed{"run 86401 agent/spin/10", "expected seconds"},
        Malformed{"run 1s agent/spin/10", "expected seconds"},
        Malformed{"run 0x agent/spin/10", "expected seconds"},
        Malformed{"run x agent/spin/10", "expected seconds"},
        Malformed{"run 1.5x agent/spin/10", "expected seconds"},
        Malformed{"run 1000000001x agent/spin/10", "expected seconds"},
        Malformed{"run  0.1 agent/spin/10", "expected seconds"},
        Malformed{"count", "expected the name"}, Malformed{"count agent/spin/1", "no benchmark"},
        Malformed{"count agent/spin/10", "nothing to count allocations with"},
        Malformed{"run 0.1", "expected the name"}, Malformed{"run 0.1 ", "expected the name"},
        Malformed{"run 0.1 agent/spin/1", "no benchmark agent/spin/1"},
        Malformed{"run 0.1 agent/spin/10 ", "no benchmark"},
        Malformed{"run 0.1 agent/.*", "no benchmark agent/.*"},
        Malformed{"run 0.1 " + std::string(150'000, 'n'), "no benchmark nnn"},
        Malformed{std::string(150'000, 'n'), "unknown command"},
        Malformed{std::string("run 0.1 a\0b", 11), "no benchmark"}));

}  // namespace
