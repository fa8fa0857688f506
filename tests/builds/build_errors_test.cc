#include "benchgate/builds/build_errors.h"

#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::builds {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

std::string found_in(const std::string& log) {
  std::istringstream stream(log);
  return first_error(stream);
}

// As Ninja 1.11 and GCC 12 print it; the rest of the jobs go on for a while.
const std::string kParallel =
    "[1/200] Building CXX object a.cc.o\n"
    "[2/200] Building CXX object b.cc.o\n"
    "FAILED: b.cc.o \n"
    "/usr/bin/c++ -O3 -o b.cc.o -c b.cc\n"
    "b.cc: In function 'void f()':\n"
    "b.cc:7:14: error: 'class benchmark::State' has no member named 'SetBytes'\n"
    "    7 |   state.SetBytes(1);\n"
    "      |         ^~~~~~~~\n"
    "[3/200] Building CXX object c.cc.o\n";

TEST(FirstError, IsFoundBeforeALongTail) {
  std::string log = kParallel;
  for (int i = 4; i < 100; ++i) log += "[" + std::to_string(i) + "/200] Building\n";
  log += "ninja: build stopped: subcommand failed.\n";
  EXPECT_EQ(found_in(log),
            "FAILED: b.cc.o \n"
            "b.cc:7:14: error: 'class benchmark::State' has no member named 'SetBytes'\n"
            "    7 |   state.SetBytes(1);\n"
            "      |         ^~~~~~~~\n");
}

TEST(FirstError, IsThatOfMakeToo) {
  EXPECT_EQ(
      found_in("[ 10%] Building CXX object b.cc.o\nb.cc:1:10: fatal error: x.h: No such file\n"
               "make[2]: *** [b.make:76: b.cc.o] Error 1\n"),
      "b.cc:1:10: fatal error: x.h: No such file\n");
}

TEST(FirstError, IsThatOfCMake) {
  EXPECT_THAT(found_in("-- Detecting\nCMake Error at CMakeLists.txt:3 (find_package):\n"
                       "  Could not find a configuration file for package \"benchmark\" that is\n"
                       "  compatible with requested version \"1.8\".\n"),
              AllOf(StartsWith("CMake Error at"), HasSubstr("requested version")));
}

TEST(FirstError, IsTheStepWhereNothingElseIsKnown) {
  EXPECT_EQ(found_in("[1/2] x\nFAILED: y\nodd words\n"), "FAILED: y\n");
  EXPECT_THAT(found_in("all is well\n0 errors\n-Werror\n"), IsEmpty());
}

TEST(FirstError, IsOfBoundedSize) {
  std::string log;
  for (int i = 0; i < 1'000; ++i) log += "x.cc:1:1: error: " + std::string(10'000, 'x') + '\n';
  EXPECT_LT(found_in(log).size(), 10'000U);
}

TEST(BuildAdvice, KnowsALibraryThatIsTooOld) {
  EXPECT_THAT(build_advice(found_in(kParallel)),
              AllOf(HasSubstr("newer Google Benchmark"), HasSubstr("CMAKE_PREFIX_PATH")));
  EXPECT_THAT(build_advice("Could not find a configuration file for package \"benchmark\" that is\n"
                           "  compatible with requested version \"1.8\""),
              HasSubstr("newer Google Benchmark"));
}

TEST(BuildAdvice, KnowsWhatIsMissing) {
  EXPECT_THAT(build_advice("b.cc:1:10: fatal error: benchmark/benchmark.h: No such file"),
              HasSubstr("libbenchmark-dev"));
  EXPECT_THAT(build_advice("Could NOT find ZLIB (missing: ZLIB_LIBRARY)"), StartsWith("ZLIB is"));
}

TEST(BuildAdvice, IsSilentOtherwise) {
  EXPECT_THAT(build_advice("b.cc:1:1: error: expected ';' before '}' token"), IsEmpty());
}

}  // namespace
}  // namespace benchgate::builds
