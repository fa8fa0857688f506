// The executable from end to end, with loops as short as they get. What is measured is not
// looked at: that it is there, complete and plausible is.
#include <map>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benches_cache/bench_process.h"

namespace benches {
namespace {

BenchResult run(const std::string& arguments) {
  return run_bench(BENCHGATE_SERIALIZATION_BENCH, arguments);
}

TEST(SerializationBench, ReportsEveryRowInFull) {
  const BenchResult result = run("");
  ASSERT_EQ(result.exit_code, 0) << result.error;
  std::map<std::string, nlohmann::json> rows;
  for (const auto& row : result.rows()) {
    const auto name = row.at("name").get<std::string>();
    SCOPED_TRACE(name);
    EXPECT_TRUE(rows.emplace(name, row).second);
    EXPECT_FALSE(row.contains("error_occurred")) << row.dump();
    EXPECT_GT(row.at("items_per_second"), 0.0);
    EXPECT_GT(row.at("bytes_per_second"), 0.0);
    EXPECT_GT(row.at("bytes"), 0.0);
    EXPECT_EQ(row.contains("p999"), name.ends_with("/one"));
    const bool compression = name.find("compress/") != std::string::npos;
    EXPECT_EQ(row.contains("ratio"), compression);
    EXPECT_GT(row.value("ratio", 100.0), 3.0);
  }
  EXPECT_EQ(rows.size(), 60U);
  // Encoding and decoding are of the same bytes; the strong level is the smaller one.
  for (const std::string codec : {"json_nlohmann", "cbor", "msgpack", "protobuf", "flatbuffers"}) {
    const std::string name = "serialization/" + codec;
    EXPECT_EQ(rows.at(name + "/encode/page:20").at("bytes"),
              rows.at(name + "/decode/page:20").at("bytes"));
  }
  EXPECT_EQ(rows.at("serialization/json_simdjson/decode/export:10000").at("bytes"),
            rows.at("serialization/json_nlohmann/decode/export:10000").at("bytes"));
  EXPECT_GT(rows.at("serialization/zstd/compress/level:1/export:10000").at("bytes"),
            rows.at("serialization/zstd/compress/level:12/export:10000").at("bytes"));
}

TEST(SerializationBench, CountsTheSameBytesInEveryRun) {
  const std::string filter = "--benchmark_filter='/(encode|compress)/.*(one|page:20)'";
  const BenchResult first = run(filter);
  const BenchResult second = run(filter);
  ASSERT_EQ(first.rows().size(), second.rows().size());
  ASSERT_EQ(first.rows().size(), 16U);
  for (std::size_t i = 0; i < first.rows().size(); ++i) {
    EXPECT_EQ(first.rows()[i].at("bytes"), second.rows()[i].at("bytes"));
    EXPECT_EQ(first.rows()[i].value("ratio", 0.0), second.rows()[i].value("ratio", 0.0));
  }
}

TEST(SerializationBench, SaysWhichDataAndLibrariesItUses) {
  const BenchResult result = run("--benchmark_filter=cbor/encode/one");
  const auto& context = result.context();
  EXPECT_THAT(context.at("dataset_hash").get<std::string>(), testing::MatchesRegex("[0-9a-f]{16}"));
  for (const std::string library :
       {"nlohmann_json", "simdjson", "protobuf", "flatbuffers", "zlib", "zstd", "brotli"}) {
    EXPECT_THAT(context.at(library + "_version").get<std::string>(),
                testing::MatchesRegex("[0-9]+\\.[0-9]+.*"))
        << library;
  }
}

TEST(SerializationBench, RefusesAFlagThatNobodyKnows) {
  EXPECT_EQ(run("--benchmark_no_such_flag").exit_code, 2);
}

}  // namespace
}  // namespace benches
