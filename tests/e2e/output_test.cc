// What is written, where, in which form: formats, files, colour, pipes that close, templates.
#include <algorithm>
#include <cstdio>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include "e2e/workplace.h"

namespace {

using e2e::Arguments;
using e2e::row;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kEscape = "\x1b[";

class Output : public e2e::Workplace {
 protected:
  void SetUp() override {
    measured("seed=1 noise=0.01", "base.json");
    measure("seed=2 noise=0.01 factor:fake/alpha=2 error=fake/beta/rows:1000", "head.json");
    measure("seed=3 noise=0.01 factor:fake/alpha=2 error=fake/beta/rows:1000", "again.json");
  }
  e2e::Finished compared(Arguments more = {}) {
    more.insert(more.begin(), {"compare", "base.json", "head.json", "--again", "again.json"});
    return benchgate(more);
  }
};

TEST_F(Output, JsonHasTheKeysThatAreDocumented) {
  const auto finished = compared({"--format", "json"});
  EXPECT_EQ(finished.exit_code, 1);
  const auto result = e2e::Json::parse(finished.out);
  for (const char* key : {"schema", "outcome", "exit_code", "title", "coverage", "counts", "base",
                          "head", "method", "environment", "diagnostics", "rows", "budgets"}) {
    EXPECT_TRUE(result.contains(key)) << key;
  }
  for (const auto& one : result["rows"]) {
    for (const char* key : {"benchmark", "metric", "verdict", "reason", "base", "head", "effect"}) {
      EXPECT_TRUE(one.contains(key)) << key << " in " << one;
    }
  }
  const auto alpha = row(result, "fake/alpha", "cpu_time");
  for (const char* key : {"percent", "lower", "upper", "level"}) {
    EXPECT_TRUE(alpha["effect"][key].is_number()) << key;
  }
  EXPECT_GE(alpha["effect"]["level"], 0.95);
}

TEST_F(Output, SeveralReportsAreWrittenAtOnce) {
  const auto finished = compared({"--format", "none", "--output", "markdown=out/report.md",
                                  "--output", "html=out/report.html", "--output",
                                  "json=out/deeper/results.json", "--output", "terminal=out.txt"});
  EXPECT_EQ(finished.exit_code, 1) << finished.err;
  EXPECT_EQ(finished.out, "");
  EXPECT_THAT(read("out/report.md"), HasSubstr("fake/alpha"));
  EXPECT_THAT(read("out/report.html"), AllOf(StartsWith("<!"), HasSubstr("</html>")));
  EXPECT_EQ(e2e::Json::parse(read("out/deeper/results.json"))["exit_code"], 1);
  EXPECT_THAT(read("out.txt"), HasSubstr("alpha"));
}

TEST_F(Output, TheHtmlAsksForNothingFromTheNetwork) {
  const auto html = compared({"--format", "html"}).out;
  for (const char* request : {"src=\"http", "href=\"http", "url(http", "@import", "src=\"//"}) {
    EXPECT_THAT(html, Not(HasSubstr(request)));
  }
}

TEST_F(Output, TheSameIsComputedEveryTime) {
  for (const char* format : {"terminal", "markdown", "html", "json"}) {
    EXPECT_EQ(compared({"--format", format}).out, compared({"--format", format}).out) << format;
  }
}

TEST_F(Output, AResultRendersAsTheComparisonDid) {
  compared({"--output", "json=results.json"});
  for (const char* format : {"terminal", "markdown", "html", "json"}) {
    const auto again = benchgate({"report", "results.json", "--format", format});
    EXPECT_EQ(again.exit_code, 0) << "rendering decides nothing";
    EXPECT_EQ(again.out, compared({"--format", format, "--output", "json=results.json"}).out)
        << format;
  }
}

TEST_F(Output, ColourIsForTerminalsOrWhereAskedFor) {
  EXPECT_THAT(compared().out, Not(HasSubstr(kEscape))) << "a file is no terminal";
  EXPECT_THAT(compared({"--color", "always"}).out, HasSubstr(kEscape));
  EXPECT_THAT(compared({"--colour", "never"}).out, Not(HasSubstr(kEscape)));
  EXPECT_THAT(compared({"--color", "always", "--format", "markdown"}).out, Not(HasSubstr(kEscape)));
  compared({"--color", "always", "--format", "none", "--output", "terminal=report.txt"});
  EXPECT_THAT(read("report.txt"), Not(HasSubstr(kEscape)));
  set("NO_COLOR", "1");
  EXPECT_THAT(compared({"--color", "auto"}).out, Not(HasSubstr(kEscape)));
  EXPECT_THAT(compared({"--color", "always"}).out, HasSubstr(kEscape)) << "asked for is asked for";
}

TEST_F(Output, OfARunIsATableOnStdoutAndTheRestOnStderr) {
  const auto call = [&](Arguments more) {
    more.insert(more.begin(), {"run", FAKE_BENCH, "--restarts", "2", "-o", "run.json"});
    return benchgate(more);
  };
  const auto finished = call({});
  EXPECT_EQ(finished.exit_code, 0);
  EXPECT_THAT(finished.out, AllOf(HasSubstr("fake/alpha"), Not(HasSubstr(kEscape))));
  EXPECT_THAT(finished.err, AllOf(HasSubstr("run.json"), Not(HasSubstr(kEscape))));
  EXPECT_EQ(call({"--quiet"}).out, "");
}

TEST_F(Output, AFullDeviceIsAnErrorOfTheEnvironment) {
  for (const Arguments& arguments :
       {Arguments{"compare", "base.json", "base.json"}, {"--help"}, {"--version"}, {"man"}}) {
    auto call = program(arguments);
    call.standard_output = "/dev/full";
    const auto finished = e2e::run(call);
    EXPECT_EQ(finished.exit_code, 4) << ::testing::PrintToString(arguments);
    EXPECT_THAT(finished.err, HasSubstr("standard output"));
  }
}

TEST_F(Output, AGateThatIsClosedStaysClosedOnAFullDevice) {
  auto call = program({"compare", "base.json", "head.json"});
  call.standard_output = "/dev/full";
  EXPECT_EQ(e2e::run(call).exit_code, 1);
}

TEST_F(Output, AReaderThatWentAwayIsAnErrorOfTheEnvironment) {
  ASSERT_EQ(::mkfifo(at("pipe").c_str(), 0600), 0);
  auto call = program({"compare", "base.json", "base.json", "--format", "html"});
  call.standard_output = at("pipe");
  e2e::Running running(call);
  ::close(::open(at("pipe").c_str(), O_RDONLY));
  const auto finished = running.wait();
  EXPECT_EQ(finished.exit_code, 4);
  EXPECT_THAT(finished.err, HasSubstr("standard output"));
}

TEST_F(Output, APlaceThatCannotBeWrittenIsAnErrorOfTheEnvironment) {
  write("file", "");
  const auto finished = compared({"--output", "json=file/below.json"});
  EXPECT_EQ(finished.exit_code, 4);
  EXPECT_THAT(finished.err, HasSubstr("file"));
}

TEST_F(Output, AFileThatIsNoRegularOneIsWrittenToAndNotReplaced) {
  ASSERT_EQ(::mkfifo(at("fifo").c_str(), 0600), 0);
  const int reader = ::open(at("fifo").c_str(), O_RDONLY | O_NONBLOCK);
  EXPECT_EQ(compared({"--format", "none", "--output", "terminal=fifo"}).exit_code, 1);
  EXPECT_TRUE(std::filesystem::is_fifo(at("fifo")));
  char first[3] = {};
  EXPECT_GT(::read(reader, first, sizeof first), 0);
  ::close(reader);
}

TEST_F(Output, ALinkKeepsPointingAtTheFileThatIsReplaced) {
  write("real.json", "old");
  std::filesystem::create_symlink("real.json", at("link.json"));
  EXPECT_EQ(compared({"--format", "none", "--output", "json=link.json"}).exit_code, 1);
  EXPECT_TRUE(std::filesystem::is_symlink(at("link.json")));
  EXPECT_THAT(read("real.json"), StartsWith("{"));
}

TEST_F(Output, AnOwnTemplateReplacesOurs) {
  write("mine.md", "# Mine\n{{TITLE}}\n");
  const auto finished = compared({"--format", "markdown", "--template", "markdown=mine.md"});
  EXPECT_EQ(finished.exit_code, 1) << finished.err;
  EXPECT_THAT(finished.out, AllOf(StartsWith("# Mine\n"), HasSubstr("1 benchmark slower")));
}

TEST_F(Output, ABrokenTemplateIsAUsageErrorWithItsPlace) {
  write("mine.md", "# Mine\n  {{TITEL}}\n");
  const auto unknown = compared({"--format", "markdown", "--template", "markdown=mine.md"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(unknown.err, AllOf(HasSubstr("mine.md:2:3"), HasSubstr("TITLE")));
  write("mine.md", "{{#ROWS");
  EXPECT_EQ(compared({"--format", "markdown", "--template", "markdown=mine.md"}).exit_code, 2);
  EXPECT_EQ(compared({"--format", "json", "--template", "json=mine.md"}).exit_code, 2);
}

TEST_F(Output, NamesFromOutsideCannotBreakAReport) {
  const std::string evil = R"(<img src=x onerror=alert(1)>|`@everyone`\u001b[2J\u202E)";
  const std::string file = R"({"context": {}, "benchmarks": [{"name": ")" + evil +
                           R"(", "run_type": "iteration", "iterations": 1, "real_time": 1,
      "cpu_time": 1, "time_unit": "ns", "error_occurred": true, "error_message": ")" +
                           evil + R"("}]})";
  write("evil.json", file);
  const auto in = [&](const char* format) {
    return benchgate({"compare", "evil.json", "evil.json", "--format", format, "--color", "never"})
        .out;
  };
  EXPECT_THAT(in("html"), Not(HasSubstr("<img")));
  EXPECT_THAT(in("markdown"), AllOf(Not(HasSubstr("<img")), Not(HasSubstr(" @everyone"))));
  EXPECT_THAT(in("terminal"),
              AllOf(HasSubstr("img"), Not(HasSubstr("\x1b")), Not(HasSubstr("\xe2\x80\xae"))));
  EXPECT_FALSE(e2e::Json::parse(in("json"), nullptr, false).is_discarded());
}

TEST_F(Output, NamesFromOutsideReachNoTerminalUnseen) {
  write("evil.json", R"({"context": {"dataset\u001b[2J": "\u001b[2J"}, "benchmarks": [{
      "name": "a\u001b[2J\u009b", "iterations": 1, "real_time": 1, "cpu_time": 1,
      "time_unit": "ns"}]})");
  write("worse.json", R"({"benchmarks": "\u001b[2J"})");
  write("benchgate.toml", "[gate]\n");
  ASSERT_EQ(
      benchgate({"baseline", "save", "evil.json", "--machine-class", "here", "--name", "evil"})
          .exit_code,
      0);
  for (const Arguments& arguments : {Arguments{"policy", "check", "evil.json"},
                                     {"baseline", "show", "evil"},
                                     {"baseline", "list"},
                                     {"compare", "evil.json", "worse.json"},
                                     {"compare", "evil.json", "no\x1b[2Jsuch.json"},
                                     {"run", "no\x1b[2Jsuch"},
                                     {"\x1b[2J"}}) {
    const auto finished = benchgate(arguments);
    EXPECT_THAT(finished.out + finished.err,
                AllOf(Not(HasSubstr("\x1b")), Not(HasSubstr("\xc2\x9b"))))
        << ::testing::PrintToString(arguments);
  }
}

}  // namespace
