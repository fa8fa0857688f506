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

/// BM_x calls BM_kept through a table that start-up code fills; BM_y does not.
std::string with_table(const std::string& number, const std::string& fill) {
  return R"(
    static void BM_kept(benchmark::State& s) { s.result = )" +
         number + R"(; }
    static void (*table[2])(benchmark::State&);
    static long padding[64] = {1};
    static void BM_x(benchmark::State& s) { asm volatile("" ::: "memory"); table[s.result & 1](s); }
    static void BM_y(benchmark::State& s) { s.result = 7 + padding[s.result & 7]; }
    BENCHMARK(BM_x); BENCHMARK(BM_y);
  )" + fill;
}

constexpr const char* kByInitialiser = R"(
    __attribute__((constructor)) static void fill() {
      asm volatile("" ::: "memory"); table[0] = BM_kept; table[1] = BM_kept;
    })";

TEST(Startup, AFunctionKeptInAVariableTouchesWhoReadsThat) {
  const CompiledPrograms programs;
  const auto base = programs.compile("base", with_table("3", kByInitialiser));
  const auto head = programs.compile("head", with_table("4", kByInitialiser));
  const auto answers = selected(base, head, {"BM_x", "BM_y"});
  EXPECT_THAT(text_of(answers[0]), StartsWith("touched: "));
  EXPECT_EQ(text_of(answers[1]), "same");
}

TEST(Startup, AKeptFunctionThatDidNotChangeTouchesNobody) {
  const CompiledPrograms programs;
  const auto base = programs.compile("base", with_table("3", kByInitialiser));
  const auto head =
      programs.compile("head", with_table("3", kByInitialiser) + "long unrelated() { return 9; }");
  EXPECT_EQ(text_of(selected(base, head, {"BM_x"}).at(0)), "same");
}

}  // namespace
}  // namespace benchgate::reach
