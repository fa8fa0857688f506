// What is no result file, and what the reader says about it.
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "benchgate/formats/google_benchmark_reader.h"
#include "benchgate/formats/limits.h"

namespace benchgate::formats {
namespace {

using testing::HasSubstr;
using namespace std::string_literals;

std::string refusal(std::string_view text) {
  try {
    static_cast<void>(read_google_benchmark(text, {.path = "f.json"}));
  } catch (const InputError& error) {
    return error.what();
  }
  return "was read";
}

struct Refused {
  std::string text;
  std::string message;
};

std::string in_row(const std::string& field) {
  return "{\"benchmarks\": [\n{\"name\": \"BM\", " + field + "}]}";
}

TEST(ReaderRefusal, SaysWhatAndWhere) {
  const std::vector<Refused> table = {
      {"", "f.json: is empty: --benchmark_filter matched no benchmark"},
      {" \n\t ", "f.json: is empty"},
      {"\xEF\xBB\xBF", "f.json: is empty"},
      {"\xFF\xFE{\0}\0"s, "is UTF-16"},
      {"\xFE\xFF\0{\0}"s, "is UTF-16"},
      {"{\0\"\0"s, "is UTF-16"},
      {"\0{\0\""s, "is UTF-16"},
      {"\x1F\x8B\x08", "is compressed"},
      {"name,iterations,real_time\n", "f.json:1:1: is not a JSON object"},
      {"\n  Running ./bench\n", "f.json:2:3: is not a JSON object"},
      {"[]", "is not a JSON object"},
      {"null", "is not a JSON object"},
      {"\"benchmarks\"", "is not a JSON object"},
      {"42", "is not a JSON object"},
      {"{}", "has no array \"benchmarks\""},
      {"{\"context\": {}}", "has no array \"benchmarks\""},
      {"{\"context\": {\"benchmarks\": []}}", "has no array \"benchmarks\""},
      {"{\"benchmarks\": {}}", "f.json:1:16: \"benchmarks\" is not an array"},
      {"{\"benchmarks\": null}", "\"benchmarks\" is not an array"},
      {"{\"benchmarks\": 3}", "\"benchmarks\" is not an array"},
      {"{\"benchmarks\": [], \"benchmarks\": []}", "\"benchmarks\" is there twice"},
      {"{\"context\": {}, \"context\": {}, \"benchmarks\": []}", "\"context\" is there twice"},
      {"{\"context\": [], \"benchmarks\": []}", "\"context\" is not an object"},
      {"{\"benchmarks\": [1]}", "f.json:1:17: an element of \"benchmarks\" is not an object"},
      {"{\"benchmarks\": [[]]}", "is not an object"},
      {"{\"benchmarks\": [{}]}", "has no \"name\""},
      {"{\"benchmarks\": [{\"name\": \"\"}]}", "has no \"name\""},
      {"{\"benchmarks\": [{\"name\": 5}]}", "another type"},
      {"{\"benchmarks\": [{\"name\": null}]}", "has no \"name\""},
      {in_row("\"real_time\": \"5\""), "f.json:2:29: '\"5\"' is not a number"},
      {in_row("\"real_time\": {}"), "is not a number"},
      {in_row("\"cpu_time\": true"), "is not a number"},
      {in_row("\"iterations\": []"), "is not a number"},
      {in_row("\"time_unit\": 5"), "another type"},
      {in_row("\"error_occurred\": 1"), "another type"},
      {in_row("\"error_occurred\": \"true\""), "another type"},
      {in_row("\"threads\": 1.5"), "must be a whole number"},
      {in_row("\"threads\": -1"), "must be a whole number"},
      {in_row("\"family_index\": NaN"), "must be a whole number"},
      {in_row("\"benchgate_process\": 4294967296"), "must be a whole number"},
      {in_row("\"benchgate_process\": \"0\""), "is not a number"},
      {in_row("\"x\": nope"), "'nope' is not a number"},
      {in_row("\"x\": 01"), "'01' is not a number"},
      {in_row("\"x\": +1"), "'+1' is not a number"},
      {in_row("\"x\": .5"), "'.5' is not a number"},
      {in_row("\"x\": 1.e5"), "'1.e5' is not a number"},
      {in_row("\"x\": 0x10"), "'0x10' is not a number"},
      {in_row("\"x\": 1 2"), "not valid JSON"},
      {in_row("\"x\" 1"), "not valid JSON"},
      {in_row("\"x\": 1,"), "not valid JSON"},
      {in_row("\"x\": 1 \"y\": 2"), "not valid JSON"},
      {in_row("x: 1"), "not valid JSON"},
      {in_row("\"x\": [1 2]"), "not valid JSON"},
      {in_row("\"x\": [1, {\"a\" 5}]"), "not valid JSON"},
      {in_row("\"x\": trux"), "another type"},
      {in_row("\"label\": \"caf\xE9\""), "f.json:2:29: is not UTF-8"},
      {in_row("\"label\": \"\xED\xA0\x80\""), "is not UTF-8"},
      {"{\"benchmarks\": []}\n{\"benchmarks\": []}",
       "f.json:2:1: a second JSON document begins here"},
      {"{\"benchmarks\": []}{\"benchm", "a second JSON document begins here"},
      {"{\"benchmarks\": []} trailing", "f.json:1:20: text follows behind the end"},
      {"{\"benchmarks\": []}]", "text follows behind the end"},
      {"{\"benchmarks\": []},", "text follows behind the end"},
      {"{\"benchmarks\": [}]}", "is not an object"},
      {"{\"context\": {\"a\": ", "not valid JSON"},
      {"{", "not valid JSON"},
      {"{\"", "not valid JSON"},
      {"{\"context\": {\"benchgate\": 1}, \"benchmarks\": []}",
       "\"context.benchgate\" is not an object"},
      {"{\"context\": {\"benchgate\": {\"suites\": []}}, \"benchmarks\": []}", "is not an object"},
      {"{\"context\": {\"benchgate\": {\"suites\": {\"a\": 1}}}, \"benchmarks\": []}",
       "is not an object"},
      {"{\"context\": {\"benchgate\": {\"suites\": {\"a\": {}, \"a\": {}}}}, \"benchmarks\": []}",
       "is there twice"},
      {"{\"context\": {\"benchgate\": {\"diagnostics\": [{\"level\": \"x\"}]}}, \"benchmarks\": "
       "[]}",
       "is not a level"},
      {"{\"context\": {\"caches\": [1]}, \"benchmarks\": []}", "a cache is not an object"},
  };
  for (const auto& [text, message] : table) EXPECT_THAT(refusal(text), HasSubstr(message)) << text;
}

std::string nested(char open, char close, std::size_t depth) {
  return std::string(depth, open) + std::string(depth, close);
}

TEST(ReaderRefusal, RefusesWhatIsNestedTooDeeply) {
  for (const std::size_t depth : {40U, 2000U, 100'000U}) {
    EXPECT_THAT(refusal(in_row("\"x\": " + nested('[', ']', depth))),
                HasSubstr("nested too deeply"));
    EXPECT_THAT(
        refusal("{\"context\": {\"a\": " + nested('[', ']', depth) + "}, \"benchmarks\": []}"),
        HasSubstr("nested too deeply"));
    EXPECT_THAT(refusal("{\"benchmarks\": " + nested('[', ']', depth) + "}"),
                HasSubstr("not an object"));
  }
  std::string objects = "{\"a\":";
  for (int i = 0; i < 50'000; ++i) objects += "{\"a\":";
  EXPECT_THAT(refusal(objects), HasSubstr("f.json"));
  EXPECT_EQ(refusal(in_row("\"x\": " + nested('[', ']', 20))), "was read");
}

TEST(ReaderRefusal, RefusesWhatIsBeyondALimit) {
  EXPECT_THAT(refusal(in_row("\"" + std::string(kMaxNameBytes + 1, 'x') + "\": 1")),
              HasSubstr("longer than 64 KiB"));
  EXPECT_THAT(
      refusal("{\"benchmarks\": [{\"name\": \"" + std::string(kMaxNameBytes + 1, 'x') + "\"}]}"),
      HasSubstr("more than the limit"));
  EXPECT_THAT(refusal(in_row("\"label\": \"" + std::string(kMaxTextBytes + 1, 'x') + "\"")),
              HasSubstr("more than the limit"));
  std::string counters;
  for (std::size_t i = 0; i <= kMaxMetricsOfBenchmark; ++i)
    counters += "\"c" + std::to_string(i) + "\": 1, ";
  EXPECT_THAT(refusal(in_row(counters + "\"d\": 1")), HasSubstr("more than 256 counters"));
  std::string same_name = "{\"benchmarks\": [";
  for (std::size_t i = 0; i <= kMaxSameName; ++i) {
    same_name += "{\"name\": \"BM\", \"family_index\": " + std::to_string(i) + "},";
  }
  same_name.back() = ']';
  EXPECT_THAT(refusal(same_name + "}"), HasSubstr("more than 100 benchmarks of the same name"));
  std::string fields = "{\"context\": {";
  for (std::size_t i = 0; i <= kMaxContextFields; ++i)
    fields += "\"f" + std::to_string(i) + "\": 1,";
  fields.back() = '}';
  EXPECT_THAT(refusal(fields + ", \"benchmarks\": []}"), HasSubstr("more than 10000 fields"));
}

TEST(ReaderRefusal, RefusesMoreBenchmarksThanTheLimit) {
  std::string text = "{\"benchmarks\": [";
  for (std::size_t i = 0; i <= kMaxBenchmarks; ++i)
    text += "{\"name\":\"" + std::to_string(i) + "\"},";
  text.back() = ']';
  EXPECT_THAT(refusal(text + "}"), HasSubstr("more than 100000 benchmarks"));
}

TEST(ReaderRefusal, RefusesMoreRowsThanTheLimit) {
  std::string text = "{\"benchmarks\": [";
  for (std::size_t i = 0; i <= kMaxRows; ++i) text += "{\"name\":\"a\"},";
  text.back() = ']';
  EXPECT_THAT(refusal(text + "}"), HasSubstr("more than 2000000 rows"));
}

}  // namespace
}  // namespace benchgate::formats
