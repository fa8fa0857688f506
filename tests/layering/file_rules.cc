#include <map>
#include <set>
#include <string>
#include <string_view>

#include "layering/rules.h"

namespace layering {
namespace {

constexpr std::size_t kMostLines = 400;

/// Files that may be longer, each with its reason.
const std::map<std::string, std::string_view, std::less<>>& long_files() {
  static const std::map<std::string, std::string_view, std::less<>> kLongFiles = {};
  return kLongFiles;
}

/// The include by which others know the header beside a source: from its include root.
std::string included_as(const std::filesystem::path& header) {
  const auto root = header.string().starts_with("tools/") ? "tools" : "benches";
  return header.lexically_relative(root).generic_string();
}

}  // namespace

Violations check_files(const std::vector<SourceFile>& files) {
  Violations found;
  std::set<std::filesystem::path> paths;
  for (const auto& file : files) paths.insert(file.path);
  for (const auto& file : files) {
    const auto where = file.path.string() + ":";
    if (file.lines > kMostLines && !long_files().contains(file.path.string())) {
      found.push_back(where + std::to_string(file.lines) +
                      ": is longer than 400 lines; a file is one concept, find the second one");
    }
    if (file.path.extension() == ".h" && !file.pragma_once) {
      found.push_back(where + "1: has no #pragma once; add it");
    }
    if (file.path.extension() != ".cc") continue;
    auto header = file.path;
    header.replace_extension(".h");
    if (!paths.contains(header)) continue;
    const auto own = included_as(header);
    if (file.includes.empty() || file.includes.front().path != own) {
      found.push_back(where + "1: does not include its own header first; begin with #include \"" +
                      own + "\"");
    }
  }
  return found;
}

}  // namespace layering
