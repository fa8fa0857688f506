#include "benchgate/builds/tree_manifest.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <system_error>

#include "benchgate/base/sha256.h"

namespace benchgate::builds {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kUnreadable = "?";

bool can_be_run(const fs::directory_entry& entry, const fs::file_status& status) {
  const auto any = fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
  return (status.permissions() & any) != fs::perms::none ||
         entry.path().filename().string().find(".so") != std::string::npos;
}

/// "f" a file, "x" one that can be run or loaded, "l" a link; nothing for the rest.
std::string_view kind_of(const fs::directory_entry& entry) {
  std::error_code error;
  const auto status = entry.symlink_status(error);
  if (fs::is_symlink(status)) return "l";
  if (!fs::is_regular_file(status)) return {};
  return can_be_run(entry, status) ? "x" : "f";
}

std::string content_of(const fs::path& path, std::string_view kind) {
  std::error_code error;
  if (kind == "l") return sha256(fs::read_symlink(path, error).string());
  return sha256_of_file(path).value_or(std::string(kUnreadable));
}

/// Follows no link.
void for_each_file(const fs::path& tree,
                   const std::function<void(const fs::path&, std::string_view kind)>& take) {
  for (const auto& entry : fs::recursive_directory_iterator(tree)) {
    if (const auto kind = kind_of(entry); !kind.empty()) take(entry.path(), kind);
  }
}

struct Known {
  std::string_view kind;
  std::string_view content;
};
using KnownFiles = std::map<std::string_view, Known, std::less<>>;

std::string_view next_field(std::string_view& text) {
  const auto field = text.substr(0, text.find('\0'));
  text.remove_prefix(std::min(text.size(), field.size() + 1));
  return field;
}

KnownFiles read_manifest(std::string_view text) {
  KnownFiles files;
  while (!text.empty()) {
    const auto kind = next_field(text);
    const auto content = next_field(text);
    files[next_field(text)] = {kind, content};
  }
  return files;
}

}  // namespace

std::string manifest_of(const fs::path& tree) {
  std::string text;
  for_each_file(tree, [&](const fs::path& path, std::string_view kind) {
    text.append(kind).push_back('\0');
    text.append(content_of(path, kind)).push_back('\0');
    text.append(path.lexically_relative(tree).string()).push_back('\0');
  });
  return text;
}

bool is_as_built(const fs::path& tree, std::string_view manifest) try {
  const auto files = read_manifest(manifest);
  std::size_t seen = 0;
  bool is_same = true;
  for_each_file(tree, [&](const fs::path& path, std::string_view kind) {
    if (!is_same) return;
    const auto known = files.find(path.lexically_relative(tree).string());
    if (known == files.end()) {
      is_same = kind == "f";
      return;
    }
    ++seen;
    is_same = known->second.kind == kind && known->second.content != kUnreadable &&
              known->second.content == content_of(path, kind);
  });
  return is_same && seen == files.size();
} catch (const fs::filesystem_error&) {
  return false;
}

}  // namespace benchgate::builds
