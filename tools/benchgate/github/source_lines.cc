#include "benchgate/github/source_lines.h"

#include <algorithm>
#include <set>
#include <system_error>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/base/text_position.h"

namespace benchgate::github {
namespace {

constexpr std::size_t kMostFiles = 5'000;
constexpr std::size_t kMostFileBytes = std::size_t{1} << 20U;
constexpr std::size_t kMostBytes = std::size_t{64} << 20U;

bool is_source(const std::filesystem::path& path) {
  static const std::set<std::string> kEndings = {".cc", ".cpp", ".cxx", ".h", ".hpp"};
  return kEndings.contains(path.extension().string());
}

bool is_left_out(const std::filesystem::path& folder) {
  const auto name = folder.filename().string();
  return name.starts_with('.') || name.starts_with("build") || name == "out";
}

bool is_identifier(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

}  // namespace

SourceLines::SourceLines(const std::filesystem::path& root) {
  using Walk = std::filesystem::recursive_directory_iterator;
  std::error_code error;
  std::size_t bytes = 0;
  for (Walk at(root, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    if (at->is_directory(ignored)) {
      if (is_left_out(at->path())) at.disable_recursion_pending();
      continue;
    }
    if (!at->is_regular_file(ignored) || !is_source(at->path())) continue;
    const auto size = at->file_size(ignored);
    if (ignored || size > kMostFileBytes) continue;
    bytes += size;
    if (files_.size() == kMostFiles || bytes > kMostBytes) break;
    try {
      files_.push_back({at->path().lexically_relative(root).generic_string(),
                        read_file(at->path(), kMostFileBytes)});
    } catch (const InputError&) {
      continue;  // it may not be read, or is gone: nothing is known about it
    }
  }
}

std::optional<SourceLine> SourceLines::only_place(const std::vector<std::string>& texts) const {
  std::optional<SourceLine> found;
  for (const auto& file : files_) {
    for (const auto& text : texts) {
      for (auto at = file.text.find(text); at != std::string::npos;
           at = file.text.find(text, at + 1)) {
        SourceLine place{.path = file.path, .line = position_of(file.text, at).line};
        if (found && *found != place) return std::nullopt;
        found = std::move(place);
      }
    }
  }
  return found;
}

std::optional<SourceLine> SourceLines::of(std::string_view benchmark) const {
  // The longest beginning first: "db/select/rows:8" is registered as "db/select".
  for (auto name = benchmark; !name.empty();) {
    const auto quoted = '"' + std::string(name);
    if (const auto place = only_place({quoted + '"', quoted + "/\""})) return place;
    const auto slash = name.rfind('/');
    if (slash == std::string_view::npos) break;
    name = name.substr(0, slash);
  }
  const auto function = benchmark.substr(0, benchmark.find('/'));
  if (!is_identifier(function)) return std::nullopt;
  const std::string text(function);
  return only_place({"BENCHMARK(" + text + ")", "BENCHMARK_CAPTURE(" + text + ","});
}

}  // namespace benchgate::github
