#include "benchgate/formats/result_files.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "benchgate/base/memory.h"
#include "benchgate/formats/benchmark_action_data.h"
#include "benchgate/formats/google_benchmark_reader.h"
#include "benchgate/formats/google_benchmark_writer.h"
#include "benchgate/formats/limits.h"
#include "benchgate/formats/otava_csv.h"
#include "benchgate/formats/utf8.h"
#include "benchgate/model/pooling.h"

namespace benchgate::formats {
namespace {

using Holds = InputFormat::Holds;

/// From here on, what reading leaves behind is worth giving back.
constexpr std::size_t kLargeFileBytes = std::size_t{16} * 1024 * 1024;

/// benchgate's own results say their schema and outcome at once; runs begin with a context.
bool is_results_json(std::string_view text) {
  constexpr std::size_t kBeginning = 4096;
  text = text.substr(0, kBeginning);
  const auto first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && text[first] == '{' &&
         text.find("\"schema\"") < text.find("\"context\"") &&
         text.find("\"outcome\"") != std::string_view::npos;
}

Input read_run(std::string text, const std::filesystem::path& path) {
  return read_google_benchmark_buffer(std::move(text),
                                      {.path = path, .default_suite = path.stem().string()});
}
Input read_action_data(std::string text, const std::filesystem::path& path) {
  return read_benchmark_action_data(text, path);
}
Input read_otava(std::string text, const std::filesystem::path& path) {
  return read_otava_csv(text, path);
}
Input take_text(std::string text, const std::filesystem::path& /*path*/) {
  return ResultsText{std::move(text)};
}

constexpr std::array kFormats = {
    InputFormat{"google-benchmark", Holds::Run, ".json", is_google_benchmark, read_run},
    InputFormat{"results", Holds::Results, "", is_results_json, take_text},
    InputFormat{"github-action-benchmark", Holds::History, ".js", is_benchmark_action_data,
                read_action_data},
    InputFormat{"otava", Holds::History, ".csv", is_otava_csv, read_otava},
};

const InputFormat& format_for(std::string_view text, const std::filesystem::path& path,
                              std::string_view name) {
  if (const auto named = std::ranges::find(kFormats, name, &InputFormat::name);
      named != kFormats.end()) {
    return *named;
  }
  const auto fitting = formats_of(text);
  if (fitting.size() > 1) {
    throw InputError(path, fmt::format("could be {} or {}; say which it is", fitting[0]->name,
                                       fitting[1]->name));
  }
  if (!fitting.empty()) return *fitting.front();
  const auto extension = path.extension().string();
  const auto by_name = std::ranges::find_if(kFormats, [&](const InputFormat& format) {
    return !extension.empty() && format.extension == extension;
  });
  return by_name == kFormats.end() ? kFormats.front() : *by_name;
}

bool may_hold_run(const std::filesystem::path& path) {
  return std::ranges::any_of(kFormats, [&](const InputFormat& format) {
    return format.holds == Holds::Run && path.extension() == format.extension;
  });
}

/// "*.json", or "*.json, *.csv".
std::string run_file_patterns() {
  std::set<std::string> patterns;
  for (const auto& format : kFormats) {
    if (format.holds == Holds::Run) patterns.insert(fmt::format("*{}", format.extension));
  }
  return fmt::format("{}", fmt::join(patterns, ", "));
}

}  // namespace

std::span<const InputFormat> input_formats() {
  return kFormats;
}

std::vector<const InputFormat*> formats_of(std::string_view text) {
  text = without_byte_order_mark(text);
  std::vector<const InputFormat*> fitting;
  for (const auto& format : kFormats) {
    if (format.sniff(text)) fitting.push_back(&format);
  }
  return fitting;
}

Input read_input(const std::filesystem::path& path, std::string_view format) {
  auto text = read_file(path, kMaxFileBytes, kSpareBytes);
  const bool is_large = text.size() > kLargeFileBytes;
  auto input = format_for(text, path, format).read(std::move(text), path);
  if (is_large) return_freed_memory();
  return input;
}

std::vector<std::filesystem::path> run_files_in(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::directory_iterator entries(folder, error);
  if (error) throw InputError(folder, fmt::format("cannot be opened: {}", error.message()));
  std::vector<std::filesystem::path> files;
  for (const auto& entry : entries) {
    if (!may_hold_run(entry.path()) || entry.is_directory(error)) continue;
    files.push_back(entry.path());
    if (files.size() > kMaxFolderFiles) {
      throw InputError(folder, fmt::format("has more than {} result files", kMaxFolderFiles));
    }
  }
  if (files.empty()) {
    throw InputError(
        folder, fmt::format("is a folder without a result file ({}) in it", run_file_patterns()));
  }
  std::ranges::sort(files);
  return files;
}

model::Run read_run_file(const std::filesystem::path& path) {
  auto input = read_input(path);
  if (auto* run = std::get_if<model::Run>(&input)) return std::move(*run);
  throw InputError(path, std::holds_alternative<ImportedHistory>(input)
                             ? "is another tool's history, not a run; `benchgate store import` "
                               "reads it"
                             : "is a result of benchgate, not a run; name the files that it was "
                               "made of");
}

model::Run read_run_folder(const std::filesystem::path& folder) {
  return read_run_files(run_files_in(folder));
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
