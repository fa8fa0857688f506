#include "benchgate/base/database_name.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "benchgate/base/error.h"

namespace benchgate {
namespace {

// The forms of libpq's documentation, section 34.1.1 "Connection Strings".
TEST(DatabaseName, NamesADatabaseInEveryFormOfLibpq) {
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

TEST(DatabaseName, IsTakenOutOfAMessageThatQuotesAnArgument) {
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

TEST(DatabaseName, IsNoFile) {
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

}  // namespace
}  // namespace benchgate
