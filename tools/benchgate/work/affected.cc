#include "benchgate/work/affected.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "benchgate/builds/program_identity.h"
#include "benchgate/elf/elf_file.h"
#include "benchgate/measure/discover.h"
#include "benchgate/measure/registered_benchmarks.h"

namespace benchgate::work {
namespace {

namespace fs = std::filesystem;

/// Variables that decide what is loaded: nobody here reads them as the loader does.
bool changes_what_is_loaded(const measure::SuiteToRun& side) {
  return std::ranges::any_of(side.environment,
                             [](const auto& one) { return one.first.starts_with("LD_"); });
}

/// Why the suite's executables cannot say it all; nothing where they can.
std::optional<std::string> beyond_executable(const measure::SuitePair& suite) {
  const auto& [base, head] = suite;
  if (!std::ranges::equal(std::span(base.command).subspan(1), std::span(head.command).subspan(1))) {
    return "base and head get different arguments";
  }
  if (base.environment != head.environment) return "base and head get different environments";
  if (changes_what_is_loaded(head)) return "the suite's environment changes what is loaded";
  return std::nullopt;
}

/// A program, and the files of its images.
struct Side {
  reach::Program program;
  std::vector<fs::path> files{};
};

/// Adds the file to the program; otherwise says why nothing can be told.
std::optional<std::string> add(Side& side, const fs::path& path) {
  auto file = elf::ElfFile::open(path);
  if (!file) return fmt::format("{}: not a 64-bit little-endian ELF file", path.string());
  auto image = reach::Image::read(std::move(*file));
  if (const auto* unreadable = std::get_if<reach::Unreadable>(&image)) {
    return fmt::format("{}: {}", path.string(), unreadable->reason);
  }
  side.program.images.push_back(std::move(std::get<reach::Image>(image)));
  side.files.push_back(path);
  return std::nullopt;
}

/// What its process registers, as far as it is in the images; nothing where that cannot be seen.
void add_registrations(const measure::SuiteToRun& suite, Side& side) {
  const auto registered = measure::registered_benchmarks(suite, side.program.benchmarks);
  if (!registered) return;
  std::map<fs::path, std::uint32_t> images;
  for (const auto& file : side.files) {
    images.emplace(fs::weakly_canonical(file), static_cast<std::uint32_t>(images.size()));
  }
  for (const auto& one : *registered) {
    reach::Registration registration{.name = one.name, .held = {}, .is_complete = one.is_complete};
    for (const auto& held : one.held) {
      const auto image = images.find(held.file);
      if (image == images.end()) continue;
      registration.held.push_back({.image = image->second, .address = held.address});
    }
    side.program.registrations.push_back(std::move(registration));
  }
}

/// The libraries that differ; otherwise says why nothing can be told.
std::optional<std::string> add_libraries(const fs::path& base_path, const fs::path& head_path,
                                         Side& base, Side& head) {
  const auto base_libraries = builds::loaded_libraries(base_path);
  const auto head_libraries = builds::loaded_libraries(head_path);
  // Linked statically on both sides: there are none.
  if (!base_libraries && !head_libraries) return std::nullopt;
  if (!base_libraries || !head_libraries || base_libraries->size() != head_libraries->size()) {
    return "base and head load different libraries";
  }
  for (std::size_t i = 0; i < base_libraries->size(); ++i) {
    const fs::path in_base = (*base_libraries)[i];
    const fs::path in_head = (*head_libraries)[i];
    if (in_base.filename() != in_head.filename()) return "base and head load different libraries";
    if (in_base == in_head || builds::load_the_same(in_base, in_head)) continue;
    if (auto reason = add(base, in_base)) return reason;
    if (auto reason = add(head, in_head)) return reason;
  }
  return std::nullopt;
}

}  // namespace

std::vector<reach::Selected> affected(const measure::SuitePair& suite, ListedBenchmarks listed) {
  const auto base_path = measure::find_program(suite.base.command.front());
  const auto head_path = measure::find_program(suite.head.command.front());
  Side base{.program = {.benchmarks = std::move(listed.base)}};
  Side head{.program = {.benchmarks = std::move(listed.head)}};
  auto reason = beyond_executable(suite);
  if (!reason) reason = add(base, base_path);
  if (!reason) reason = add(head, head_path);
  if (!reason) reason = add_libraries(base_path, head_path, base, head);
  if (reason) return reach::cannot_tell(base.program.benchmarks, head.program.benchmarks, *reason);
  if (reach::has_untold_names(base.program) || reach::has_untold_names(head.program)) {
    add_registrations(suite.base, base);
    add_registrations(suite.head, head);
  }
  return reach::select(base.program, head.program);
}

std::vector<reach::Selected> affected(const fs::path& base, const fs::path& head) {
  const auto side = [](const fs::path& file) {
    return measure::SuiteToRun{.name = file.filename().string(),
                               .command = {fs::absolute(file).string()}};
  };
  const measure::SuitePair suite{.base = side(base), .head = side(head)};
  return affected(suite,
                  {.base = measure::discover(suite.base), .head = measure::discover(suite.head)});
}

}  // namespace benchgate::work
