#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "layering/rules.h"

namespace layering {
namespace {

struct Fence {
  std::vector<std::string_view> headers;  ///< beginnings of what is included
  std::vector<std::string_view> inside;   ///< beginnings of the paths that may
};

const std::vector<Fence>& fences() {
  static const std::vector<Fence> kFences = {
      {{"CLI/"}, {"tools/benchgate/cli/"}},
      {{"libpq-fe.h", "libpq/", "postgres_ext.h"},
       {"tools/benchgate/store/postgres_connection.cc", "benches/db/", "benches/support/"}},
      {{"ctemplate/"}, {"tools/benchgate/report/"}},
      {{"simdjson.h"},
       {"tools/benchgate/base/json_document.cc", "tools/benchgate/formats/",
        "benches/serialization/"}},
      {{"utf8proc.h"}, {"tools/benchgate/formats/utf8.cc", "tools/benchgate/report/unicode.cc"}},
      {{"libelf.h", "gelf.h"}, {"tools/benchgate/elf/elf_file.cc"}},
      {{"elf.h"},
       {"tools/benchgate/elf/", "tools/benchgate/builds/program_identity.cc",
        "tools/benchgate/reach/"}},
      {{"cxxabi.h"}, {"tools/benchgate/reach/benchmark_functions.cc"}},
      {{"nlohmann/"},
       {"tools/benchgate/store/", "tools/benchgate/report/", "tools/benchgate/github/",
        "tools/benchgate/site/", "tools/benchgate/cli/affected_output.",
        "tools/benchgate/cli/baseline_listing.", "tools/benchgate/cli/bisect_output.",
        "tools/benchgate/cli/doctor_output.", "tools/benchgate/cli/nightly_output.",
        "benches/serialization/"}},
      {{"toml++/"}, {"tools/benchgate/gate/config_tree.cc"}},
      {{"benchmark/"}, {"benches/", "tools/bench_main/"}},
      {{"curl/"}, {"tools/benchgate/github/"}},
      {{"boost/math/"}, {"tools/benchgate/stats/"}},
      {{"sqlite3.h"}, {"benches/db/", "tools/benchgate/store/"}},
      {{"hiredis/"}, {"benches/support/", "benches/cache/"}},
      {{"google/protobuf/", "flatbuffers/", "zlib.h", "zstd.h", "brotli/"},
       {"benches/serialization/"}},
      // fmt is everywhere but in stats/, which knows only the standard library and Boost.Math.
      {{"fmt/"},
       {"tools/benchgate/base/", "tools/benchgate/model/", "tools/benchgate/formats/",
        "tools/benchgate/store/", "tools/benchgate/measure/", "tools/benchgate/builds/",
        "tools/benchgate/compare/", "tools/benchgate/gate/", "tools/benchgate/report/",
        "tools/benchgate/github/", "tools/benchgate/history/", "tools/benchgate/site/",
        "tools/benchgate/work/", "tools/benchgate/cli/", "tools/bench_main/", "benches/"}},
  };
  return kFences;
}

constexpr std::string_view kStats = "tools/benchgate/stats/";

/// The operating system: POSIX and Linux headers.
bool is_system(std::string_view header) {
  static const std::set<std::string_view> kNames = {
      "cpuid.h", "dirent.h", "dlfcn.h",   "errno.h",  "fcntl.h",   "grp.h",    "malloc.h",
      "netdb.h", "poll.h",   "pthread.h", "pwd.h",    "sched.h",   "signal.h", "spawn.h",
      "regex.h", "stdio.h",  "stdlib.h",  "string.h", "termios.h", "time.h",   "unistd.h"};
  return header.starts_with("sys/") || header.starts_with("linux/") ||
         header.starts_with("netinet/") || header.starts_with("arpa/") || kNames.contains(header);
}

/// Headers of the C++ standard library have neither a folder nor an ending.
bool is_standard(std::string_view header) {
  return header.find_first_of("/.") == std::string_view::npos;
}

bool begins_with_one_of(std::string_view text, const std::vector<std::string_view>& beginnings) {
  return std::ranges::any_of(
      beginnings, [&](std::string_view beginning) { return text.starts_with(beginning); });
}

/// Empty where the file may include the header.
std::string why_not(const std::string& file, const std::string& header) {
  if (header.empty()) return "includes what a macro says; write the header's name";
  if (is_standard(header)) return {};
  for (const auto& fence : fences()) {
    if (!begins_with_one_of(header, fence.headers)) continue;
    if (begins_with_one_of(file, fence.inside)) return {};
    std::string places;
    for (const auto place : fence.inside)
      places += (places.empty() ? "" : ", ") + std::string(place);
    return "<" + header + "> is only for " + places + "; ask that code for what is needed";
  }
  if (is_system(header) && !file.starts_with(kStats)) return {};
  return "<" + header + "> has no fence; decide who may include it, in tests/layering";
}

}  // namespace

Violations check_fences(const std::vector<SourceFile>& files) {
  Violations found;
  for (const auto& file : files) {
    for (const auto& include : file.includes) {
      // What is in quotes is ours, or check_layers says so.
      if (include.quoted || include.path.starts_with("benchgate/")) continue;
      const auto reason = why_not(file.path.string(), include.path);
      if (reason.empty()) continue;
      found.push_back(file.path.string() + ":" + std::to_string(include.line) + ": " + reason);
    }
  }
  return found;
}

}  // namespace layering
