#include "benchgate/measure/scratch_folder.h"

#include <system_error>

#include <fmt/format.h>
#include <stdlib.h>

#include "benchgate/base/error.h"

namespace benchgate::measure {

ScratchFolder::ScratchFolder(const std::filesystem::path& parent) {
  std::error_code error;
  const auto place = parent.empty() ? std::filesystem::temp_directory_path(error) : parent;
  auto pattern = (place / "benchgate-run-XXXXXX").string();
  if (error || ::mkdtemp(pattern.data()) == nullptr) {
    throw EnvironmentError(fmt::format(
        "cannot make a folder for intermediate results in {}; set TMPDIR to a writable one",
        place.string()));
  }
  path_ = pattern;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path ScratchFolder::next_file() {
  return path_ / fmt::format("{}.json", ++count_);
}

}  // namespace benchgate::measure
