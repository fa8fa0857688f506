// generate_results: a Google Benchmark result file of any size, with known regressions in it.
//
//   generate_results --benchmarks 5000 --repetitions 20 --seed 1 [--slower NAME=PERCENT]... > FILE
//
// Written as Google Benchmark 1.9.5 writes, one field a line; 5000 x 20 are 47 MB. The same seed
// gives every benchmark the same true time, whatever else is asked for; --noise-seed draws other
// repetitions of it. Names are suite/operation_K/rows:N, K from 0.
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <iterator>
#include <map>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace {

struct Options {
  std::uint64_t benchmarks = 5000;
  std::uint64_t repetitions = 20;
  std::uint64_t seed = 1;
  std::uint64_t noise_seed = 1;
  double noise = 0.02;  ///< standard deviation of the log time
  std::map<std::string, double, std::less<>> slower;
};

template <typename Number>
Number parse(std::string_view text) {
  Number number{};
  const auto [rest, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (status != std::errc{} || rest != text.data() + text.size()) {
    throw std::invalid_argument(fmt::format("'{}' is not a number", text));
  }
  return number;
}

Options parse_options(const std::vector<std::string_view>& arguments) {
  Options options;
  for (std::size_t i = 0; i + 1 < arguments.size(); i += 2) {
    const auto name = arguments[i];
    const auto value = arguments[i + 1];
    if (name == "--benchmarks") {
      options.benchmarks = parse<std::uint64_t>(value);
    } else if (name == "--repetitions") {
      options.repetitions = parse<std::uint64_t>(value);
    } else if (name == "--seed") {
      options.seed = parse<std::uint64_t>(value);
    } else if (name == "--noise-seed") {
      options.noise_seed = parse<std::uint64_t>(value);
    } else if (name == "--noise") {
      options.noise = parse<double>(value);
    } else if (name == "--slower" && value.rfind('=') != std::string_view::npos) {
      const auto at = value.rfind('=');
      options.slower.emplace(value.substr(0, at), parse<double>(value.substr(at + 1)));
    } else {
      throw std::invalid_argument(fmt::format("unknown option {} {}", name, value));
    }
  }
  if (arguments.size() % 2 != 0) throw std::invalid_argument("an option has no value");
  return options;
}

// Not std::normal_distribution: its values differ between standard libraries.
double unit_normal(std::mt19937_64& random) {
  double sum = 0;
  for (int i = 0; i < 12; ++i) sum += static_cast<double>(random() >> 11U) * 0x1p-53;
  return sum - 6;
}

void append_row(std::string& out, const std::string& name, std::uint64_t family,
                std::uint64_t repetition, const Options& options, double cpu_time) {
  fmt::format_to(std::back_inserter(out),
                 "{}    {{\n      \"name\": \"{}\",\n      \"family_index\": {},\n"
                 "      \"per_family_instance_index\": 0,\n      \"run_name\": \"{}\",\n"
                 "      \"run_type\": \"iteration\",\n      \"repetitions\": {},\n"
                 "      \"repetition_index\": {},\n      \"threads\": 1,\n"
                 "      \"iterations\": {},\n      \"real_time\": {:.16e},\n"
                 "      \"cpu_time\": {:.16e},\n      \"time_unit\": \"ns\",\n"
                 "      \"items_per_second\": {:.16e}\n    }}",
                 family + repetition == 0 ? "\n" : ",\n", name, family, name, options.repetitions,
                 repetition, static_cast<std::uint64_t>(1e8 / cpu_time) + 1, cpu_time * 1.01,
                 cpu_time, 1e9 / cpu_time);
}

void write(const Options& options) {
  std::mt19937_64 truth(options.seed);
  std::mt19937_64 noise(options.noise_seed);
  std::fputs(
      "{\n  \"context\": {\n    \"date\": \"2026-01-01T00:00:00+00:00\",\n"
      "    \"host_name\": \"generated\",\n    \"executable\": \"./generated\",\n"
      "    \"num_cpus\": 2,\n    \"library_build_type\": \"release\",\n"
      "    \"json_schema_version\": 1\n  },\n  \"benchmarks\": [",
      stdout);
  std::string out;
  for (std::uint64_t family = 0; family < options.benchmarks; ++family) {
    const auto name = fmt::format("suite/operation_{}/rows:{}", family, family * 7);
    double time = 10 + static_cast<double>(truth() % 100'000'000) / 1000;
    if (const auto slower = options.slower.find(name); slower != options.slower.end()) {
      time *= 1 + slower->second / 100;
    }
    out.clear();
    for (std::uint64_t repetition = 0; repetition < options.repetitions; ++repetition) {
      const double cpu_time = time * (1 + options.noise * unit_normal(noise));
      append_row(out, name, family, repetition, options, cpu_time);
    }
    std::fwrite(out.data(), 1, out.size(), stdout);
  }
  std::fputs("\n  ]\n}\n", stdout);
  if (std::fflush(stdout) != 0) throw std::runtime_error("cannot write");
}

}  // namespace

int main(int argc, char** argv) try {
  write(parse_options({argv + 1, argv + argc}));
  return 0;
} catch (const std::exception& error) {
  fmt::print(stderr, "generate_results: {}\n", error.what());
  return 2;
}
