#include "benchgate/work/files_to_place.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/file.h"
#include "support/temporary_folder.h"

namespace benchgate::work {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class FilesToPlace : public ::testing::Test {
 protected:
  std::string file(const std::string& name) {
    const auto path = fs::canonical(folder_.path()) / name;
    write_file_atomically(path, name);
    return path.string();
  }
  static std::vector<fs::path> of(std::vector<std::string> base, std::vector<std::string> head) {
    const measure::SuitePair pair{.base = {.command = std::move(base)},
                                  .head = {.command = std::move(head)}};
    return files_to_place(std::span(&pair, 1));
  }
  test_support::TemporaryFolder folder_;
};

TEST_F(FilesToPlace, AreThoseThatASideHasForItself) {
  const auto base = file("base");
  const auto head = file("head");
  EXPECT_THAT(of({base, "--filter", "x"}, {head, "--filter", "x"}), ElementsAre(base, head));
}

TEST_F(FilesToPlace, AreNoneWhereAProgramIsMeasuredAgainstItself) {
  const auto program = file("program");
  fs::create_symlink(program, folder_.path() / "link");
  EXPECT_THAT(of({program}, {program}), IsEmpty());
  EXPECT_THAT(of({program}, {(folder_.path() / "link").string()}), IsEmpty());
}

TEST_F(FilesToPlace, IncludeWhatAWrapperRunsAndNotTheWrapper) {
  const auto wrapper = file("wrapper.sh");
  const auto base = file("base");
  const auto head = file("head");
  EXPECT_THAT(of({wrapper, base}, {wrapper, head}), ElementsAre(base, head));
}

TEST_F(FilesToPlace, IncludeNoLibraryThatBothLoad) {
  fs::copy_file("/proc/self/exe", folder_.path() / "copy");
  const auto copy = fs::canonical(folder_.path() / "copy");
  const auto files = of({"/proc/self/exe"}, {copy.string()});
  EXPECT_THAT(files, ::testing::Contains(copy));
  EXPECT_THAT(files, ::testing::Each(::testing::Not(::testing::ResultOf(
                         [](const fs::path& path) { return path.filename().string(); },
                         ::testing::StartsWith("libc.so")))))
      << "of the system";
}

}  // namespace
}  // namespace benchgate::work
