#include "benchgate/store/history_location.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "support/temporary_folder.h"

namespace benchgate::store {
namespace {

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
