// Each pair of programs differs in what BM_x computes, or not: the answer is known from the source.
#include "benchgate/reach/selection.h"

#include <ostream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reach/compiled_program.h"

namespace benchgate::reach {
namespace {

using reach_test::answer;
using reach_test::text_of;
using testing::ElementsAre;
using testing::Eq;
using testing::HasSubstr;
using testing::StartsWith;

/// `what` computes s.result.
std::string benchmark(const std::string& what) {
  return "static void BM_x(benchmark::State& s) { s.result = " + what + "; }\nBENCHMARK(BM_x);\n";
}

struct Edit {
  const char* name;
  std::string before;  ///< with @ where the edit is
  std::string what;
  const char* base = "3";
  const char* head = "4";
};

void PrintTo(const Edit& edit, std::ostream* out) {
  *out << edit.name;
}

std::string source(const Edit& edit, const std::string& value) {
  auto text = edit.before + "\n" + benchmark(edit.what);
  for (auto at = text.find('@'); at != std::string::npos; at = text.find('@')) {
    text.replace(at, 1, value);
  }
  return text;
}

class Touches : public testing::TestWithParam<Edit> {};

TEST_P(Touches, WhatReachesIt) {
  const auto base = source(GetParam(), GetParam().base);
  EXPECT_THAT(answer(base, source(GetParam(), GetParam().head)), StartsWith("touched: "));
}

const Edit kEdits[] = {
    {"Constant", "", "s.result * @"},
    {"Callee", "NOINLINE long f(long x) { return x * @; }", "f(s.result)"},
    {"Table", "static const int t[5] = {1, 2, @, 4, 5};", "t[s.result]"},
    {"TableBeforeItsBeginning",
     "static const int t[40] = {1, 2, @, 4, 5, 6, 7, 8};\n"
     "NOINLINE long f(long n) { int k = 0; for (long i = n; i > 0; i--) k = k * 3 + t[i - 1]; "
     "return k; }",
     "f(s.result)"},
    {"OffsetIntoATable",
     "static const int t[40] = {1, 2, 3, 4, 5, 6, 7, 8};\n"
     "NOINLINE long f(long n) { int k = 0; for (long i = n; i > 0; i--) k = k * 3 + t[i - @]; "
     "return k; }",
     "f(s.result)", "1", "2"},
    {"LocalArray", "NOINLINE int g(const int* t) { return t[3]; }",
     "[](int i) { const int t[] = {9, 8, 7, @, 5, 4, 3, 2, 1, 0, 1, 2}; return g(t + i); }"
     "((int)s.result)"},
    {"Text", "NOINLINE char f(const char* t, long i) { return t[i]; }",
     "f(\"some text @\", s.result)"},
    {"WideText", "NOINLINE char16_t f(const char16_t* t, long i) { return t[i]; }",
     "f(u\"A@\", s.result)"},
    {"VirtualFunction",
     "struct B { virtual long f(long) = 0; }; struct D : B { long f(long x) override { return x * "
     "@; "
     "} };\nNOINLINE B* make() { static D d; return &d; }",
     "make()->f(s.result)"},
    {"PointerInData", "static long f(long x) { return x * @; } long (*table[])(long) = {f, f};",
     "table[s.result & 1](2)"},
    {"ThreadLocal", "thread_local long v = @;", "v++"},
    {"WeakFunction", "__attribute__((weak)) long f(long x) { return x * @; }", "f(s.result)"},
    {"FloatingPoint", "", "(long)((double)s.result * @.5)"},
    {"Handler", "NOINLINE void f(long x) { if (x) throw 1; }",
     "[](long x) { try { f(x); } catch (@) { return 1; } catch (...) { return 2; } return 3; }"
     "(s.result)",
     "int", "long"},
    {"Resolver",
     "extern \"C\" { static long one(long x) { return x; } static long two(long x) { return -x; }\n"
     "static long (*resolve())(long) { return @ == 3 ? one : two; } }\n"
     "extern \"C\" long f(long) __attribute__((ifunc(\"resolve\")));",
     "f(s.result)"},
    {"Assembler", "asm(\".text\\nasm_f: lea @(%rdi),%rax\\nret\"); extern \"C\" long asm_f(long);",
     "asm_f(s.result)"},
    {"SwitchTable",
     "NOINLINE long f(long x) { switch (x) { case 0: return @; case 1: asm(\"nop\"); return 2; "
     "case "
     "2: asm(\"\"); return 3 + x; case 3: return -x; case 4: asm(\"nop\"); return x * x; case 5: "
     "return x * 9; } return 0; }",
     "f(s.result)"},
    {"OtherVariable", "static long a, b; NOINLINE long f() { return ++a; }", "f() + @", "a", "b"},
};

INSTANTIATE_TEST_SUITE_P(Edits, Touches, testing::ValuesIn(kEdits),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST(Select, NamesTheFunctionThatChanged) {
  const std::string before = "namespace ns { NOINLINE long deep(long x) { return x * ";
  const std::string after = "; } }\nNOINLINE long f(long x) { return ns::deep(x) + 1; }\n";
  EXPECT_EQ(answer(before + "3" + after + benchmark("f(s.result)"),
                   before + "4" + after + benchmark("f(s.result)")),
            "touched: ns::deep(long)");
}

TEST(Select, OtherFunctionsAndTextsTouchNothing) {
  const std::string text = "NOINLINE char f(const char* t, long i) { return t[i]; }\n";
  const auto mine = text + benchmark("f(\"some text of mine\", s.result)");
  const std::string other =
      "static void BM_other(benchmark::State& s) { s.result = f(\"another text\", 3); }\n"
      "BENCHMARK(BM_other);\n";
  const std::string unused = "long unused(long x) { return x * x + 17; }\n";
  EXPECT_EQ(answer(mine, mine + other), "same");
  EXPECT_EQ(answer(mine, unused + mine), "same");
  EXPECT_EQ(answer(mine + other, mine + other), "same");
}

// An assembler resolves calls within one section itself: no relocation is kept.
TEST(Select, FollowsCallsWithinASection) {
  const std::string code = "static NOINLINE long f(long x) { return x * ";
  const auto rest = "; }\n" + benchmark("f(s.result)");
  EXPECT_EQ(answer(code + "3333" + rest, code + "4444" + rest, "-fno-function-sections"),
            "touched: f(long)");
}

TEST(Select, MainTouchesEveryBenchmark) {
  const reach_test::CompiledPrograms programs;
  const auto x = benchmark("s.result + 1");
  const auto base = programs.compile("base", x);
  const auto head = programs.compile("head", x, "-DNOTHING -O1 -fno-omit-frame-pointer");
  EXPECT_THAT(text_of(reach_test::selected(base, head, {"BM_x"}).at(0)), StartsWith("touched: "));
}

TEST(Select, CannotTellWhatIsLoadedLater) {
  const auto x = "extern \"C\" void* dlsym(void*, const char*);\n" +
                 benchmark("(long)dlsym(nullptr, \"main\")");
  EXPECT_EQ(answer(x, x), "cannot tell: it can load other code or start other programs");
}

TEST(Select, ANameWithoutAFunctionDependsOnEverything) {
  const reach_test::CompiledPrograms programs;
  const auto base = programs.compile("base", benchmark("s.result + 1"));
  const auto head = programs.compile("head", benchmark("s.result + 2"));
  EXPECT_EQ(text_of(reach_test::selected(base, base, {"renamed"}).at(0)), "same");
  EXPECT_EQ(text_of(reach_test::selected(base, head, {"renamed"}).at(0)),
            "cannot tell: its name says nothing of its function");
}

TEST(Select, ABenchmarkOfOneSideIsTouched) {
  const reach_test::CompiledPrograms programs;
  const auto file = programs.compile("base", benchmark("s.result + 1"));
  Program base{.benchmarks = {"BM_x", "BM_old"}};
  Program head{.benchmarks = {"BM_x", "BM_new"}};
  base.images.push_back(reach_test::image_of(file));
  head.images.push_back(reach_test::image_of(file));
  const auto selected = select(base, head);
  ASSERT_EQ(selected.size(), 3U);
  EXPECT_EQ(selected[0].benchmark + ": " + text_of(selected[0]), "BM_x: same");
  EXPECT_EQ(selected[1].benchmark + ": " + text_of(selected[1]),
            "BM_new: touched: base does not have it");
  EXPECT_EQ(selected[2].benchmark + ": " + text_of(selected[2]),
            "BM_old: touched: head does not have it");
}

TEST(Select, NothingIsToldOfNoFiles) {
  const auto selected = select({.benchmarks = {"BM_x"}}, {.benchmarks = {"BM_x"}});
  ASSERT_EQ(selected.size(), 1U);
  EXPECT_EQ(selected[0].answer, Answer::CannotTell);
}

TEST(HugeZeros, AreComparedByTheirLength) {
  const auto with = [](const char* elements) {
    return "char big[" + std::string(elements) + "];\n" + benchmark("big[s.result]");
  };
  EXPECT_EQ(answer(with("1L << 30"), with("1L << 30")), "same");
  EXPECT_THAT(answer(with("1L << 30"), with("1L << 29")), StartsWith("touched: "));
}

}  // namespace
}  // namespace benchgate::reach
