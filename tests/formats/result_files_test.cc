#include "benchgate/formats/result_files.h"

#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"

namespace benchgate::formats {
namespace {

using testing::HasSubstr;

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

}  // namespace
}  // namespace benchgate::formats
