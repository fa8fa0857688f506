#include "benchgate/store/folder_history.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <sstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "benchgate/base/error.h"
#include "benchgate/store/folder_upkeep.h"
#include "benchgate/store/history_json.h"
#include "support/history_samples.h"
#include "support/temporary_folder.h"

namespace benchgate::store {
namespace {

namespace fs = std::filesystem;
using test_support::kSpring;
using test_support::plain_record;
using test_support::plain_series;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr model::Timestamp kDay = 86'400;

class FolderHistoryTest : public testing::Test {
 protected:
  [[nodiscard]] FolderHistory open() const { return {folder_, true}; }
  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] std::string read(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(folder_ / name, std::ios::binary).rdbuf();
    return text.str();
  }
  /// Records r0 ... from spring 2026 on, so many days apart.
  void append(int count, int days = 1) const {
    auto history = open();
    for (int i = 0; i < count; ++i) {
      history.append(plain_record("r" + std::to_string(i), kSpring + i * days * kDay, i));
    }
  }
  [[nodiscard]] std::vector<std::string> year_files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_)) {
      if (entry.path().extension() == ".jsonl") names.push_back(entry.path().filename().string());
    }
    std::ranges::sort(names);
    return names;
  }
  /// What a reader and `verify` both say.
  [[nodiscard]] std::string complaint() const {
    const auto problems = open().verify();
    EXPECT_THAT(problems, SizeIs(1));
    try {
      (void)open().read(plain_series());
      ADD_FAILURE() << "a damaged history was read";
    } catch (const InputError& error) {
      for (const auto& problem : problems) EXPECT_THAT(error.what(), HasSubstr(problem));
    }
    return problems.empty() ? "" : problems.front();
  }

  test_support::TemporaryFolder temporary_;
  fs::path folder_ = temporary_.path() / "history";
};

/// What a process that does `act` exits with: 0, 1 after an exception, 128 + signal.
int in_child(const std::function<void()>& act) {
  const pid_t child = ::fork();
  if (child == 0) {
    int code = 0;
    try {
      act();
    } catch (const EnvironmentError&) {
      code = 4;
    } catch (const std::exception&) {
      code = 1;
    }
    ::_exit(code);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void limit_files_to(rlim_t bytes) {
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{bytes, bytes};
  ::setrlimit(RLIMIT_FSIZE, &limit);
}

TEST_F(FolderHistoryTest, HasOneFileARecordByTheMonthOfItsMeasuring) {
  append(1);
  EXPECT_TRUE(fs::exists(folder_ / "2026/03/r0.json"));
  EXPECT_EQ(read("benchgate-history.json"), "{\"format\":\"benchgate-history\",\"schema\":1}\n");
}

TEST_F(FolderHistoryTest, NamesAFileThatIsNoRecord) {
  append(2);
  const auto whole = read("2026/03/r1.json");
  struct Case {
    std::string text;
    const char* says;
  };
  auto other = plain_record("other", kSpring, 1);
  auto newer = whole;
  newer.replace(newer.find("\"schema\":1"), 10, "\"schema\":2");
  const std::vector<Case> cases = {
      {whole.substr(0, whole.size() / 2), "is not JSON, or not all of it"},
      {"", "is not JSON"},
      {"<<<<<<< HEAD\n" + whole, "is not JSON"},
      {std::string(100'000, '['), "is not JSON"},
      {"{\"schema\":1}", "this is no benchgate-record file"},
      {newer, "was written by a newer benchgate (schema 2; this one knows 1): update benchgate"},
      {write_record_json(other, JsonLayout::Lines), "belongs in 2026/03/other.json"},
  };
  for (const auto& [text, says] : cases) {
    write("2026/03/r1.json", text);
    EXPECT_THAT(complaint(), AllOf(HasSubstr("2026/03/r1.json"), HasSubstr(says)));
    // Whoever only adds is not kept from it; but not under this name.
    EXPECT_EQ(open().append(plain_record("r2", kSpring, 2)), Appended::Added);
    EXPECT_THROW(open().append(plain_record("r1", kSpring + kDay, 1)), InputError);
    open().remove({"r2"});
  }
  fs::remove(folder_ / "2026/03/r1.json");
  EXPECT_THAT(open().read(plain_series()).points, SizeIs(1));
}

TEST_F(FolderHistoryTest, RefusesAFileWithoutMeasure) {
  append(1);
  write("2026/03/large.json", "");
  fs::resize_file(folder_ / "2026/03/large.json", (std::uintmax_t{64} << 20) + 1);
  EXPECT_THAT(complaint(), AllOf(HasSubstr("large.json"), HasSubstr("more than the limit")));
}

TEST_F(FolderHistoryTest, VerifiesStrangersToo) {
  append(1);
  write("2026/03/notes.txt", "hello");
  EXPECT_THAT(open().verify(), ElementsAre(HasSubstr("notes.txt: is nothing of a history's")));
  EXPECT_THAT(open().runs(), SizeIs(1));
}

TEST_F(FolderHistoryTest, VerifiesThatNoRecordIsOutOfPlace) {
  append(1);
  const auto whole = read("2026/03/r0.json");
  fs::create_directories(folder_ / ".git");
  for (const auto* harmless : {"README.md", "LICENSE", ".nojekyll"}) write(harmless, "text");
  (void)open().runs();  // the index is there
  EXPECT_THAT(open().verify(), IsEmpty());
  for (const auto* name : {"2026/r1.json", "r1.json", "2026/1/r1.json", "26/r1.json",
                           "2026/13/r1.json", "history/2026/03/r1.json"}) {
    write(name, whole);
    // The file, or the folder that it is in.
    const auto problems = open().verify();
    ASSERT_THAT(problems, SizeIs(1)) << name;
    const auto place = problems.front().substr(0, problems.front().find(": "));
    EXPECT_THAT((folder_ / name).string(), testing::StartsWith(place));
    EXPECT_NE(place, (folder_ / "2026").string());
    EXPECT_THAT(problems.front(), HasSubstr("move"));
    fs::remove_all(place);
  }
}

TEST_F(FolderHistoryTest, RefusesAHistoryOfANewerVersion) {
  append(1);
  write("benchgate-history.json", "{\"format\":\"benchgate-history\",\"schema\":2}\n");
  EXPECT_THROW((void)open(), InputError);
  write("benchgate-history.json", "{}");
  EXPECT_THROW((void)open(), InputError);
}

TEST_F(FolderHistoryTest, CountsARecordInTwoFilesOnceAndRefusesTwoOfOneId) {
  append(3);
  const auto kept = read("2026/03/r1.json");
  compact_folder(folder_, 2027);
  write("2026/03/r1.json", kept);
  EXPECT_THAT(open().runs(), SizeIs(3));
  EXPECT_THAT(open().verify(), IsEmpty());
  write("2026/03/r1.json",
        write_record_json(plain_record("r1", kSpring + kDay, 7), JsonLayout::Lines));
  // Which of the two is the other one is for whoever reads them to say.
  EXPECT_THAT(open().verify(), ElementsAre(HasSubstr("another record has the id r1")));
  EXPECT_THROW((void)open().runs(), InputError);
}

TEST_F(FolderHistoryTest, DoesWithoutItsIndexAndMakesAnother) {
  append(5);
  const auto expected = open().read(plain_series());
  ASSERT_THAT(expected.points, SizeIs(5));
  const auto index = folder_ / ".index.sqlite";
  ASSERT_TRUE(fs::exists(index));
  fs::remove(index);
  EXPECT_EQ(open().read(plain_series()), expected);
  for (const auto& text : {std::string("no database"), std::string(100'000, 'x')}) {
    for (const auto* ending : {"-wal", "-shm"}) fs::remove(index.string() + ending);
    write(".index.sqlite", text);
    EXPECT_EQ(open().read(plain_series()), expected);
  }
  for (const auto* ending : {"", "-wal", "-shm"}) fs::remove(index.string() + ending);
  fs::create_directories(index / "in the way");
  EXPECT_EQ(open().read(plain_series()), expected);
  EXPECT_EQ(open().append(plain_record("more", kSpring, 9)), Appended::Added);
}

TEST_F(FolderHistoryTest, MakesAnIndexOfAnotherVersionAnew) {
  append(2);
  (void)open().runs();
  SqliteDatabase(folder_ / ".index.sqlite").execute("ALTER TABLE packed ADD COLUMN more INTEGER");
  EXPECT_THAT(open().read(plain_series()).points, SizeIs(2));
}

/// Tables that look alike may hold other codes.
TEST_F(FolderHistoryTest, MakesAnIndexOfOtherCodesAnew) {
  append(2);
  const auto expected = open().read(plain_series());
  const auto index = folder_ / ".index.sqlite";
  SqliteDatabase(index).execute("UPDATE packed SET points = x''; PRAGMA user_version = 0");
  EXPECT_EQ(open().read(plain_series()), expected);
  // A code that stands for nothing: the highest byte of a point's last number.
  SqliteDatabase(index).execute(
      "UPDATE packed SET points = CAST(substr(points, 1, length(points) - 1) || x'01' AS BLOB)");
  EXPECT_EQ(open().read(plain_series()), expected);
}

TEST_F(FolderHistoryTest, ReadsWhereTheIndexCannotGrow) {
  append(40);
  EXPECT_EQ(in_child([&] {
              limit_files_to(8'192);
              if (open().read(plain_series()).points.size() != 40) throw std::runtime_error("less");
            }),
            0);
  EXPECT_THAT(open().read(plain_series()).points, SizeIs(40));
}

TEST_F(FolderHistoryTest, LeavesNothingOnAFullDisk) {
  append(1);
  EXPECT_EQ(in_child([&] {
              auto history = open();
              limit_files_to(100);
              history.append(plain_record("full", kSpring, 1));
            }),
            4);
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder_ / "2026/03")) {
    names.push_back(entry.path().filename().string());
  }
  EXPECT_THAT(names, ElementsAre("r0.json"));
}

TEST_F(FolderHistoryTest, LosesNothingOfAWriterThatIsKilled) {
  (void)open();
  const auto done = temporary_.path() / "done";
  for (int round = 0; round < 6; ++round) {
    const pid_t writer = ::fork();
    if (writer == 0) {
      auto history = open();
      for (int i = 0;; ++i) {
        const auto id = std::to_string(round) + "-" + std::to_string(i);
        history.append(plain_record(id, kSpring + i, i));
        if (i % 3 == 0) (void)history.runs();
        std::ofstream(done, std::ios::app) << id << std::endl;
      }
    }
    ::usleep(static_cast<useconds_t>(30'000 + round * 7'000));
    ::kill(writer, SIGKILL);
    ::waitpid(writer, nullptr, 0);
    const auto history = open();
    EXPECT_THAT(history.verify(), IsEmpty());
    std::ifstream ids(done);
    for (std::string id; std::getline(ids, id);) EXPECT_EQ(history.record(id).run.id, id);
  }
}

TEST_F(FolderHistoryTest, CompactsYearsAndLosesNothing) {
  append(40, 10);  // into 2027
  const auto before = open().read(plain_series());
  const auto runs = open().runs();
  const auto done = compact_folder(folder_, 2027);
  EXPECT_EQ(done.records, 31U);  // the last on 26 December
  EXPECT_EQ(done.files_removed, 31U);
  EXPECT_THAT(year_files(), SizeIs(1));
  EXPECT_FALSE(fs::exists(folder_ / "2026"));
  EXPECT_EQ(open().read(plain_series()), before);
  EXPECT_EQ(open().runs(), runs);
  EXPECT_EQ(open().record("r5").points[0].value, 5);
  EXPECT_EQ(open().append(plain_record("r5", kSpring + 50 * kDay, 5)), Appended::AlreadyThere);
  fs::remove(folder_ / ".index.sqlite");
  EXPECT_EQ(FolderHistory(folder_, false).append(plain_record("r5", kSpring + 50 * kDay, 5)),
            Appended::AlreadyThere);
  EXPECT_EQ(open().read(plain_series()), before);
  EXPECT_EQ(compact_folder(folder_, 2027).years, 0U);
  // One comes late.
  open().append(plain_record("late", kSpring, 1'000));
  EXPECT_EQ(compact_folder(folder_, 2027).records, 32U);
  EXPECT_THAT(year_files(), SizeIs(1));
  EXPECT_THAT(open().runs(), SizeIs(41));
}

TEST_F(FolderHistoryTest, SplitsAYearThatGitHubWouldNotTake) {
  append(40, 10);
  const auto before = open().read(plain_series());
  EXPECT_EQ(compact_folder(folder_, 2027).files_written, 1U);
  const auto whole = fs::file_size(folder_ / year_files().at(0));
  const auto most = whole / 20;  // a month has four records
  // A year that an older version wrote as one file is split, and then left alone.
  const auto done = compact_folder(folder_, 2027, most);
  EXPECT_EQ(done.records, 31U);
  EXPECT_EQ(done.files_removed, 1U);
  const auto split = year_files();
  EXPECT_EQ(done.files_written, split.size());
  EXPECT_GT(split.size(), 20U);
  for (const auto& name : split) EXPECT_LE(fs::file_size(folder_ / name), most) << name;
  EXPECT_EQ(compact_folder(folder_, 2027, most).years, 0U);
  EXPECT_EQ(open().read(plain_series()), before);
  EXPECT_EQ(open().record("r5").points[0].value, 5);
  EXPECT_THAT(open().verify(), IsEmpty());
  // One comes late: only its month is written anew.
  open().append(plain_record("late", kSpring, 1'000));
  EXPECT_EQ(compact_folder(folder_, 2027, most).records, 32U);
  auto again = year_files();
  std::vector<std::string> kept;
  std::ranges::set_intersection(split, again, std::back_inserter(kept));
  EXPECT_GE(kept.size() + 5, split.size());
  EXPECT_THAT(open().runs(), SizeIs(41));
  // And back into one where there is room.
  EXPECT_EQ(compact_folder(folder_, 2027).files_written, 1U);
  EXPECT_THAT(open().verify(), IsEmpty());
}

TEST_F(FolderHistoryTest, ARecordLargerThanAFileShouldBeIsAFileOfItsOwn) {
  append(3);
  EXPECT_EQ(compact_folder(folder_, 2027, 10).files_written, 3U);
  EXPECT_THAT(open().runs(), SizeIs(3));
  EXPECT_THAT(open().verify(), IsEmpty());
}

TEST_F(FolderHistoryTest, GoesOnWithACompactionThatWasInterrupted) {
  append(20);
  const auto copy = temporary_.path() / "copy";
  fs::copy(folder_, copy, fs::copy_options::recursive);
  compact_folder(folder_, 2027);
  // As it was between writing the year file and removing the last record.
  for (const auto* name : {"r3.json", "r19.json"}) {
    fs::create_directories(folder_ / "2026/03");
    fs::copy_file(copy / "2026/03" / name, folder_ / "2026/03" / name);
  }
  EXPECT_THAT(open().read(plain_series()).points, SizeIs(20));
  EXPECT_EQ(compact_folder(folder_, 2027).files_removed, 2U);
  EXPECT_THAT(open().read(plain_series()).points, SizeIs(20));
  EXPECT_THAT(open().verify(), IsEmpty());
}

TEST_F(FolderHistoryTest, CompactsNothingOfAYearWithADamagedFile) {
  append(3);
  write("2026/03/r1.json", "half");
  EXPECT_THROW(compact_folder(folder_, 2027), InputError);
  EXPECT_TRUE(fs::exists(folder_ / "2026/03/r0.json"));
}

TEST_F(FolderHistoryTest, NamesAYearFileThatIsNotWhatItWas) {
  append(3);
  compact_folder(folder_, 2027);
  const auto name = year_files().at(0);
  const auto text = read(name);
  write(name, text.substr(0, text.rfind('\n', text.size() - 2) + 1));  // a line less
  EXPECT_THAT(complaint(), AllOf(HasSubstr(name), HasSubstr("was changed since it was written")));
}

TEST_F(FolderHistoryTest, IsSeenWholeWhileItIsCompacted) {
  append(60);
  std::thread compacting([&] {
    for (int i = 0; i < 10; ++i) {
      compact_folder(folder_, 2027);
      FolderHistory(folder_, false)
          .append(plain_record("more" + std::to_string(i), kSpring - i, i));
    }
  });
  std::size_t before = 60;
  for (int i = 0; i < 30; ++i) {
    const auto now = open().runs().size();
    EXPECT_GE(now, before);
    before = now;
  }
  compacting.join();
  EXPECT_THAT(open().runs(), SizeIs(70));
}

TEST_F(FolderHistoryTest, MergesAsBranchesOfGitWithoutConflict) {
  append(10);
  const auto git = [&](const std::string& arguments) {
    const auto command =
        "git -C '" + folder_.string() +
        "' -c user.name=x -c user.email=x@example.org -c core.hooksPath=/dev/null " + arguments +
        " >/dev/null 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0) << arguments;
  };
  git("init -q -b main");
  git("add -A");
  git("commit -qm begin");
  git("checkout -qb other");
  open().append(plain_record("other", kSpring, 1));
  compact_folder(folder_, 2027);
  git("add -A");
  git("commit -qm other");
  git("checkout -q main");
  EXPECT_THAT(open().runs(), SizeIs(10));
  open().append(plain_record("mine", kSpring, 2));
  compact_folder(folder_, 2027);
  git("add -A");
  git("commit -qm mine");
  git("merge -q --no-edit other");
  EXPECT_THAT(open().runs(), SizeIs(12));
  EXPECT_THAT(open().verify(), IsEmpty());
  compact_folder(folder_, 2027);
  EXPECT_THAT(year_files(), SizeIs(1));
  EXPECT_THAT(open().runs(), SizeIs(12));
}

}  // namespace
}  // namespace benchgate::store
