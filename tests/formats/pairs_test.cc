// Pairs and sessions in result files, and what is refused about them.
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "benchgate/formats/google_benchmark_reader.h"
#include "benchgate/formats/google_benchmark_writer.h"

namespace benchgate::formats {
namespace {

using model::Pacing;
using model::Stage;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// A file of one benchmark "BM": `rows` are the fields behind its name and times.
model::Run read(std::initializer_list<std::string> rows, const std::string& session = "") {
  std::string text =
      R"({"context": {"benchgate": {"schema": 1)" + session + "}}, \"benchmarks\": [";
  const char* separator = "";
  for (const auto& row : rows) {
    text += separator;
    text += R"({"name": "BM", "run_type": "iteration", "real_time": 1, "cpu_time": 1, )"
            R"("time_unit": "ns", )" +
            row + "}";
    separator = ", ";
  }
  return read_google_benchmark(text + "]}", {.path = "x.json"});
}

std::string pair(int process, const std::string& more = "") {
  return "\"benchgate_process\": " + std::to_string(process) +
         R"(, "benchgate_pacing": "duet", "benchgate_stage": "screening")" + more;
}

std::string refusal(std::initializer_list<std::string> rows, const std::string& session = "") {
  try {
    static_cast<void>(read(rows, session));
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Pairs, AreReadInTheOrderOfTheirRows) {
  const auto run =
      read({pair(7, R"(, "benchgate_head_first": true, "benchgate_cpu": 1)"), pair(3)});
  ASSERT_TRUE(run.benchmarks.at(0).pairs);
  EXPECT_EQ(*run.benchmarks[0].pairs,
            (model::Pairs{.pacing = Pacing::Duet,
                          .pairs = {{7, Stage::Screening, true, 1}, {3, Stage::Screening}}}));
  EXPECT_THAT(run.diagnostics, IsEmpty());
}

TEST(Pairs, AreNoneWhereNoRowSaysSo) {
  EXPECT_FALSE(read({R"("benchgate_process": 1)"}).benchmarks.at(0).pairs);
}

constexpr model::MetricDefinition kTime{.unit = model::Unit::Nanoseconds};

TEST(Pairs, StandInRowsThatOtherToolsRead) {
  model::Run run{.suites = {{.name = "s"}}};
  run.benchmarks.push_back(
      {.suite = "s",
       .name = "x",
       .metrics = {{"real_time", {1.5}, {4}, kTime}, {"cpu_time", {1.5}, {4}, kTime}},
       .pairs = model::Pairs{
           .pacing = Pacing::Lockstep,
           .pairs = {{2, Stage::Screening, false, -1}, {4, Stage::Confirming, true, 3}}}});
  run.session =
      model::Session{.side = model::Session::Side::Base, .id = "a1", .seed = 18446744073709551615U};
  const auto text = write_google_benchmark(run);
  EXPECT_THAT(text, HasSubstr(R"("session": {"id": "a1", "side": "base", )"
                              R"("seed": "18446744073709551615"})"));
  // compare.py looks for rows by name and wants times in each: a pair without is named apart.
  EXPECT_THAT(text, HasSubstr(R"({"name": "x_none", )"));
  EXPECT_THAT(text, HasSubstr(R"("run_name": "x", "run_type": "aggregate")"));
  EXPECT_THAT(text, HasSubstr(R"("benchgate_process": 4, "benchgate_pacing": "lockstep", )"
                              R"("benchgate_stage": "confirming", "benchgate_head_first": true, )"
                              R"("benchgate_cpu": 3, "real_time": 1.5)"));
  EXPECT_EQ(read_google_benchmark(text, {}), run);
}

TEST(Pairs, OfABenchmarkWithoutSamplesComeBack) {
  model::Run run{.suites = {{.name = "s"}}};
  run.benchmarks = {{.suite = "s", .name = "none yet", .pairs = model::Pairs{}},
                    {.suite = "s",
                     .name = "failed",
                     .failure = model::Failure{.message = "no"},
                     .pairs = model::Pairs{.pacing = Pacing::InTurn, .pairs = {{0}, {1}}}}};
  EXPECT_EQ(read_google_benchmark(write_google_benchmark(run), {}), run);
}

TEST(Pairs, AreNotUsedWhereRowsContradictEachOther) {
  const auto only = [](const model::Run& run) {
    EXPECT_FALSE(run.benchmarks.at(0).pairs);
    EXPECT_THAT(run.diagnostics, SizeIs(1));
    EXPECT_EQ(run.diagnostics.at(0).level, model::DiagnosticLevel::Problem);
    return run.diagnostics.at(0).code + ": " + run.diagnostics.at(0).message;
  };
  const std::string confirming =
      R"("benchgate_process": 1, "benchgate_pacing": "duet", "benchgate_stage": "confirming")";
  const std::string lockstep =
      R"("benchgate_process": 2, "benchgate_pacing": "lockstep", "benchgate_stage": "screening")";
  for (const auto& other : {confirming, lockstep, pair(1, R"(, "benchgate_head_first": true)"),
                            pair(1, R"(, "benchgate_cpu": 0)")}) {
    EXPECT_THAT(only(read({pair(1), other})), HasSubstr("broken-pairs: has rows of one pair"));
  }
  for (const std::string half :
       {R"("benchgate_process": 1)", R"("benchgate_process": 1, "benchgate_stage": "screening")",
        R"("benchgate_process": 1, "benchgate_pacing": "duet")"}) {
    EXPECT_THAT(only(read({pair(0), half})), HasSubstr("of some rows only")) << half;
  }
}

TEST(Pairs, AreRefusedWhereTheyMakeNoSense) {
  EXPECT_THAT(refusal({R"("benchgate_pacing": "Duet")"}), HasSubstr("x.json:1:"));
  EXPECT_THAT(refusal({R"("benchgate_pacing": "Duet")"}), HasSubstr("is not a pacing of a pair"));
  EXPECT_THAT(refusal({R"("benchgate_stage": "")"}), HasSubstr("is not a stage of a pair"));
  EXPECT_NE(refusal({R"("benchgate_pacing": 1)"}), "accepted");
  EXPECT_NE(refusal({R"("benchgate_head_first": "yes")"}), "accepted");
  EXPECT_NE(refusal({R"("benchgate_cpu": -1)"}), "accepted");
  EXPECT_NE(refusal({R"("benchgate_cpu": 1.5)"}), "accepted");
  EXPECT_THAT(refusal({R"("benchgate_cpu": 4294967295)"}), HasSubstr("there is no core"));
}

TEST(Session, IsRead) {
  const auto run = read({}, R"(, "session": {"id": "i", "side": "head", "seed": "7", "later": 1})");
  EXPECT_EQ(run.session, (model::Session{model::Session::Side::Head, "i", 7}));
  EXPECT_FALSE(read({}).session);
}

TEST(Session, IsRefusedWhereItMakesNoSense) {
  const auto of = [](const std::string& session) {
    return refusal({}, R"(, "session": )" + session);
  };
  EXPECT_THAT(of("7"), HasSubstr("is not an object"));
  EXPECT_THAT(of("{}"), HasSubstr("lacks its id, side or seed"));
  EXPECT_THAT(of(R"({"id": "", "side": "base", "seed": "1"})"), HasSubstr("lacks"));
  EXPECT_THAT(of(R"({"id": "i", "seed": "1"})"), HasSubstr("lacks"));
  EXPECT_THAT(of(R"({"id": "i", "side": "left", "seed": "1"})"), HasSubstr("is not a side"));
  for (const std::string seed :
       {"\"-1\"", "\"\"", "\"1 \"", "\"18446744073709551616\"", "\"0x1\""}) {
    EXPECT_THAT(of(R"({"id": "i", "side": "base", "seed": )" + seed + "}"),
                HasSubstr("is not a seed"))
        << seed;
  }
  EXPECT_NE(of(R"({"id": "i", "side": "base", "seed": 1})"), "accepted");
  const std::string good = R"({"id": "i", "side": "base", "seed": "1"})";
  EXPECT_THAT(of(good + ", \"session\": " + good), HasSubstr("is there twice"));
}

TEST(Session, OfARunOfSeveralFilesMustBeOne) {
  const auto of = [](const char* id) {
    model::Run run{.suites = {{.name = id}}};
    run.session = model::Session{.id = id};
    return run;
  };
  model::Run run;
  append(run, of("a"));
  EXPECT_EQ(run.session, of("a").session);
  append(run, of("a"));
  EXPECT_EQ(run.session, of("a").session);
  EXPECT_THAT(run.diagnostics, IsEmpty());
  append(run, of("b"));
  EXPECT_FALSE(run.session);
  EXPECT_EQ(run.diagnostics.at(0).code, "mixed-sessions");
  EXPECT_EQ(run.diagnostics.at(0).level, model::DiagnosticLevel::Problem);
}

}  // namespace
}  // namespace benchgate::formats
