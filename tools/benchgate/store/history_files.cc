#include "benchgate/store/history_files.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "benchgate/base/error.h"
#include "benchgate/base/hash.h"
#include "benchgate/base/instant.h"
#include "benchgate/base/new_file.h"
#include "benchgate/base/work_tree.h"

namespace benchgate::store {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(std::string_view what, const fs::path& path) {
  throw EnvironmentError(fmt::format("cannot {} {}: {}", what, path.string(), strerror(errno)));
}

bool is_digits(std::string_view text, std::size_t count) {
  return text.size() == count &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Names in a folder but hidden ones; nothing where there is no such folder.
std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  try {
    for (const auto& entry : fs::directory_iterator(folder)) {
      auto name = entry.path().filename().string();
      if (!name.starts_with('.')) names.push_back(std::move(name));
    }
  } catch (const fs::filesystem_error& error) {
    if (error.code() == std::errc::no_such_file_or_directory) return {};
    throw EnvironmentError(
        fmt::format("cannot read the folder {}: {}", folder.string(), error.code().message()));
  }
  std::ranges::sort(names);
  return names;
}

std::optional<struct stat> status_of(const fs::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) return status;
  if (errno == ENOENT) return std::nullopt;
  fail("look at", path);
}

std::int64_t changed_at(const struct stat& status) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  return std::int64_t{status.st_mtim.tv_sec} * kSecond + status.st_mtim.tv_nsec;
}

std::vector<ListedFile> files_in(const fs::path& history, const std::string& folder,
                                 std::string_view ending) {
  std::vector<ListedFile> files;
  for (const auto& name : names_in(history / folder)) {
    if (!std::string_view(name).ends_with(ending)) continue;
    auto relative = folder.empty() ? name : folder + '/' + name;
    const auto status = status_of(history / relative);
    if (!status) continue;
    files.push_back({std::move(relative), status->st_size, changed_at(*status)});
  }
  return files;
}

/// So that a name that was given, or taken away, is so after a power cut too.
void flush_folder(const fs::path& folder) {
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return;
  ::fsync(file);
  ::close(file);
}

void create_folders(const fs::path& folder) {
  std::error_code error;
  if (fs::is_directory(folder, error)) return;
  fs::create_directories(folder, error);
  if (error) {
    throw EnvironmentError(
        fmt::format("cannot create the folder {}: {}", folder.string(), error.message()));
  }
  flush_folder(folder.parent_path());
  flush_folder(folder.parent_path().parent_path());
}

/// In a folder that is made where it is missing.
NewFile new_file_in(const fs::path& folder) {
  // Whoever compacts removes folders that became empty, perhaps this one, now.
  constexpr int kAttempts = 10;
  require_within_work_tree(folder);
  for (int attempt = 1;; ++attempt) {
    create_folders(folder);
    if (auto file = NewFile::in(folder)) return std::move(*file);
    if (errno != ENOENT || attempt == kAttempts) fail("write in", folder);
  }
}

}  // namespace

std::string record_name(const model::HistoryRun& run) {
  const auto time = instant_text(run.measured_at);
  return fmt::format("{}/{}/{}.json", time.substr(0, 4), time.substr(5, 2), run.id);
}

std::string finding_name(std::string_view id) {
  return fmt::format("findings/{}.json", id);
}

std::string year_file_name(int year, std::string_view content) {
  return fmt::format("{:04}-{}.jsonl", year, short_hash(content));
}

bool is_year(std::string_view name) {
  return is_digits(name, 4);
}

bool is_month(std::string_view name) {
  return is_digits(name, 2) && name >= "01" && name <= "12";
}

std::vector<ListedFolder> list_folders(const fs::path& history) {
  std::vector<ListedFolder> folders;
  const auto add = [&](const std::string& name) {
    const auto status = status_of(history / name);
    if (status && S_ISDIR(status->st_mode)) folders.push_back({name, changed_at(*status)});
  };
  for (const auto& year : names_in(history)) {
    if (!is_year(year)) continue;
    for (const auto& month : names_in(history / year)) {
      if (is_month(month)) add(year + '/' + month);
    }
  }
  add("");
  return folders;
}

std::vector<ListedFile> list_files(const fs::path& history, const std::string& folder) {
  if (!folder.empty()) return files_in(history, folder, ".json");
  // One year file may be replaced by another while the folder is read: then neither might be seen.
  auto files = files_in(history, folder, ".jsonl");
  for (;;) {
    auto again = files_in(history, folder, ".jsonl");
    if (again == files) return files;
    files = std::move(again);
  }
}

std::vector<ListedFile> list_findings(const fs::path& history) {
  return files_in(history, "findings", ".json");
}

WrittenFile write_new_file(const fs::path& path, std::string_view content) {
  const auto folder = path.parent_path();
  const NewFile file = new_file_in(folder);
  remove_abandoned_files(folder);
  if (!file.write(content)) fail("write", path);
  const bool is_added = file.add_as(path);
  if (!is_added && errno != EEXIST) fail("create", path);
  flush_folder(folder);
  return is_added ? WrittenFile::Added : WrittenFile::NameIsTaken;
}

void remove_file(const fs::path& path) {
  require_within_work_tree(path.parent_path());
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) fail("remove", path);
}

}  // namespace benchgate::store
