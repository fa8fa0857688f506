#include "benchgate/site/site_folder.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/base/hash.h"
#include "benchgate/base/work_tree.h"
#include "benchgate/site/script_data.h"

namespace benchgate::site {
namespace {

namespace fs = std::filesystem;

constexpr const char* kIndex = "index.html";
constexpr const char* kList = "benchgate-site.txt";
constexpr std::string_view kFirstLine =
    "# Files of this site that `benchgate site` wrote, and may delete when it writes another.";
constexpr std::size_t kLongestList = std::size_t{64} << 20;

/// Could we have written it? The list is a file like any other, and may say anything.
bool is_ours(std::string_view name) {
  const auto slash = name.find('/');
  if (slash == std::string_view::npos) return false;
  const auto folder = name.substr(0, slash);
  if (folder != "data" && folder != "assets") return false;
  const auto file = name.substr(slash + 1);
  return !file.empty() && file.front() != '.' && std::ranges::all_of(file, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
}

std::set<std::string> read_list(const fs::path& path) {
  std::set<std::string> names;
  std::istringstream lines(read_file(path, kLongestList));
  for (std::string line; std::getline(lines, line);)
    if (is_ours(line)) names.insert(line);
  return names;
}

bool holds(const fs::path& path, std::string_view content) {
  std::error_code error;
  if (!fs::is_regular_file(path, error) || fs::file_size(path, error) != content.size())
    return false;
  return read_file(path, content.size()) == content;
}

}  // namespace

SiteFolder::SiteFolder(fs::path path) : path_(std::move(path)) {
  require_within_work_tree(path_ / kList);
  std::error_code error;
  if (fs::exists(path_, error) && !fs::is_directory(path_, error)) {
    throw UsageError(fmt::format("{} is a file; a site needs a folder of its own", path_.string()));
  }
  if (fs::exists(path_ / kList, error)) {
    old_ = read_list(path_ / kList);
  } else if (fs::exists(path_ / kIndex, error)) {
    throw UsageError(fmt::format(
        "{} has an index.html that benchgate did not write; name another folder, or delete it",
        path_.string()));
  }
}

std::string SiteFolder::add(std::string_view stem, std::string_view ending,
                            std::string_view content) {
  auto name = fmt::format("{}-{}{}", stem, short_hash(content).substr(0, 12), ending);
  new_.insert(name);
  if (content.size() > largest_.bytes) largest_ = {name, content.size()};
  if (!holds(path_ / name, content)) {
    note(name);
    write_file_atomically(path_ / name, content);
    ++written_;
  }
  return name;
}

void SiteFolder::note(const std::string& name) {
  if (!list_.is_open()) {
    write_list(old_);
    list_.open(path_ / kList, std::ios::app);
  }
  list_ << name << std::endl;  // flushed: it must be there before the file is
  if (!list_) {
    throw EnvironmentError(
        fmt::format("cannot write {}; the old site is untouched", (path_ / kList).string()));
  }
}

void SiteFolder::add_fixed(std::string name, std::string content) {
  fixed_.insert_or_assign(std::move(name), std::move(content));
}

void SiteFolder::finish(std::string_view index_html) {
  for (const auto& [name, content] : fixed_) require_within_work_tree(path_ / name);
  require_within_work_tree(path_ / kIndex);
  for (const auto& [name, content] : fixed_)
    if (!holds(path_ / name, content)) write_file_atomically(path_ / name, content);
  if (!holds(path_ / kIndex, index_html)) write_file_atomically(path_ / kIndex, index_html);
  for (const auto& name : old_) {
    std::error_code error;  // what cannot be deleted stays in the list, for the next time
    if (!new_.contains(name) && !fs::remove(path_ / name, error) && error) new_.insert(name);
  }
  list_.close();
  write_list(new_);
}

void SiteFolder::write_list(const std::set<std::string>& names) const {
  auto text = fmt::format("{}\n", kFirstLine);
  for (const auto& name : names) text += name + "\n";
  if (!holds(path_ / kList, text)) write_file_atomically(path_ / kList, text);
}

}  // namespace benchgate::site
