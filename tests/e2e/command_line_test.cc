// The command line itself: what is refused and how, help, version.
#include <gmock/gmock.h>

#include "e2e/workplace.h"

namespace {

using e2e::Arguments;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

class CommandLine : public e2e::Workplace {};

TEST_F(CommandLine, MistakesExitWithTwoAndSayWhereHelpIs) {
  write("run.json", R"({"context": {}, "benchmarks": []})");
  const Arguments mistakes[] = {
      {},
      {"frobnicate"},
      {"--frobnicate"},
      {"run", "--frobnicate"},
      {"run", FAKE_BENCH, "--restarts", "0"},
      {"run", FAKE_BENCH, "--restarts", "many"},
      {"run", FAKE_BENCH, "--restarts", "1e99"},
      {"run", FAKE_BENCH, "--restarts"},
      {"compare"},
      {"compare", "run.json", "run.json", "--color", "sometimes"},
      {"report"},
      {"report", "a", "b"},
      {"baseline"},
      {"baseline", "frobnicate"},
      {"baseline", "show"},
      {"baseline", "list", "--format", "yaml"},
      {"policy"},
      {"policy", "frobnicate"},
      {"completion"},
      {"completion", "tcsh"},
      {"man", "benchgate"},
      {"compare", "run.json", "run.json", "--policy"},
  };
  for (const auto& arguments : mistakes) {
    const auto finished = benchgate(arguments);
    EXPECT_EQ(finished.exit_code, 2) << ::testing::PrintToString(arguments);
    EXPECT_EQ(finished.out, "");
    EXPECT_THAT(finished.err, AllOf(StartsWith("benchgate: "), HasSubstr("--help")))
        << ::testing::PrintToString(arguments);
  }
}

TEST_F(CommandLine, MistakesAreNamedWithWhatWasMeant) {
  struct Case {
    Arguments arguments;
    const char* said;
  };
  const Case cases[] = {
      {{}, "benchgate: a command is missing\n"},
      {{"baseline"}, "benchgate: baseline needs a command\n"},
      {{"compar"}, "benchgate: unknown command 'compar'; did you mean 'compare'?\n"},
      {{"frobnicate", "x"}, "benchgate: unknown command 'frobnicate'\n"},
      {{"baseline", "sav"}, "benchgate: unknown command 'sav'; did you mean 'save'?\n"},
      {{"run", "--filtr=x"}, "benchgate: unknown option '--filtr'; did you mean '--filter'?\n"},
      {{"--frobnicate"}, "benchgate: unknown option '--frobnicate'\n"},
      {{"run", "--restarts"}, "benchgate: --restarts needs a value: --restarts N\n"},
      {{"run", "--restarts", "many"},
       "benchgate: --restarts many: write a number from 1 to 100000\n"},
      {{"completion", "zhs"},
       "benchgate: SHELL zhs: it is one of bash, zsh, fish; did you mean 'zsh'?\n"},
      {{"duet"}, "benchgate: duet needs BASE HEAD\n"},
      {{"gate"}, "benchgate: gate needs --base REF\n"},
      {{"man", "benchgate"}, "benchgate: 'benchgate' is one argument too many\n"},
  };
  for (const auto& [arguments, said] : cases) {
    const auto finished = benchgate(arguments);
    EXPECT_EQ(finished.exit_code, 2) << said;
    EXPECT_THAT(finished.err, StartsWith(said));
  }
}

TEST_F(CommandLine, RunsThatAreNotThereAreSaidToBeMissing) {
  write("run.json", R"({"context": {}, "benchmarks": []})");
  const auto file = benchgate({"compare", "other/run.json", "run.json"});
  EXPECT_EQ(file.exit_code, 3);
  EXPECT_THAT(file.err, StartsWith("benchgate: other/run.json: there is no such file or folder"));
  const auto name = benchgate({"compare", "latets", "run.json"});
  EXPECT_EQ(name.exit_code, 3);
  EXPECT_THAT(name.err, HasSubstr("'latets' is neither a file, nor a folder, nor a baseline"));
}

TEST_F(CommandLine, HelpGroupsTheCommands) {
  const auto help = benchgate({"--help"});
  EXPECT_EQ(help.exit_code, 0);
  EXPECT_THAT(help.out, HasSubstr("\nMeasure:\n  duet "));
  EXPECT_THAT(help.out, HasSubstr("\nSet up:\n  init "));
  EXPECT_THAT(help.out, ::testing::Not(HasSubstr("Subcommands:")));
}

TEST_F(CommandLine, WhatMakesNoSenseExitsWithTwoAndIsNamed) {
  write("run.json", R"({"context": {}, "benchmarks": []})");
  struct Case {
    Arguments arguments;
    const char* named;
  };
  const Case cases[] = {
      {{"compare", "run.json"}, "BASE HEAD"},
      {{"compare", "run.json", "run.json", "run.json"}, "BASE HEAD"},
      {{"compare", "--no-base", "run.json", "run.json"}, "HEAD"},
      {{"compare", "run.json", "run.json", "--format", "yaml"}, "yaml"},
      {{"compare", "run.json", "run.json", "--output", "yaml=x"}, "yaml"},
      {{"compare", "run.json", "run.json", "--output", "out.md"}, "out.md"},
      {{"compare", "run.json", "run.json", "--output", "markdown="}, "markdown="},
      {{"compare", "run.json", "run.json", "--output", "json=x", "--output", "html=x"}, "twice"},
      {{"compare", "run.json", "run.json", "--template", "markdown"}, "markdown"},
      {{"compare", "run.json", "run.json", "--filter", "("}, "("},
      {{"run", FAKE_BENCH, "--min-time", "nan"}, "nan"},
      {{"run", FAKE_BENCH, "--min-time", "0"}, "--min-time"},
      {{"run", FAKE_BENCH, "--min-time", "-1s"}, "--min-time"},
      {{"run", FAKE_BENCH, "--min-time", "5 MB"}, "5 MB"},
      {{"run", REAL_BENCH, "--filter", "("}, "("},
      {{"run", FAKE_BENCH, FAKE_BENCH}, "fake_bench"},
      {{"run", "nosuch"}, "nosuch"},
      {{"baseline", "save", "run.json", "--machine-class", "m", "--name", "../up"}, "../up"},
      {{"baseline", "save", "run.json", "--machine-class", "m", "--name", "latest"}, "latest"},
      {{"baseline", "show", "nosuch"}, "nosuch"},
  };
  for (const auto& [arguments, named] : cases) {
    const auto finished = benchgate(arguments);
    EXPECT_EQ(finished.exit_code, 2) << ::testing::PrintToString(arguments) << finished.err;
    EXPECT_THAT(finished.err, AllOf(StartsWith("benchgate: "), HasSubstr(named)))
        << ::testing::PrintToString(arguments);
    EXPECT_FALSE(std::filesystem::exists(at("x")));
  }
}

TEST_F(CommandLine, WhatCannotBeReadExitsWithThreeAndIsNamed) {
  write("run.json", R"({"context": {}, "benchmarks": []})");
  write("text.json", "this is no JSON");
  write("array.json", "[1, 2]");
  write("empty.json", "");
  std::filesystem::create_directories(at("folder"));
  struct Case {
    Arguments arguments;
    std::string named;
  };
  const std::string long_name(5000, 'x');
  const Case cases[] = {
      {{"compare", "run.json", "nosuch.json"}, "nosuch.json"},
      {{"compare", "nosuch.json", "run.json"}, "nosuch.json"},
      {{"compare", "run.json", "text.json"}, "text.json"},
      {{"compare", "array.json", "run.json"}, "array.json"},
      {{"compare", "run.json", "empty.json"}, "empty.json"},
      {{"compare", "run.json", "folder"}, "folder"},
      {{"compare", "--no-base", "text.json"}, "text.json"},
      {{"compare", "run.json", long_name}, long_name},
      {{"compare", "latest", "run.json"}, "latest"},
      {{"compare", "run.json", "run.json", "--template", "html=nosuch.html", "--format", "html"},
       "nosuch.html"},
      {{"report", "nosuch.json"}, "nosuch.json"},
      {{"report", "text.json"}, "text.json"},
      {{"report", "run.json"}, "run.json"},
      {{"baseline", "save", "nosuch.json"}, "nosuch.json"},
      {{"baseline", "save", "text.json"}, "text.json"},
  };
  for (const auto& [arguments, named] : cases) {
    const auto finished = benchgate(arguments);
    EXPECT_EQ(finished.exit_code, 3) << ::testing::PrintToString(arguments) << finished.err;
    EXPECT_THAT(finished.err, AllOf(StartsWith("benchgate: "), HasSubstr(named)))
        << ::testing::PrintToString(arguments);
  }
}

TEST_F(CommandLine, EverySubcommandTeachesItself) {
  const Arguments commands[] = {{},
                                {"run"},
                                {"compare"},
                                {"report"},
                                {"baseline"},
                                {"baseline", "save"},
                                {"baseline", "list"},
                                {"baseline", "show"},
                                {"baseline", "delete"},
                                {"baseline", "export"},
                                {"policy"},
                                {"policy", "check"},
                                {"completion"},
                                {"man"}};
  for (auto arguments : commands) {
    arguments.push_back("--help");
    const auto finished = benchgate(arguments);
    EXPECT_EQ(finished.exit_code, 0) << ::testing::PrintToString(arguments);
    EXPECT_THAT(finished.out, HasSubstr("benchgate"));
    EXPECT_EQ(finished.err, "");
  }
}

TEST_F(CommandLine, HelpShowsTheExitCodesAndWhereToStart) {
  const auto help = benchgate({"--help"}).out;
  EXPECT_THAT(help, AllOf(HasSubstr("Exit codes:"), HasSubstr("benchgate duet base/bench")));
}

TEST_F(CommandLine, TheVersionIsOneLine) {
  const auto finished = benchgate({"--version"});
  EXPECT_EQ(finished.exit_code, 0);
  EXPECT_THAT(finished.out, MatchesRegex("benchgate [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

}  // namespace
