#include "layering/include_scan.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

namespace layering {
namespace {

std::string_view without_indent(std::string_view line) {
  const auto start = line.find_first_not_of(" \t\r");
  return start == std::string_view::npos ? std::string_view() : line.substr(start);
}

/// The rest of a line `# <word> rest`, or nothing where it is another.
bool take_directive(std::string_view& line, std::string_view word) {
  auto rest = without_indent(line);
  if (!rest.starts_with('#')) return false;
  rest = without_indent(rest.substr(1));
  if (!rest.starts_with(word)) return false;
  line = without_indent(rest.substr(word.size()));
  return true;
}

Include read_include(std::string_view rest, std::size_t line) {
  Include include{.line = line, .path = {}, .quoted = rest.starts_with('"')};
  if (!include.quoted && !rest.starts_with('<')) return include;
  const auto end = rest.find(include.quoted ? '"' : '>', 1);
  if (end != std::string_view::npos) include.path = rest.substr(1, end - 1);
  return include;
}

bool is_source(const std::filesystem::path& path) {
  static const std::set<std::string> kEndings = {".h", ".hpp", ".cc", ".cpp", ".c", ".inc"};
  return kEndings.contains(path.extension().string());
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

SourceFile scan(std::filesystem::path relative, std::string_view text) {
  SourceFile file;
  file.path = std::move(relative);
  while (!text.empty()) {
    const auto length = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, length);
    text.remove_prefix(std::min(length + 1, text.size()));
    ++file.lines;
    if (take_directive(line, "include")) {
      file.includes.push_back(read_include(line, file.lines));
    } else if (take_directive(line, "pragma")) {
      file.pragma_once = file.pragma_once || line.starts_with("once");
    }
  }
  return file;
}

std::vector<SourceFile> scan_folders(const std::filesystem::path& root,
                                     const std::vector<std::string>& folders) {
  std::vector<SourceFile> files;
  for (const auto& folder : folders) {
    if (!std::filesystem::is_directory(root / folder)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      if (!entry.is_regular_file() || !is_source(entry.path())) continue;
      files.push_back(
          scan(entry.path().lexically_relative(root).generic_string(), read(entry.path())));
    }
  }
  std::ranges::sort(files, {}, &SourceFile::path);
  return files;
}

}  // namespace layering
