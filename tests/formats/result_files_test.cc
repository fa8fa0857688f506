#include "benchgate/formats/result_files.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"

namespace benchgate::formats {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr auto kOneRow =
    R"({"benchmarks": [{"name": "BM", "real_time": 2, "cpu_time": 1, "time_unit": "ns"}]})";

class ResultFiles : public testing::Test {
 protected:
  ResultFiles() {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ =
        std::filesystem::path(testing::TempDir()) / ("result_files_" + std::string(info->name()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~ResultFiles() override { std::filesystem::remove_all(folder_); }
  ResultFiles(const ResultFiles&) = delete;
  ResultFiles& operator=(const ResultFiles&) = delete;

  std::filesystem::path folder_;
};

std::string refusal(const std::filesystem::path& path,
                    model::Run (*read)(const std::filesystem::path&)) {
  try {
    static_cast<void>(read(path));
  } catch (const InputError& error) {
    return error.what();
  }
  return "was read";
}

TEST_F(ResultFiles, NamesTheSuiteAfterTheFileWhereNothingElseDoes) {
  write_file_atomically(folder_ / "db.json", kOneRow);
  const auto run = read_run_file(folder_ / "db.json");
  ASSERT_EQ(run.suites.size(), 1U);
  EXPECT_EQ(run.suites.front().name, "db");
}

TEST_F(ResultFiles, ReadsAFolderInTheOrderOfItsNames) {
  for (const auto* name : {"b.json", "a.json", "c.txt"})
    write_file_atomically(folder_ / name, kOneRow);
  std::filesystem::create_directories(folder_ / "d.json");
  const auto run = read_run_folder(folder_);
  ASSERT_EQ(run.benchmarks.size(), 2U);
  EXPECT_EQ(run.benchmarks[0].suite, "a");
  EXPECT_EQ(run.benchmarks[1].suite, "b");
}

TEST_F(ResultFiles, RefusesWhatIsNoRegularFile) {
  EXPECT_THAT(refusal(folder_, read_run_file), HasSubstr("is a folder"));
  EXPECT_THAT(refusal(folder_ / "none.json", read_run_file), HasSubstr("cannot be opened"));
  const auto fifo = folder_ / "fifo.json";
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  EXPECT_THAT(refusal(fifo, read_run_file), HasSubstr("is a FIFO"));
  EXPECT_THAT(refusal(fifo, read_run_folder), HasSubstr("cannot be opened"));
  EXPECT_THAT(refusal("/dev/null", read_run_file), HasSubstr("is a device"));
}

TEST_F(ResultFiles, RefusesAnEmptyFolder) {
  EXPECT_THAT(refusal(folder_, read_run_folder), HasSubstr("without a result file"));
}

TEST_F(ResultFiles, RefusesFourGigabytesUnread) {
  const auto path = folder_ / "huge.json";
  write_file_atomically(path, "{");
  std::filesystem::resize_file(path, std::uintmax_t{4} << 30);  // sparse
  EXPECT_THAT(refusal(path, read_run_file), HasSubstr("4294967296 bytes, more than the limit"));
}

TEST_F(ResultFiles, NamesTheFileOfAFolderThatIsBroken) {
  write_file_atomically(folder_ / "a.json", kOneRow);
  write_file_atomically(folder_ / "b.json", "");
  EXPECT_THAT(refusal(folder_, read_run_folder), HasSubstr("b.json: is empty"));
}

std::vector<std::string_view> names_of(std::string_view text) {
  std::vector<std::string_view> names;
  for (const auto* format : formats_of(text)) names.push_back(format->name);
  return names;
}

TEST(InputFormats, AreToldApartByTheirContent) {
  EXPECT_THAT(names_of(kOneRow), ElementsAre("google-benchmark"));
  EXPECT_THAT(names_of(R"({"context": {"benchgate": {"schema": 1}}, "benchmarks": []})"),
              ElementsAre("google-benchmark"));
  EXPECT_THAT(names_of("\xEF\xBB\xBF{\"context\": {"), ElementsAre("google-benchmark"));
  EXPECT_THAT(names_of(R"({"schema":1,"outcome":"passed","title":"\"context\""})"),
              ElementsAre("results"));
  EXPECT_THAT(names_of("window.BENCHMARK_DATA = {\n"), ElementsAre("github-action-benchmark"));
  EXPECT_THAT(names_of(R"({"lastUpdate": 1, "repoUrl": "", "entries": {}})"),
              ElementsAre("github-action-benchmark"));
  EXPECT_THAT(names_of("\xEF\xBB\xBFtime;commit;p50\n"), ElementsAre("otava"));
  EXPECT_THAT(names_of("commit,\"time\"\r\n"), ElementsAre("otava"));
}

TEST(InputFormats, AreNotGuessed) {
  for (const auto* text :
       {"", " \n", "{", "[]", "null", R"({"schema": 1})", R"({"entries": {}})",
        "latency,commit\n1,2\n", "uptime\n", "{\"a\": 1, \"time\": 2}", "BM_a  10 ns  time\n",
        R"({"machine_info": {}, "benchmarks": [{"name": "test_a"}]})"}) {
    EXPECT_THAT(names_of(text), IsEmpty()) << text;
  }
}

TEST_F(ResultFiles, DoNotNeedTheirExtension) {
  write_file_atomically(folder_ / "run.out", kOneRow);
  EXPECT_EQ(read_run_file(folder_ / "run.out").benchmarks.size(), 1U);
  write_file_atomically(folder_ / "old.json", "time,latency\n2026-11-21T02:30:00Z,1\n");
  const auto history = read_input(folder_ / "old.json");
  ASSERT_TRUE(std::holds_alternative<ImportedHistory>(history));
  EXPECT_EQ(std::get<ImportedHistory>(history).records.size(), 1U);
  EXPECT_THAT(refusal(folder_ / "old.json", read_run_file), HasSubstr("benchgate store import"));
}

TEST_F(ResultFiles, AreRefusedInTheWordsOfTheirExtension) {
  for (const auto& [name, words] :
       std::vector<std::pair<std::string, std::string>>{{"a.json", "is empty"},
                                                        {"a.csv", "is empty"},
                                                        {"a.js", "is not a data file"},
                                                        {"a", "is empty"}}) {
    write_file_atomically(folder_ / name, "");
    EXPECT_THAT(refusal(folder_ / name, read_run_file), HasSubstr(words)) << name;
  }
}

TEST_F(ResultFiles, TellResultsOfBenchgateFromRuns) {
  write_file_atomically(folder_ / "results.json", R"({"schema":1,"outcome":"passed"})");
  EXPECT_TRUE(std::holds_alternative<ResultsText>(read_input(folder_ / "results.json")));
  EXPECT_THAT(refusal(folder_ / "results.json", read_run_file), HasSubstr("a result of benchgate"));
}

}  // namespace
}  // namespace benchgate::formats
