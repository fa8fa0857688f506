#include "benchgate/measure/registered_benchmarks.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <set>
#include <string_view>
#include <unordered_set>

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "benchgate/base/scratch_folder.h"
#include "benchgate/measure/process_tree.h"

namespace benchgate::measure {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{512} << 20U;  // of writable memory
constexpr Seconds kPatience{20};
constexpr Seconds kInterval{0.002};
constexpr std::uint64_t kWord = 8;
constexpr std::uint64_t kLongestName = 4096;
/// Bytes that are looked through of what is no block of malloc(): a variable, something on a stack.
constexpr std::uint64_t kGuess = 512;
constexpr std::size_t kMostWords = 200'000;  // of one benchmark

/// Does the process wait for somebody to read `pipe`? It has it open for writing otherwise.
bool waits_for(int process, const std::filesystem::path& pipe) {
  std::ifstream file(fmt::format("/proc/{}/syscall", process));
  long number = -1;
  std::string folder;
  std::uint64_t path = 0;
  if (!(file >> number)) return false;
  if (number == SYS_openat) file >> folder;
  if (number != SYS_openat && number != SYS_open) return false;
  if (!(file >> std::hex >> path)) return false;
  std::ifstream memory(fmt::format("/proc/{}/mem", process), std::ios::binary);
  std::string text(pipe.string().size() + 1, ' ');
  memory.seekg(static_cast<std::streamoff>(path));
  memory.read(text.data(), static_cast<std::streamsize>(text.size()));
  return memory && text == pipe.string() + '\0';
}

/// Everything that may be the name of one of them before its arguments.
std::set<std::string, std::less<>> candidates(const std::vector<std::string>& listed) {
  std::set<std::string, std::less<>> names;
  for (const auto& name : listed) {
    names.insert(name);
    for (auto slash = name.find('/'); slash != std::string::npos;
         slash = name.find('/', slash + 1)) {
      names.insert(name.substr(0, slash));
    }
  }
  return names;
}

struct Span {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  bool is_used = true;
};

class Search {
 public:
  Search(const ProcessMemory& memory, const std::vector<std::string>& listed)
      : memory_(memory), candidates_(candidates(listed)) {
    for (const auto& area : memory_.areas()) {
      if (area.is_heap) find_blocks(area);
    }
  }

  std::vector<RegisteredBenchmark> all() {
    std::vector<RegisteredBenchmark> found;
    for (const auto& area : memory_.areas()) {
      for (std::uint64_t at = 0; at + 4 * kWord <= area.bytes.size(); at += kWord) {
        const auto name = name_of_object(area.begin + at);
        if (name) found.push_back(look_through(area.begin + at, *name));
      }
    }
    return found;
  }

 private:
  /// An object that has virtual functions, and a candidate as its first member.
  [[nodiscard]] std::optional<std::string_view> name_of_object(std::uint64_t object) const {
    const auto text = memory_.word(object + kWord);
    const auto size = memory_.word(object + 2 * kWord);
    if (!text || !size || *size == 0 || *size > kLongestName) return std::nullopt;
    const auto name = memory_.bytes(*text, *size);
    if (!name || !candidates_.contains(*name)) return std::nullopt;
    return memory_.in_file(*memory_.word(object)) ? name : std::nullopt;
  }

  RegisteredBenchmark look_through(std::uint64_t object, std::string_view name) {
    RegisteredBenchmark benchmark{.name = std::string(name)};
    std::unordered_set<std::uint64_t> seen;
    std::vector<Span> open;
    const auto follow = [&](std::uint64_t address) {
      const auto span = span_at(address);
      if (seen.insert(span.begin).second) open.push_back(span);
    };
    follow(object);
    std::size_t words = 0;
    while (!open.empty()) {
      const auto span = open.back();
      open.pop_back();
      for (auto at = span.begin; at + kWord <= span.end; at += kWord) {
        if (++words > kMostWords) {
          benchmark.is_complete = false;
          return benchmark;
        }
        const auto word = memory_.word(at);
        if (!word) break;
        if (auto held = memory_.in_file(*word)) benchmark.held.push_back(std::move(*held));
        if (is_followed(*word)) follow(*word);
      }
    }
    return benchmark;
  }

  /// Memory that is not in use may have addresses of other benchmarks.
  [[nodiscard]] bool is_followed(std::uint64_t target) const {
    const auto* area = memory_.area_at(target);
    if (area == nullptr) return false;
    if (area->is_of_file) {
      const auto file = memory_.in_file(target);
      return !file || !is_of_c_library(file->file.filename().string());
    }
    const auto* block = block_at(target);
    return block == nullptr || (block->is_used && !name_of_object(block->begin));
  }

  /// malloc() has its own lists there, which lead everywhere.
  static bool is_of_c_library(std::string_view file) {
    return file.starts_with("libc.so.") || file.starts_with("ld-linux");
  }

  /// What is looked through for an address: its block; a guess where there is none.
  [[nodiscard]] Span span_at(std::uint64_t address) const {
    if (const auto* block = block_at(address)) return *block;
    const auto begin = address - address % kWord;
    const auto* area = memory_.area_at(begin);
    return {.begin = begin, .end = std::min(area->begin + area->bytes.size(), begin + kGuess)};
  }

  [[nodiscard]] const Span* block_at(std::uint64_t address) const {
    const auto next = std::ranges::upper_bound(blocks_, address, {}, &Span::begin);
    if (next == blocks_.begin()) return nullptr;
    const auto& block = *std::prev(next);
    return address < block.end ? &block : nullptr;
  }

  /// The blocks of the GNU malloc(): the size of each is before it, with a bit that says whether
  /// the one before that is in use. No blocks for another allocator.
  void find_blocks(const ProcessMemory::Area& heap) {
    const auto end = heap.begin + heap.bytes.size();
    for (auto at = heap.begin; at + 2 * kWord <= end;) {
      const auto field = memory_.word(at + kWord).value_or(0);
      const auto size = field & ~std::uint64_t{7};
      if (size < 4 * kWord || size % 16 != 0 || size > end - at) break;
      if (!blocks_.empty()) blocks_.back().is_used = (field & 1U) != 0;
      blocks_.push_back({.begin = at + 2 * kWord, .end = std::min(end, at + size + kWord)});
      at += size;
    }
  }

  const ProcessMemory& memory_;
  std::set<std::string, std::less<>> candidates_;
  std::vector<Span> blocks_;  ///< of malloc(), sorted
};

/// Copied while it waits for the pipe.
std::optional<ProcessMemory> memory_when_registered(Child& child,
                                                    const std::filesystem::path& pipe) {
  const auto began = std::chrono::steady_clock::now();
  while (!child.wait(kInterval)) {
    for (const int process : processes_below(child.root_process())) {
      if (waits_for(process, pipe)) return ProcessMemory::read(process, kMostBytes);
    }
    if (std::chrono::steady_clock::now() - began > kPatience) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::vector<RegisteredBenchmark>> registered_benchmarks(
    const SuiteToRun& suite, const std::vector<std::string>& listed) {
  const ScratchFolder folder("registered");
  const auto pipe = std::filesystem::absolute(folder.path()) / "results";
  if (::mkfifo(pipe.c_str(), 0600) != 0) return std::nullopt;
  auto options = child_of(suite);
  options.command.emplace_back("--benchmark_list_tests=true");
  options.command.push_back("--benchmark_out=" + pipe.string());
  Child child(std::move(options));
  const auto memory = memory_when_registered(child, pipe);
  child.stop();
  while (!child.wait(kPatience)) {
  }
  (void)child.result();
  if (!memory) return std::nullopt;
  return Search(*memory, listed).all();
}

}  // namespace benchgate::measure
