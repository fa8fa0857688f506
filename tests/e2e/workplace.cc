#include "e2e/workplace.h"

#include <algorithm>
#include <filesystem>
#include <regex>

namespace e2e {

Workplace::Workplace() {
  std::filesystem::create_directories(at(""));
  std::filesystem::create_directories(folder_.path() / "tmp");
  set("TMPDIR", (folder_.path() / "tmp").string());
  set("HOME", folder_.path().string());
  set("BENCHGATE_MACHINE_CLASS", "here");
  set("LC_ALL", "C.UTF-8");
  set("TERM", "xterm");
}

Program Workplace::program(Arguments arguments) const {
  arguments.insert(arguments.begin(), BENCHGATE);
  return {.command = std::move(arguments), .folder = at(""), .environment = environment_};
}

Finished Workplace::benchgate(Arguments arguments) const {
  return run(program(std::move(arguments)));
}

Finished Workplace::measure(const std::string& scenario, const std::string& file,
                            Arguments arguments) const {
  const Arguments own = {"run", FAKE_BENCH, "--quiet", "--restarts", "6", "-o", file};
  arguments.insert(arguments.begin(), own.begin(), own.end());
  auto call = program(std::move(arguments));
  call.environment["FAKE_BENCH"] = scenario;
  auto finished = run(call);
  // How busy the machine of the test is must not decide: nobody ran beside the fake benchmarks.
  static const std::regex waited("(\"(?:core_wait|others_core)_seconds\": )\"[0-9.]+\"");
  if (std::filesystem::exists(at(file))) {
    write(file, std::regex_replace(read(file), waited, "$1\"0.00\""));
  }
  return finished;
}

void Workplace::measured(const std::string& scenario, const std::string& file) const {
  const auto finished = measure(scenario, file);
  ASSERT_EQ(finished.exit_code, 0) << finished.err;
}

Workplace::Compared Workplace::compare(Arguments arguments) const {
  arguments.insert(arguments.begin(), "compare");
  arguments.insert(arguments.end(), {"--format", "json"});
  const auto finished = benchgate(arguments);
  auto result = Json::parse(finished.out, nullptr, false);
  EXPECT_FALSE(result.is_discarded()) << finished.out << finished.err;
  return {finished.exit_code, std::move(result), finished.out};
}

std::size_t Workplace::left_behind() const {
  const std::filesystem::directory_iterator entries(folder_.path() / "tmp");
  return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
}

std::size_t Workplace::processes() const {
  std::size_t count = 0;
  const auto folder = std::filesystem::canonical(at(""));
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    std::error_code not_a_process;
    const auto works_in = std::filesystem::read_symlink(entry.path() / "cwd", not_a_process);
    if (!not_a_process && works_in == folder) ++count;
  }
  return count;
}

Json row(const Json& result, const std::string& benchmark, const std::string& metric) {
  for (const auto& candidate : result.value("rows", Json::array())) {
    if (candidate["benchmark"] == benchmark && candidate["metric"] == metric) return candidate;
  }
  ADD_FAILURE() << "no row of " << benchmark << " " << metric << " in " << result.dump(1);
  return {};
}

std::vector<std::string> with_verdict(const Json& result, const std::string& verdict) {
  std::vector<std::string> names;
  for (const auto& candidate : result.value("rows", Json::array())) {
    const auto name = candidate["benchmark"].get<std::string>();
    if (candidate["verdict"] != verdict || std::ranges::count(names, name) > 0) continue;
    names.push_back(name);
  }
  return names;
}

}  // namespace e2e
