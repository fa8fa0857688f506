#include "benchgate/work/files_to_place.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <system_error>

#include "benchgate/builds/program_identity.h"
#include "benchgate/elf/elf_file.h"

namespace benchgate::work {
namespace {

namespace fs = std::filesystem;

/// With links resolved, so that one file has one name.
std::set<fs::path> files_of(const measure::SuiteToRun& side) {
  std::set<fs::path> files;
  const auto add = [&](const fs::path& path) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) return;
    auto resolved = fs::canonical(path, error);
    if (!error) files.insert(std::move(resolved));
  };
  for (const auto& word : side.command) {
    if (word.find('/') == std::string::npos) continue;
    add(word);
    if (!elf::ElfFile::open(word)) continue;
    for (const auto& library :
         builds::loaded_libraries(word).value_or(std::vector<std::string>{})) {
      add(library);
    }
  }
  return files;
}

}  // namespace

std::vector<fs::path> files_to_place(std::span<const measure::SuitePair> suites) {
  std::vector<fs::path> files;
  for (const auto& suite : suites) {
    std::ranges::set_symmetric_difference(files_of(suite.base), files_of(suite.head),
                                          std::back_inserter(files));
  }
  std::ranges::sort(files);
  files.erase(std::ranges::unique(files).begin(), files.end());
  return files;
}

}  // namespace benchgate::work
