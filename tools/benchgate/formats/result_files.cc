#include "benchgate/formats/result_files.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/base/memory.h"
#include "benchgate/formats/google_benchmark_reader.h"
#include "benchgate/formats/google_benchmark_writer.h"
#include "benchgate/formats/limits.h"
#include "benchgate/model/pooling.h"

namespace benchgate::formats {
namespace {

/// From here on, what reading leaves behind is worth giving back.
constexpr std::size_t kLargeFileBytes = std::size_t{16} * 1024 * 1024;

std::vector<std::filesystem::path> result_files_of(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::directory_iterator entries(folder, error);
  if (error) throw InputError(folder, fmt::format("cannot be opened: {}", error.message()));
  std::vector<std::filesystem::path> files;
  for (const auto& entry : entries) {
    if (entry.path().extension() != ".json" || entry.is_directory(error)) continue;
    files.push_back(entry.path());
    if (files.size() > kMaxFolderFiles) {
      throw InputError(folder, fmt::format("has more than {} result files", kMaxFolderFiles));
    }
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

model::Run read_run_file(const std::filesystem::path& path) {
  auto text = read_file(path, kMaxFileBytes, kSpareBytes);
  const bool is_large = text.size() > kLargeFileBytes;
  auto run = read_google_benchmark_buffer(std::move(text),
                                          {.path = path, .default_suite = path.stem().string()});
  if (is_large) return_freed_memory();
  return run;
}

model::Run read_run_folder(const std::filesystem::path& folder) {
  const auto files = result_files_of(folder);
  if (files.empty()) throw InputError(folder, "is a folder without a result file (*.json) in it");
  return read_run_files(files);
}

model::Run read_run_files(const std::vector<std::filesystem::path>& files) {
  std::vector<model::Run> runs;
  runs.reserve(files.size());
  for (const auto& file : files) runs.push_back(read_run_file(file));
  return model::pooled(std::move(runs));
}

void write_run_file(const std::filesystem::path& path, const model::Run& run) {
  write_file_atomically(path, write_google_benchmark(run));
}

}  // namespace benchgate::formats
