#include "benchgate/reach/benchmark_functions.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reach/compiled_program.h"

namespace benchgate::reach {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(IsBenchmarkFunction, ByItsOnlyParameter) {
  EXPECT_TRUE(is_benchmark_function("_ZL4BM_xRN9benchmark5StateE"));
  EXPECT_TRUE(is_benchmark_function("_ZN2ns4BM_xERN9benchmark5StateE"));
  EXPECT_TRUE(is_benchmark_function("_Z4BM_xIiEvRN9benchmark5StateE"));
  EXPECT_TRUE(is_benchmark_function("_ZL4BM_xRN9benchmark5StateE.constprop.0"));
  EXPECT_TRUE(is_benchmark_function("_ZNUlRN9benchmark5StateEE_4_FUNES1_"));
  EXPECT_FALSE(is_benchmark_function("_Z5setupRKN9benchmark5StateE"));
  EXPECT_FALSE(is_benchmark_function("_ZN9benchmark8internal17FunctionBenchmark3RunERNS_5StateE"));
  EXPECT_FALSE(is_benchmark_function("main"));
  EXPECT_FALSE(is_benchmark_function(""));
}

TEST(IsBenchmarkClass, ByItsVirtualFunctions) {
  EXPECT_TRUE(is_benchmark_class("_ZTV17Fix_sum_Benchmark"));
  EXPECT_TRUE(is_benchmark_class("_ZTVN2ns17Fix_sum_BenchmarkE"));
  EXPECT_TRUE(is_benchmark_class("_ZTVN9benchmark8internal15LambdaBenchmarkIZ4mainEUlvE_EE"));
  EXPECT_FALSE(is_benchmark_class("_ZTVN9benchmark8internal17FunctionBenchmarkE"));
  EXPECT_FALSE(is_benchmark_class("_ZTI17Fix_sum_Benchmark"));
}

TEST(Demangled, IsTheNameItselfWhereThereIsNone) {
  EXPECT_EQ(demangled("_ZL4BM_xRN9benchmark5StateE"), "BM_x(benchmark::State&)");
  EXPECT_EQ(demangled("main"), "main");
  EXPECT_EQ(demangled("_Zgarbage"), "_Zgarbage");
  EXPECT_EQ(demangled("_ZL1fv.part.0"), "f()");
}

TEST(BenchmarkFunctions, AreFoundByTheirNames) {
  const reach_test::CompiledPrograms programs;
  std::vector<Image> images;
  images.push_back(reach_test::image_of(programs.compile("a", R"(
    void BM_x(benchmark::State& s) { s.result = 1; }
    namespace ns { void BM_y(benchmark::State& s) { s.result = 2; } }
    template <class T> void BM_t(benchmark::State& s) { s.result = sizeof(T); }
    template void BM_t<int>(benchmark::State&); template void BM_t<char>(benchmark::State&);
    struct Base { virtual void run(benchmark::State&); virtual ~Base() {} };
    void Base::run(benchmark::State&) {}
    struct Fix_sum_Benchmark : Base { void run(benchmark::State&) override; };
    void Fix_sum_Benchmark::run(benchmark::State& s) { s.result = 3; })")));
  const BenchmarkFunctions functions(images);
  EXPECT_THAT(functions.of("BM_x"), ElementsAre("_Z4BM_xRN9benchmark5StateE"));
  EXPECT_THAT(functions.of("BM_x/8/threads:2"), ElementsAre("_Z4BM_xRN9benchmark5StateE"));
  EXPECT_THAT(functions.of("ns::BM_y"), ElementsAre("_ZN2ns4BM_yERN9benchmark5StateE"));
  EXPECT_THAT(functions.of("BM_t<int>/3"),
              ElementsAre("_Z4BM_tIcEvRN9benchmark5StateE", "_Z4BM_tIiEvRN9benchmark5StateE"));
  EXPECT_THAT(functions.of("Fix/sum"), ElementsAre("_ZTV17Fix_sum_Benchmark"));
  EXPECT_THAT(functions.of("BM_z"), IsEmpty());
  EXPECT_THAT(functions.of(""), IsEmpty());
}

/// The places of symbols, as a process that has them in its objects shows them.
Registration registration(const std::vector<Image>& images, const std::string& name,
                          std::vector<std::string_view> symbols) {
  Registration found{.name = name};
  for (const auto& symbol : images.front().symbols()) {
    if (std::ranges::find(symbols, symbol.name) == symbols.end()) continue;
    const auto address = images.front().address_of(symbol);
    if (!address) continue;
    // Objects point behind the first two entries of the table.
    found.held.push_back({.image = 0, .address = *address + (symbol.name[2] == 'T' ? 16U : 0U)});
  }
  return found;
}

TEST(BenchmarkFunctions, AreThoseOfItsRegistrationsWhereTheyAreKnown) {
  const reach_test::CompiledPrograms programs;
  std::vector<Image> images;
  images.push_back(reach_test::image_of(programs.compile("a", R"(
    void BM_x(benchmark::State& s) { s.result = 1; }
    void BM_y(benchmark::State& s) { s.result = 2; }
    struct Base { virtual void run(benchmark::State&); virtual ~Base() {} };
    void Base::run(benchmark::State&) {}
    struct Fix_sum_Benchmark : Base { void run(benchmark::State&) override; };
    void Fix_sum_Benchmark::run(benchmark::State& s) { s.result = 3; })")));
  const auto* x = "_Z4BM_xRN9benchmark5StateE";
  const auto* y = "_Z4BM_yRN9benchmark5StateE";
  const auto* fixture = "_ZTV17Fix_sum_Benchmark";
  auto large = registration(images, "large", {x});
  large.is_complete = false;
  const BenchmarkFunctions functions(
      images, {registration(images, "made/up", {x}), registration(images, "made/up/8", {y}),
               registration(images, "twice", {fixture}), registration(images, "twice", {y, "main"}),
               registration(images, "odd", {"main"}), large});
  EXPECT_THAT(functions.of("made/up"), ElementsAre(x));
  EXPECT_THAT(functions.of("made/up/7/threads:2"), ElementsAre(x));
  EXPECT_THAT(functions.of("made/up/8"), ElementsAre(x, y)) << "either may be meant";
  EXPECT_THAT(functions.of("made/up8"), IsEmpty());
  EXPECT_THAT(functions.of("twice"), ElementsAre(y, fixture));
  EXPECT_THAT(functions.of("odd"), IsEmpty()) << "nothing is known of what it runs";
  EXPECT_THAT(functions.of("large"), IsEmpty());
}

}  // namespace
}  // namespace benchgate::reach
