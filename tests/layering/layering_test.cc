#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "layering/include_scan.h"
#include "layering/rules.h"
#include "source_tree.h"
#include "support/temporary_folder.h"

namespace layering {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

std::vector<SourceFile> project() {
  return scan_folders(BENCHGATE_SOURCE_DIR, {"tools", "benches"});
}

TEST(Project, IsScanned) {
  // An empty tree keeps every rule.
  EXPECT_GT(project().size(), 100U);
}

std::string read(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The diagram in tools/README.md.
const Arrows& drawn() {
  static const Arrows kArrows =
      read_arrows(read(std::string(BENCHGATE_SOURCE_DIR) + "/tools/README.md"));
  return kArrows;
}

TEST(Project, IncludesOnlyAlongTheArrows) {
  EXPECT_THAT(check_layers(project(), drawn()), IsEmpty());
}

TEST(Project, DrawsNoArrowThatItDoesNotUse) {
  EXPECT_THAT(check_arrows(project(), drawn()), IsEmpty());
}

TEST(Project, HasNoLayersThatIncludeEachOther) {
  EXPECT_THAT(check_circles(drawn()), IsEmpty());
}

TEST(Project, KeepsLibrariesInsideTheirFences) {
  EXPECT_THAT(check_fences(project()), IsEmpty());
}

TEST(Project, KeepsTheRulesOfFiles) {
  EXPECT_THAT(check_files(project()), IsEmpty());
}

/// The layers after USES in the CMakeLists.txt of `layer`.
Layers linked(const std::string& layer) {
  const auto text =
      read(std::string(BENCHGATE_SOURCE_DIR) + "/tools/benchgate/" + layer + "/CMakeLists.txt");
  const auto uses = text.find("\n  USES ");
  if (uses == std::string::npos) return {};
  std::istringstream rest(text.substr(uses + 8, text.find_first_of("\n)", uses + 8) - uses - 8));
  return {std::istream_iterator<std::string>(rest), {}};
}

TEST(Project, LinksTheLayersThatItIncludes) {
  for (const auto& [layer, targets] : drawn()) {
    const bool is_of_tool =
        layer != "main" && layer != "bench_main" && !layer.starts_with("benches");
    if (!is_of_tool) continue;
    EXPECT_EQ(linked(layer), targets) << layer;
  }
}

/// Both kinds of violations of one file.
Violations check(std::string_view path, std::string_view text) {
  const std::vector<SourceFile> files = {scan(path, text)};
  auto found = check_layers(files, drawn());
  for (auto& violation : check_fences(files)) found.push_back(std::move(violation));
  return found;
}

struct Line {
  std::string_view path;
  std::string_view text;
};

void PrintTo(const Line& line, std::ostream* out) {
  *out << line.path << ": " << line.text;
}

class Allowed : public testing::TestWithParam<Line> {};

TEST_P(Allowed, Include) {
  EXPECT_THAT(check(GetParam().path, GetParam().text), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Lines, Allowed,
    testing::Values(Line{"tools/main.cc", "#include \"benchgate/cli/app.h\"\n"},
                    Line{"tools/benchgate/stats/a.cc", "#include <vector>\n"},
                    Line{"tools/benchgate/stats/a.cc", "#include <boost/math/constants.hpp>\n"},
                    Line{"tools/benchgate/gate/a.h", "#include \"benchgate/stats/types.h\"\n"},
                    Line{"tools/benchgate/store/a.h", "#include \"benchgate/formats/reader.h\"\n"},
                    Line{"tools/benchgate/gate/config_tree.cc", "#include <toml++/toml.h>\n"},
                    Line{"tools/benchgate/cli/a.cc", "#include <CLI/CLI.hpp>\n"},
                    Line{"tools/benchgate/store/postgres_connection.cc", "#include <libpq-fe.h>\n"},
                    Line{"tools/benchgate/base/file.cc", "#include <sys/stat.h>\n"},
                    Line{"tools/benchgate/base/a.cc", "// #include <curl/curl.h>\n"},
                    Line{"tools/bench_main/a.cc", "#include <benchmark/benchmark.h>\n"},
                    Line{"benches/db/a.cc", "#include \"support/random.h\"\n"},
                    Line{"benches/support/a.cc", "#include \"bench_main/agent.h\"\n"},
                    Line{"benches/serialization/a.cc", "#include \"evidence.pb.h\"\n"}));

class Forbidden : public testing::TestWithParam<Line> {};

TEST_P(Forbidden, Include) {
  EXPECT_THAT(check(GetParam().path, GetParam().text),
              ElementsAre(StartsWith(std::string(GetParam().path) + ":1: ")));
}

INSTANTIATE_TEST_SUITE_P(
    Lines, Forbidden,
    testing::Values(Line{"tools/benchgate/base/a.cc", "#include \"benchgate/model/run.h\"\n"},
                    Line{"tools/benchgate/model/a.cc", "#include \"benchgate/stats/types.h\"\n"},
                    Line{"tools/benchgate/stats/a.cc", "#include \"benchgate/base/error.h\"\n"},
                    Line{"tools/benchgate/stats/a.cc", "#include <fmt/format.h>\n"},
                    Line{"tools/benchgate/stats/a.cc", "#include <unistd.h>\n"},
                    Line{"tools/benchgate/stats/a.cc", "#include <boost/json.hpp>\n"},
                    Line{"tools/benchgate/compare/a.cc", "#include \"benchgate/gate/policy.h\"\n"},
                    Line{"tools/benchgate/gate/a.cc", "#include \"benchgate/report/render.h\"\n"},
                    Line{"tools/benchgate/gate/a.cc", "#include \"benchgate/formats/reader.h\"\n"},
                    Line{"tools/benchgate/report/a.cc", "#include \"benchgate/store/store.h\"\n"},
                    Line{"tools/benchgate/report/a.cc", "  #  include  \"benchgate/cli/app.h\"\n"},
                    Line{"tools/benchgate/report/a.cc", "#include <benchgate/cli/app.h>\n"},
                    Line{"tools/benchgate/store/a.cc", "#include \"benchgate/measure/lane.h\"\n"},
                    Line{"tools/benchgate/measure/a.cc", "#include \"benchgate/gate/policy.h\"\n"},
                    Line{"tools/benchgate/measure/a.cc", "#include \"benchgate/stats/side.h\"\n"},
                    Line{"tools/benchgate/work/a.cc", "#include \"benchgate/cli/console.h\"\n"},
                    Line{"tools/benchgate/work/a.cc", "#include <CLI/CLI.hpp>\n"},
                    Line{"tools/benchgate/site/a.cc", "#include \"benchgate/work/duet.h\"\n"},
                    Line{"tools/main.cc", "#include \"benchgate/model/run.h\"\n"},
                    Line{"tools/benchgate/gate/a.cc", "#include \"policy.h\"\n"},
                    Line{"tools/benchgate/gate/a.cc", "#include \"benchgate/gate/../cli/app.h\"\n"},
                    Line{"tools/benchgate/gate/a.cc", "#include \"db/engine.h\"\n"},
                    Line{"tools/benchgate/nobody/a.cc", "#include <vector>\n"},
                    Line{"tools/bench_main/a.cc", "#include \"benchgate/base/file.h\"\n"},
                    Line{"tools/benchgate/gate/policy_file.cc", "#include <toml++/toml.h>\n"},
                    Line{"tools/benchgate/gate/a.cc", "#include <nlohmann/json.hpp>\n"},
                    Line{"tools/benchgate/model/a.cc", "#include <simdjson.h>\n"},
                    Line{"tools/benchgate/model/a.cc", "#include \"simdjson.h\"\n"},
                    Line{"tools/benchgate/gate/a.cc", "#include <CLI/CLI.hpp>\n"},
                    Line{"tools/benchgate/cli/a.cc", "#include \"benchgate/gate/policy.h\"\n"},
                    Line{"tools/benchgate/cli/a.cc", "#include \"benchgate/model/run.h\"\n"},
                    Line{"tools/benchgate/cli/a.cc", "#include <curl/curl.h>\n"},
                    Line{"tools/benchgate/cli/a.cc", "#include <ctemplate/template.h>\n"},
                    Line{"tools/benchgate/store/folder_store.cc", "#include <libpq-fe.h>\n"},
                    Line{"tools/benchgate/measure/a.cc", "#include <benchmark/benchmark.h>\n"},
                    Line{"tools/benchgate/measure/a.cc", "#include <some_new_library/a.h>\n"},
                    Line{"tools/benchgate/measure/a.cc", "#include <gtest/gtest.h>\n"},
                    Line{"tools/benchgate/measure/a.cc", "#include SOME_HEADER\n"},
                    Line{"benches/db/a.cc", "#include \"benchgate/base/file.h\"\n"},
                    Line{"benches/db/a.cc", "#include \"cache/lru_cache.h\"\n"},
                    Line{"benches/db/a.cc", "#include \"bench_main/agent.h\"\n"},
                    Line{"benches/support/a.cc", "#include \"db/engine.h\"\n"},
                    Line{"benches/cache/a.cc", "#include <sqlite3.h>\n"},
                    Line{"benches/other/a.cc", "#include <vector>\n"}));

TEST(Arrows, AreReadFromTheDiagram) {
  const auto arrows =
      read_arrows("# Code\n```\nno diagram\n```\n\n```\na -> b, c/d\nb, c/d -> nothing\n```\n");
  EXPECT_EQ(arrows, (Arrows{{"a", {"b", "c/d"}}, {"b", {}}, {"c/d", {}}}));
}

TEST(Arrows, AreRefusedWhereTheyAreUnclear) {
  for (const auto* diagram :
       {"", "a -> nothing", "```\na -> nothing\n", "```\na -> b\n```\n",
        "```\na -> nothing\nhow it is\n```\n", "```\na -> nothing\na -> nothing\n```\n",
        "```\na, , b -> nothing\n```\n"}) {
    EXPECT_THROW((void)read_arrows(diagram), std::runtime_error) << diagram;
  }
}

TEST(Arrows, ThatNobodyUsesAreAnError) {
  const Arrows arrows = {{"base", {}}, {"stats", {}}, {"gate", {"base", "stats"}}};
  const auto uses_base = scan("tools/benchgate/gate/a.cc", "#include \"benchgate/base/file.h\"\n");
  const auto uses_stats =
      scan("tools/benchgate/gate/b.cc", "#include \"benchgate/stats/side.h\"\n");
  EXPECT_THAT(check_arrows({uses_base}, arrows), ElementsAre(HasSubstr("gate -> stats is drawn")));
  EXPECT_THAT(check_arrows({uses_base, uses_stats}, arrows), IsEmpty());
}

TEST(Arrows, MustNotGoRound) {
  EXPECT_THAT(check_circles({{"a", {"b"}}, {"b", {"c"}}, {"c", {}}}), IsEmpty());
  EXPECT_THAT(check_circles({{"a", {"b"}}, {"b", {"a"}}, {"c", {}}}), SizeIs(2));
}

TEST(Files, AHeaderNeedsPragmaOnce) {
  EXPECT_THAT(check_files({scan("tools/benchgate/base/a.h", "// pragma once\nint a;\n")}),
              ElementsAre(HasSubstr("#pragma once")));
  EXPECT_THAT(check_files({scan("tools/benchgate/base/a.h", "// A.\n#pragma once\n")}), IsEmpty());
}

TEST(Files, ASourceBeginsWithItsOwnHeader) {
  const auto header = scan("tools/benchgate/base/a.h", "#pragma once\n");
  const auto path = "tools/benchgate/base/a.cc";
  const auto own = std::string("#include \"benchgate/base/a.h\"\n");
  EXPECT_THAT(check_files({header, scan(path, own + "#include <vector>\n")}), IsEmpty());
  EXPECT_THAT(check_files({header, scan(path, "#include <vector>\n" + own)}), SizeIs(1));
  EXPECT_THAT(check_files({header, scan(path, "int a;\n")}), SizeIs(1));
  EXPECT_THAT(check_files({header, scan(path, "#include \"a.h\"\n")}), SizeIs(1));
  EXPECT_THAT(check_files({scan(path, "#include <vector>\n")}), IsEmpty()) << "it has no header";
}

TEST(Files, AreNotLongerThan400Lines) {
  EXPECT_THAT(check_files({scan("benches/db/a.cc", std::string(400, '\n'))}), IsEmpty());
  EXPECT_THAT(check_files({scan("benches/db/a.cc", std::string(401, '\n'))}),
              ElementsAre(StartsWith("benches/db/a.cc:401: ")));
}

void write(const std::filesystem::path& path, std::string_view text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path) << text;
}

TEST(Scan, FindsABadFileDeepInATreeOnDisk) {
  const test_support::TemporaryFolder folder;
  write(folder.path() / "tools/benchgate/base/deep/a.h", "#include \"benchgate/cli/app.h\"\r\n");
  write(folder.path() / "tools/benchgate/base/notes.txt", "#include <curl/curl.h>\n");
  write(folder.path() / "elsewhere/b.cc", "#include <curl/curl.h>\n");
  const auto files = scan_folders(folder.path(), {"tools", "benches"});
  EXPECT_THAT(check_layers(files, drawn()),
              ElementsAre(StartsWith("tools/benchgate/base/deep/a.h:1: ")));
  EXPECT_THAT(check_fences(files), IsEmpty());
  EXPECT_THAT(check_files(files), SizeIs(1));
}

}  // namespace
}  // namespace layering
