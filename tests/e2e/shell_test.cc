// What is generated for shells and for man: accepted by the programs that read it.
#include <gmock/gmock.h>
#include <unistd.h>

#include "e2e/workplace.h"

namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

bool has_program(const std::string& path) {
  return ::access(path.c_str(), X_OK) == 0;
}

class Shell : public e2e::Workplace {
 protected:
  e2e::Finished in_bash(const std::string& script) {
    auto call = program({});
    call.command = {"/bin/bash", "-c", script};
    return e2e::run(call);
  }
  /// What bash offers for a command line, one word a line; the last word is being typed.
  std::string completed(const std::string& words) {
    write("completion.bash", benchgate({"completion", "bash"}).out);
    const auto finished = in_bash(
        "source ./completion.bash; COMP_WORDS=(" + words +
        "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _benchgate; printf '%s\\n' \"${COMPREPLY[@]}\"");
    EXPECT_EQ(finished.err, "");
    return finished.out;
  }
};

TEST_F(Shell, BashAcceptsItsCompletion) {
  write("completion.bash", benchgate({"completion", "bash"}).out);
  const auto finished = in_bash(
      "bash -n completion.bash && source ./completion.bash && "
      "complete -p benchgate");
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_THAT(finished.out, HasSubstr("-F _benchgate benchgate"));
}

TEST_F(Shell, BashCompletesCommandsAndOptions) {
  EXPECT_EQ(completed("benchgate ba"), "baseline\n");
  EXPECT_EQ(completed("benchgate baseline s"), "save\nshow\n");
  EXPECT_EQ(completed("benchgate baseline save --fo"), "--force\n");
  EXPECT_EQ(completed("benchgate compare --no"), "--no-base\n");
  EXPECT_THAT(completed("benchgate ''"), AllOf(HasSubstr("run\n"), HasSubstr("compare\n")));
  EXPECT_THAT(completed("benchgate run --"), AllOf(HasSubstr("--restarts"), HasSubstr("--help")));
  EXPECT_THAT(completed("benchgate run --"), Not(HasSubstr("--no-base")));
}

TEST_F(Shell, BashCompletesFilesEvenWithBlanks) {
  write("my results.json", "{}");
  EXPECT_EQ(completed("benchgate compare my"), "my results.json\n");
}

TEST_F(Shell, ZshAndFishAcceptTheirs) {
  write("zsh", benchgate({"completion", "zsh"}).out);
  write("fish", benchgate({"completion", "fish"}).out);
  EXPECT_THAT(read("zsh"), HasSubstr("#compdef benchgate"));
  EXPECT_THAT(read("fish"), HasSubstr("complete -c benchgate"));
  if (has_program("/usr/bin/zsh")) {
    EXPECT_EQ(in_bash("zsh -n zsh").exit_code, 0);
  }
  if (has_program("/usr/bin/fish")) {
    EXPECT_EQ(in_bash("fish --no-execute fish").exit_code, 0);
  }
}

TEST_F(Shell, TheManualPageHasNothingThatRoffComplainsAbout) {
  if (!has_program("/usr/bin/groff")) GTEST_SKIP() << "groff is not installed";
  write("benchgate.1", benchgate({"man"}).out);
  const auto finished = in_bash("groff -man -Tutf8 -ww -z benchgate.1");
  EXPECT_EQ(finished.exit_code, 0);
  EXPECT_THAT(finished.err, IsEmpty());
}

TEST_F(Shell, TheManualPageHasEveryCommandAndTheExitCodes) {
  const auto page = benchgate({"man"}).out;
  for (const char* text :
       {".SH NAME", ".SH SYNOPSIS", ".SS benchgate run", ".SS benchgate baseline save",
        ".SS benchgate policy check", "\\-\\-restarts", "undecided: too little was shown"}) {
    EXPECT_THAT(page, HasSubstr(text));
  }
}

}  // namespace
