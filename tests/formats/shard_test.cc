// Shards in result files, and what is refused about them.
#include <string>

#include <gmock/gmock.h>

#include "benchgate/base/error.h"
#include "benchgate/formats/google_benchmark_reader.h"
#include "benchgate/formats/google_benchmark_writer.h"

namespace benchgate::formats {
namespace {

using testing::HasSubstr;

model::Run read(const std::string& shard) {
  const auto text =
      R"({"context": {"benchgate": {"schema": 1, "shard": )" + shard + R"(}}, "benchmarks": []})";
  return read_google_benchmark(text, {.path = "x.json"});
}

std::string refusal(const std::string& shard) {
  try {
    static_cast<void>(read(shard));
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(ShardInFile, ComesBackAsItWas) {
  model::Run run;
  run.suites = {{.name = "suite", .environment = {}}};
  run.shard = model::Shard{
      .index = 2, .count = 4, .terms = {{"filter", "a\"b|\\d\n"}, {"policy", "none"}, {"x", ""}}};
  const auto text = write_google_benchmark(run);
  EXPECT_EQ(read_google_benchmark(text, {.path = "x.json"}).shard, run.shard);
  run.shard->terms.clear();
  EXPECT_EQ(read_google_benchmark(write_google_benchmark(run), {.path = "x.json"}).shard,
            run.shard);
  run.shard.reset();
  EXPECT_THAT(write_google_benchmark(run), testing::Not(HasSubstr("\"shard\"")));
}

TEST(ShardInFile, IsRefusedWhereItCannotBe) {
  EXPECT_EQ(read(R"({"index": 1, "count": 1})").shard, (model::Shard{1, 1, {}}));
  EXPECT_EQ(read(R"({"index": 1, "count": 1, "later": [1]})").shard, (model::Shard{1, 1, {}}));
  for (const auto* const wrong :
       {R"({"index": 0, "count": 1})", R"({"index": 3, "count": 2})", R"({"index": 1})",
        R"({"count": 1})", R"({"index": 1.5, "count": 2})", R"({"index": -1, "count": 2})",
        R"({"index": 1, "count": 1001})", R"({"index": "1", "count": 2})", R"([1, 2])", R"("1/2")",
        R"({"index": 1, "count": 2, "terms": []})", "null"}) {
    EXPECT_THAT(refusal(wrong), HasSubstr("shard")) << wrong;
  }
}

}  // namespace
}  // namespace benchgate::formats
