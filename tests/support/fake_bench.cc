// A benchmark executable whose truth is known: speaks Google Benchmark's flags and JSON, measures
// nothing, and does what the environment variable FAKE_BENCH says. Words, separated by blanks:
//
//   seed=7 noise=0.03      relative sd of the times; drawn from the seed, the row and
//                          BENCHGATE_PROCESS, hence the same in every execution
//   factor=1.3             all times by this;  factor:NAME=1.3 only of that row
//   wall=2 wall:NAME=2     real_time is so many times cpu_time, of all rows or of that one
//   rows=6                 how many rows (6 have names of their own, see kNames)
//   p99=3                  the percentile p99 of every row: its time by this
//   zeros=3                the counter hit_ratio of every row: 0 in every third process
//   seldom=3               the counter seldom, in every third process only
//   allocs=3               the exact counter allocs_per_iter of every row
//   missing=NAME           listed, but never reported
//   rename=NAME:OTHER      another name for a row
//   error=NAME             SkipWithError
//   nan=NAME               a counter that is NaN
//   hang=NAME crash=NAME   sleeps for ever, dies of SIGSEGV instead of reporting the row
//   quit:NAME=3            exits with that status instead of reporting the row
//   delay=5                milliseconds before every row
//   start=4 list=4         exits with that status before measuring, before listing
//   hang-list              never ends listing
//   malformed empty        the result is not JSON, is nothing at all
//   end=1                  exits with that status after all rows
//   chatty=100000000       bytes of noise on stdout and on stderr before the first row
//   grandchild=FILE        leaves a process in another session behind; its number is in FILE
//   dataset=HASH           the context's dataset_hash
//   library=v1.9.1         the context's library_version; from 1.8 on min_time may be "12x"
//   log=FILE:WORD          appends "WORD begin" and "WORD end", with BENCHGATE_PROCESS and the
//                          CPUs that it may run on, around its rows
//   touch=FILE             makes FILE.N, N being BENCHGATE_PROCESS, before its rows ...
//   wait-for=FILE          ... and then waits until FILE is there
//
// NAME is a whole name. Rules for one row may be given several times.
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <signal.h>
#include <unistd.h>

namespace {

struct Row {
  std::string name;
  double time_ns;
};

const std::vector<Row> kNames = {
    {"fake/alpha", 100},   {"fake/beta/rows:1000", 2'000}, {"fake/gamma<int,4>", 350},
    {"fake/delta.+x", 47}, {"fake/wait/real_time", 1e6},   {"fake/zeta/threads:2", 12'345},
};

/// The words of FAKE_BENCH: every key with its values.
class Scenario {
 public:
  explicit Scenario(const char* text) {
    std::istringstream words(text != nullptr ? text : "");
    for (std::string word; words >> word;) {
      const auto equals = word.find('=');
      const bool has_value = equals != std::string::npos;
      values_[word.substr(0, equals)].insert(has_value ? word.substr(equals + 1) : "");
    }
  }

  [[nodiscard]] bool has(const std::string& key) const { return values_.count(key) != 0; }
  [[nodiscard]] bool has(const std::string& key, const std::string& value) const {
    const auto found = values_.find(key);
    return found != values_.end() && found->second.count(value) != 0;
  }
  [[nodiscard]] std::string text(const std::string& key, const std::string& otherwise = "") const {
    const auto found = values_.find(key);
    return found == values_.end() ? otherwise : *found->second.begin();
  }
  [[nodiscard]] std::set<std::string> texts(const std::string& key) const {
    const auto found = values_.find(key);
    return found == values_.end() ? std::set<std::string>() : found->second;
  }
  [[nodiscard]] double number(const std::string& key, double otherwise) const {
    return has(key) ? std::stod(text(key)) : otherwise;
  }
  [[nodiscard]] std::string renamed(const std::string& name) const {
    const auto found = values_.find("rename");
    if (found == values_.end()) return name;
    for (const auto& rule : found->second) {
      if (rule.substr(0, name.size() + 1) == name + ":") return rule.substr(name.size() + 1);
    }
    return name;
  }

 private:
  std::map<std::string, std::set<std::string>> values_;
};

struct Flags {
  bool list = false;
  std::string filter;
  std::string out;
  std::string format = "console";
  std::string min_time = "0.5";
};

[[noreturn]] void refuse(const std::string& argument) {
  std::cerr << "fake_bench: error: unrecognized command-line flag: " << argument << "\n";
  std::exit(1);
}

Flags parse(int argc, char** argv, const Scenario& scenario) {
  Flags flags;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    const auto equals = argument.find('=');
    const std::string key = argument.substr(0, equals);
    const std::string value = equals == std::string::npos ? "true" : argument.substr(equals + 1);
    if (key == "--benchmark_list_tests") {
      flags.list = value == "true";
    } else if (key == "--benchmark_filter") {
      flags.filter = value;
    } else if (key == "--benchmark_out") {
      flags.out = value;
    } else if (key == "--benchmark_format") {
      flags.format = value;
    } else if (key == "--benchmark_min_time") {
      // As 1.7.1: a number, without the "s" and "x" of later versions.
      const auto digits = value.substr(0, value.find_last_not_of("sx") + 1);
      const bool is_known = scenario.has("library") || digits == value;
      if (!is_known || digits.find_first_not_of("0123456789.e-") != std::string::npos) {
        refuse(argument);
      }
      flags.min_time = value;
    } else if (key != "--benchmark_out_format" && key != "--benchmark_repetitions") {
      refuse(argument);
    }
  }
  return flags;
}

std::vector<Row> matching_rows(const Scenario& scenario, const std::string& filter) {
  std::vector<Row> all = kNames;
  const auto count = static_cast<std::size_t>(scenario.number("rows", 6));
  while (all.size() < count) {
    all.push_back(
        {"fake/row:" + std::to_string(all.size()), 10.0 + static_cast<double>(all.size())});
  }
  all.resize(count);
  const bool excludes = filter.substr(0, 1) == "-";
  const std::regex pattern(filter.empty() || filter == "all" ? "."
                                                             : filter.substr(excludes ? 1 : 0));
  std::vector<Row> chosen;
  for (auto& row : all) {
    row.name = scenario.renamed(row.name);
    if (std::regex_search(row.name, pattern) != excludes) chosen.push_back(row);
  }
  return chosen;
}

/// splitmix64: the same everywhere, unlike the distributions of <random>.
std::uint64_t mix(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31);
}

/// About normal, sd 1: a sum of twelve uniforms.
double deviate(std::uint64_t seed) {
  double sum = -6;
  for (std::uint64_t i = 0; i < 12; ++i) sum += static_cast<double>(mix(seed + i) >> 11) * 0x1p-53;
  return sum;
}

double time_of(const Scenario& scenario, const Row& row) {
  std::uint64_t seed = static_cast<std::uint64_t>(scenario.number("seed", 1));
  const char* const process = std::getenv("BENCHGATE_PROCESS");
  seed = mix(seed) ^ mix(process != nullptr ? std::strtoull(process, nullptr, 10) : 0);
  for (const char c : row.name) seed = mix(seed ^ static_cast<unsigned char>(c));
  return row.time_ns * scenario.number("factor", 1) * scenario.number("factor:" + row.name, 1) *
         std::exp(scenario.number("noise", 0) * deviate(seed));
}

void leave_grandchild(const std::string& file) {
  if (::fork() != 0) return;
  ::setsid();
  if (::fork() != 0) ::_exit(0);
  ::signal(SIGTERM, SIG_IGN);
  std::ofstream(file) << ::getpid() << "\n";
  for (;;) ::pause();
}

std::string process_number() {
  const char* const process = std::getenv("BENCHGATE_PROCESS");
  return process != nullptr ? process : "none";
}

/// One line in one write: several processes share the file.
void log(const Scenario& scenario, const std::string& what) {
  if (!scenario.has("log")) return;
  const std::string text = scenario.text("log");
  const auto colon = text.rfind(':');
  std::string cpus;
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("Cpus_allowed_list:", 0) == 0) cpus = line.substr(line.find('\t') + 1);
  }
  std::ofstream(text.substr(0, colon), std::ios::app)
      << text.substr(colon + 1) + " " + what + " " + process_number() + " " + cpus + "\n";
}

void meet(const Scenario& scenario) {
  for (const auto& file : scenario.texts("touch"))
    std::ofstream(file + "." + process_number()).flush();
  for (const auto& file : scenario.texts("wait-for")) {
    while (!std::ifstream(file).is_open())
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

void chatter(std::size_t bytes) {
  std::string block;
  while (block.size() < 100'000) block += std::string(99, '#') + '\n';
  for (std::size_t i = 0; i < bytes; i += block.size()) {
    std::cout << block << std::flush;
    std::cerr << block;
  }
}

void write_context(std::ostream& out, const Scenario& scenario, const Flags& flags) {
  out << "{\n  \"context\": {\n    \"date\": \"2026-11-21T02:09:59+00:00\",\n"
      << "    \"host_name\": \"fake\",\n    \"executable\": \"./fake_bench\",\n"
      << "    \"num_cpus\": 2,\n    \"mhz_per_cpu\": 2000,\n    \"cpu_scaling_enabled\": false,\n"
      << "    \"caches\": [\n    ],\n    \"load_avg\": [0.26,0.17,0.05],\n"
      << (scenario.has("library")
              ? "    \"library_version\": \"" + scenario.text("library") + "\",\n"
              : std::string())
      << "    \"library_build_type\": \"release\",\n    \"compiler\": \"Fake C++ 1.0\",\n"
      << "    \"fake_min_time\": \"" << flags.min_time << "\",\n    \"dataset_hash\": \""
      << scenario.text("dataset", "f00d") << "\"\n  },\n  \"benchmarks\": [\n";
}

void write_row(std::ostream& out, const Scenario& scenario, const Row& row) {
  const double time = time_of(scenario, row);
  const bool failed = scenario.has("error", row.name);
  out << "    {\n      \"name\": \"" << row.name << "\",\n      \"run_name\": \"" << row.name
      << "\",\n      \"run_type\": \"iteration\",\n      \"repetitions\": 1,\n"
      << "      \"repetition_index\": 0,\n      \"threads\": 1,\n";
  if (failed) out << "      \"error_occurred\": true,\n      \"error_message\": \"boom\",\n";
  out.precision(17);
  out << "      \"iterations\": " << (failed ? 0 : 1000) << ",\n      \"real_time\": "
      << (failed ? 0 : time * scenario.number("wall:" + row.name, scenario.number("wall", 1)))
      << ",\n      \"cpu_time\": " << (failed ? 0 : time)
      << ",\n      \"time_unit\": \"ns\",\n      \"allocs_per_iter\": "
      << scenario.number("allocs", 3);
  if (scenario.has("p99")) out << ",\n      \"p99\": " << time * scenario.number("p99", 1);
  const auto every = [&](const char* key) {
    const char* const process = std::getenv("BENCHGATE_PROCESS");
    return std::strtol(process != nullptr ? process : "0", nullptr, 10) %
               static_cast<long>(scenario.number(key, 1)) ==
           0;
  };
  if (scenario.has("zeros")) {
    out << ",\n      \"hit_ratio\": " << (every("zeros") ? 0 : row.time_ns / time);
  }
  if (scenario.has("seldom") && every("seldom")) out << ",\n      \"seldom\": " << time;
  if (scenario.has("nan", row.name)) out << ",\n      \"odd\": NaN";
  out << "\n    }";
}

void maybe_fail(const Scenario& scenario, const Row& row) {
  std::this_thread::sleep_for(
      std::chrono::milliseconds(static_cast<long>(scenario.number("delay", 0))));
  if (scenario.has("hang", row.name)) {
    std::cerr << "about to hang in " << row.name << std::endl;
    for (;;) ::pause();
  }
  if (scenario.has("crash", row.name)) {
    std::cerr << "about to crash in " << row.name << std::endl;
    ::signal(SIGSEGV, SIG_DFL);
    ::raise(SIGSEGV);
  }
  if (scenario.has("quit:" + row.name)) {
    std::cerr << "giving up in " << row.name << std::endl;
    std::exit(static_cast<int>(scenario.number("quit:" + row.name, 1)));
  }
}

void measure(const Scenario& scenario, const Flags& flags, const std::vector<Row>& rows) {
  std::ofstream file;
  if (!flags.out.empty()) file.open(flags.out);
  std::ostream& json = flags.out.empty() ? std::cout : file;
  const bool wants_json = !flags.out.empty() || flags.format == "json";
  if (scenario.has("empty")) return;
  if (scenario.has("malformed")) {
    json << "{\"context\": {}, \"benchmarks\": [ {\"name\": oops} ] }\n";
    return;
  }
  if (wants_json) write_context(json, scenario, flags);
  if (scenario.has("grandchild")) leave_grandchild(scenario.text("grandchild"));
  if (scenario.has("chatty")) chatter(static_cast<std::size_t>(scenario.number("chatty", 0)));
  log(scenario, "begin");
  meet(scenario);
  bool first = true;
  for (const auto& row : rows) {
    maybe_fail(scenario, row);
    if (scenario.has("missing", row.name)) continue;
    if (!flags.out.empty()) std::cout << row.name << "  " << row.time_ns << " ns\n" << std::flush;
    if (!wants_json) continue;
    if (!first) json << ",\n";
    first = false;
    write_row(json, scenario, row);
    json.flush();
  }
  log(scenario, "end");
  if (wants_json) json << "\n  ]\n}\n" << std::flush;
}

[[noreturn]] void exit_as_told(const Scenario& scenario, const std::string& key) {
  std::cerr << "fake_bench: cannot start its server\n";
  std::exit(static_cast<int>(scenario.number(key, 1)));
}

}  // namespace

int main(int argc, char** argv) {
  const Scenario scenario(std::getenv("FAKE_BENCH"));
  const Flags flags = parse(argc, argv, scenario);
  const auto rows = matching_rows(scenario, flags.filter);
  if (flags.list && scenario.has("hang-list")) ::pause();
  if (flags.list && scenario.has("list")) exit_as_told(scenario, "list");
  if (!flags.list && scenario.has("start")) exit_as_told(scenario, "start");
  if (rows.empty()) {
    std::cerr << "Failed to match any benchmarks against regex: " << flags.filter << "\n";
    if (!flags.out.empty()) std::ofstream(flags.out).flush();
    return 0;
  }
  if (flags.list) {
    for (const auto& row : rows) std::cout << row.name << "\n";
    return 0;
  }
  measure(scenario, flags, rows);
  return static_cast<int>(scenario.number("end", 0));
}
