// What runs before main(), and who depends on it.
#include "benchgate/reach/startup.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reach/compiled_program.h"

namespace benchgate::reach {
namespace {

using reach_test::CompiledPrograms;
using reach_test::selected;
using reach_test::text_of;
using testing::HasSubstr;
using testing::StartsWith;

/// BM_x reads what is set before main(); BM_y does not.
std::string program(const std::string& initialiser) {
  return R"(
    NOINLINE long set(long v) { long r; asm volatile("mov %1, %0" : "=r"(r) : "r"(v)); return r; }
    static long unused_1[64] = {1};
    static long value = )" +
         initialiser + R"(;
    static long unused_2[64] = {1};
    static void BM_x(benchmark::State& s) { s.result = value + unused_1[s.result]; }
    static void BM_y(benchmark::State& s) { s.result = 7 + unused_2[s.result]; }
    BENCHMARK(BM_x); BENCHMARK(BM_y);
  )";
}

TEST(Startup, AnInitialiserTouchesWhatReadsIt) {
  const CompiledPrograms programs;
  const auto base = programs.compile("base", program("set(3)"));
  const auto head = programs.compile("head", program("set(4)"));
  const auto answers = selected(base, head, {"BM_x", "BM_y"});
  EXPECT_THAT(text_of(answers[0]), StartsWith("touched: "));
  EXPECT_EQ(text_of(answers[1]), "same");
}

TEST(Startup, AnInitialiserThatChangesTheProcessTouchesAll) {
  const CompiledPrograms programs;
  const std::string declared = "extern \"C\" int nice(int);\n";
  const auto base = programs.compile("base", declared + program("nice(3)"));
  const auto head = programs.compile("head", declared + program("nice(4)"));
  const auto answers = selected(base, head, {"BM_x", "BM_y"});
  EXPECT_THAT(text_of(answers[1]), HasSubstr("runs at the start and calls nice"));
}

TEST(Startup, WhatAnotherInitialiserMakesOfItIsTouched) {
  const CompiledPrograms programs;
  const std::string rest = R"(
    static long value = copy();
    static void BM_x(benchmark::State& s) { s.result = value; }
    BENCHMARK(BM_x);)";
  const auto source = [&](const std::string& number) {
    return R"(
      static long first;
      __attribute__((constructor(200))) static void one() { asm volatile("" ::: "memory"); first = )" +
           number + R"(; }
      NOINLINE long copy() { asm volatile("" ::: "memory"); return first * 2; }
      static long padding[64];)" +
           rest;
  };
  const auto base = programs.compile("base", source("3"));
  const auto head = programs.compile("head", source("4"));
  EXPECT_THAT(text_of(selected(base, head, {"BM_x"}).at(0)), StartsWith("touched: "));
}

}  // namespace
}  // namespace benchgate::reach
