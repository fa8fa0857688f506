// An executable with bench_main, and the same one with Google Benchmark's own main(): who does not
// drive it cannot tell them apart.
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/measure/child_process.h"

namespace {

using benchgate::measure::ChildResult;
using benchgate::measure::run_child;
using benchgate::measure::Seconds;
using Arguments = std::vector<std::string>;

bool is_digit(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

/// Numbers as "#" and blanks as one: what is left is the same from run to run.
std::string shape_of(std::string_view text, std::string_view program) {
  std::string shape;
  while (!text.empty()) {
    if (text.starts_with(program)) {
      shape += "PROGRAM";
      text.remove_prefix(program.size());
      continue;
    }
    const char c = text.front();
    text.remove_prefix(1);
    if (is_digit(c)) {
      while (!text.empty() && (is_digit(text.front()) || text.front() == '.'))
        text.remove_prefix(1);
      if (text.size() > 2 && text.front() == 'e' && (text[1] == '+' || text[1] == '-')) {
        text.remove_prefix(2);
        while (!text.empty() && is_digit(text.front())) text.remove_prefix(1);
      }
      shape += '#';
    } else if (c == '-' && (shape.ends_with("---"))) {
      // a line as wide as its table
    } else if (c != ' ' || !shape.ends_with(' ')) {
      shape += c;
    }
  }
  return shape;
}

struct Outcome {
  int status = -1;
  std::string standard_output;
  std::string standard_error;
};

Outcome run(const std::string& program, const Arguments& arguments) {
  Arguments command{program};
  command.insert(command.end(), arguments.begin(), arguments.end());
  const ChildResult result = run_child({.command = command, .time_limit = Seconds{600}});
  return {.status = result.exit_status.value_or(-1),
          .standard_output = shape_of(result.standard_output.text, program),
          .standard_error = shape_of(result.standard_error.text, program)};
}

class DropIn : public testing::TestWithParam<Arguments> {};

TEST_P(DropIn, IsTheSameAsBenchmarkMain) {
  const auto plain = run(PLAIN_BENCH, GetParam());
  const auto agent = run(AGENT_BENCH, GetParam());
  EXPECT_EQ(agent.status, plain.status);
  EXPECT_EQ(agent.standard_output, plain.standard_output);
  EXPECT_EQ(agent.standard_error, plain.standard_error);
  EXPECT_NE(plain.standard_output + plain.standard_error, "") << "nothing was compared";
}

const std::string kQuick = "--benchmark_min_time=0.0001";
const std::string kSpin = "--benchmark_filter=^agent/spin/10$";

INSTANTIATE_TEST_SUITE_P(
    CommandLines, DropIn,
    testing::Values(Arguments{"--help"}, Arguments{"--benchmark_list_tests"},
                    Arguments{"--benchmark_list_tests", kSpin}, Arguments{"--nonsense"},
                    Arguments{"nonsense", kSpin}, Arguments{kQuick, kSpin},
                    Arguments{kQuick, kSpin, "--benchmark_format=json"},
                    Arguments{kQuick, kSpin, "--benchmark_format=csv"},
                    Arguments{kQuick, kSpin, "--benchmark_repetitions=2"},
                    Arguments{kQuick, "--benchmark_filter=skipped"},
                    Arguments{kQuick, "--benchmark_filter=print"},
                    Arguments{"--benchmark_filter=nothing has this name"},
                    Arguments{"--benchmark_filter=("}, Arguments{"--benchmark_format=nonsense"},
                    Arguments{kSpin, "--benchmark_min_time=nonsense"},
                    Arguments{kQuick, kSpin, "--benchmark_out=/no/such/folder/file"}));

}  // namespace
