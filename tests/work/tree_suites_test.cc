#include "benchgate/work/tree_suites.h"

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "benchgate/base/error.h"

namespace benchgate::work {
namespace {

Getenv variables(std::map<std::string, std::string, std::less<>> values) {
  return [values = std::move(values)](std::string_view name) -> std::optional<std::string> {
    const auto found = values.find(name);
    return found == values.end() ? std::nullopt : std::optional(found->second);
  };
}

TEST(CacheFolder, IsTheFirstThatIsSaid) {
  const auto all = variables(
      {{"BENCHGATE_CACHE", "/of/variable"}, {"XDG_CACHE_HOME", "/xdg"}, {"HOME", "/home/me"}});
  EXPECT_EQ(cache_folder("of/option", all), "of/option");
  EXPECT_EQ(cache_folder("", all), "/of/variable");
  EXPECT_EQ(cache_folder("", variables({{"XDG_CACHE_HOME", "/xdg"}, {"HOME", "/home/me"}})),
            "/xdg/benchgate");
  EXPECT_EQ(cache_folder("", variables({{"HOME", "/home/me"}})), "/home/me/.cache/benchgate");
}

TEST(CacheFolder, IgnoresARelativeXdgFolderAsTheStandardSays) {
  EXPECT_EQ(cache_folder("", variables({{"XDG_CACHE_HOME", "xdg"}, {"HOME", "/home/me"}})),
            "/home/me/.cache/benchgate");
}

TEST(CacheFolder, WithoutAnyPlaceIsAnError) {
  EXPECT_THROW(static_cast<void>(cache_folder("", variables({}))), EnvironmentError);
}

}  // namespace
}  // namespace benchgate::work
