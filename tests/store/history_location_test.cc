#include "benchgate/store/history_location.h"

#include <filesystem>
#include <vector>

#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "support/temporary_folder.h"

namespace benchgate::store {
namespace {

// The forms of libpq's documentation, section 34.1.1 "Connection Strings".
TEST(HistoryLocation, NamesADatabaseInEveryFormOfLibpq) {
  for (const auto* name :
       {"postgresql://db/bench", "postgres://db/bench", "postgresql://", "POSTGRESQL://ci:S@db/b",
        "Postgres://db", "postgresql:///b?host=db&password=S", "postgresql://u:p@a:1,b:2/d",
        "host=db password=S", "host = db  password = 'S e\\'c'", " dbname=bench", "PASSWORD=S",
        "service=nightly", "passfile=/home/ci/.pgpass dbname=x", "hostaddr=10.0.0.1",
        "host=db password='without an end", "odd=1 password=S", "user=me\tpassword=S"}) {
    EXPECT_TRUE(names_database(name)) << name;
    EXPECT_EQ(shown_location(name), "the database");
  }
  for (const auto* name :
       {"", "history", "postgres", "postgres-nightly", "postgresql:/db/bench", "./postgresql://db",
        "mysql://db/bench", "results/host=db", "./password=x", "hosts=a", "a=b", "=", "x host"}) {
    EXPECT_FALSE(names_database(name)) << name;
    EXPECT_EQ(shown_location(name), name);
  }
  EXPECT_EQ(shown_location("postgresql://ci:SECRET@db/bench"), "the database");
}

TEST(HistoryLocation, IsTakenOutOfAMessageThatQuotesAnArgument) {
  const std::vector<std::string> arguments = {"store", "--from=postgres://ci:SE CRET@db/b#s",
                                              "postgresql://x:SECRET@db"};
  EXPECT_EQ(without_databases("unexpected: --from=postgres://ci:SE CRET@db/b#s, and "
                              "postgresql://x:SECRET@db, postgresql://x:SECRET@db store",
                              arguments),
            "unexpected: --from=the database, and the database, the database store");
  const std::vector<std::string> keywords = {"--to=host=db password=SECRET", "password=SECRET",
                                             "POSTGRES://x:SECRET@db"};
  EXPECT_EQ(without_databases("not expected: --to=host=db password=SECRET POSTGRES://x:SECRET@db",
                              keywords),
            "not expected: --to=the database the database");
  EXPECT_EQ(without_databases("see postgresql://USER@HOST/NAME", arguments),
            "see postgresql://USER@HOST/NAME");
}

TEST(HistoryLocation, IsNoFile) {
  EXPECT_NO_THROW(require_no_database("out/run.json", "FILE"));
  EXPECT_NO_THROW(require_no_database("postgres.json", "FILE"));
  try {
    require_no_database("host=db password=SECRET", "RESULT");
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_EQ(std::string(error.what()).find("SECRET"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("RESULT"), std::string::npos);
  }
}

TEST(HistoryLocation, IsTheSameDatabaseWhoeverAsks) {
  const std::string place = "postgresql://ci:one@db.example.org/bench";
  for (const auto* same :
       {"postgresql://ci:one@db.example.org/bench", "postgres://me:two@db.example.org:5432/bench",
        "postgresql://db.example.org/bench?sslmode=require",
        "postgresql:///bench?host=db.example.org", "postgresql://db.example.org/%62ench#benchgate",
        "POSTGRESQL://ci:one@db.example.org/bench", "host=db.example.org dbname=bench",
        "host=db.example.org password='a#b' dbname=bench#benchgate"}) {
    EXPECT_TRUE(is_same_place(place, same)) << same;
    EXPECT_TRUE(is_same_place(same, place)) << same;
  }
  for (const auto* other :
       {"postgresql://other.example.org/bench", "postgresql://db.example.org/bench2",
        "postgresql://db.example.org:5433/bench", "postgresql://db.example.org/bench#archive",
        "postgresql://db.example.org:port:port/", "bench"}) {
    EXPECT_FALSE(is_same_place(place, other)) << other;
    EXPECT_FALSE(is_same_place(other, place)) << other;
  }
}

TEST(HistoryLocation, IsTheSameFolderByAnotherName) {
  const test_support::TemporaryFolder folder;
  const auto path = folder.path().string();
  std::filesystem::create_directory(folder.path() / "other");
  std::filesystem::create_directory_symlink(path, folder.path() / "link");
  EXPECT_TRUE(is_same_place(path, path + "/other/.."));
  EXPECT_TRUE(is_same_place(path, path + "/link"));
  EXPECT_FALSE(is_same_place(path, path + "/other"));
  EXPECT_FALSE(is_same_place(path, path + "/nothing"));
  EXPECT_FALSE(is_same_place(path + "/nothing", path + "/nothing"));
}

}  // namespace
}  // namespace benchgate::store
