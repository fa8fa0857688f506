// Which functions may a benchmark's name stand for? Found by what Google Benchmark's macros call
// them: BENCHMARK, BENCHMARK_TEMPLATE, BENCHMARK_CAPTURE, BENCHMARK_F and RegisterBenchmark. Or by
// what a process of the program registered, which also tells of names that it makes up as it runs.
//
// Several functions for one name are no fault: all that can be meant are looked at.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/reach/image.h"

namespace benchgate::reach {

/// Is it what a benchmark's name stands for: a function `void(benchmark::State&)`, or the table of
/// virtual functions of a class that has one?
[[nodiscard]] bool is_benchmark_function(std::string_view mangled);
[[nodiscard]] bool is_benchmark_class(std::string_view mangled);

/// "ns::sum<int>(benchmark::State&)" for a mangled name; the name itself where it is none.
[[nodiscard]] std::string demangled(std::string_view mangled);

/// Mangled names, each as often as there are symbols of it.
using Functions = std::vector<std::string>;

/// A benchmark as a process of the program registered it.
struct Registration {
  std::string name;  ///< before its arguments
  struct Place {
    std::uint32_t image = 0;
    Address address = 0;
  };
  std::vector<Place> held;  ///< what its object has, or leads to
  bool is_complete = true;
};

class BenchmarkFunctions {
 public:
  /// `registrations`: empty where nobody looked.
  explicit BenchmarkFunctions(const std::vector<Image>& images,
                              const std::vector<Registration>& registrations = {});

  /// Of a benchmark's name as it is listed, "BM_x/8/threads:2". Empty where any part of the program
  /// may be meant.
  [[nodiscard]] Functions of(std::string_view benchmark) const;
  /// Is the name enough to know its functions?
  [[nodiscard]] bool tells(std::string_view benchmark) const;
  [[nodiscard]] const Functions& all() const { return all_; }

 private:
  void add(std::string_view symbol);
  void add(const std::vector<Image>& images, const Registration& registration);
  [[nodiscard]] Functions registered_as(std::string_view benchmark) const;
  [[nodiscard]] bool may_be_lambda(std::string_view identifier, bool is_known) const;

  Functions all_;
  Functions lambdas_;  ///< BENCHMARK_CAPTURE and RegisterBenchmark name them as they like
  std::multimap<std::string, std::string, std::less<>> by_identifier_;
  std::vector<std::string> capturing_;  ///< identifiers of functions that take more than the state
  /// What processes registered under a name; no functions: too much to tell.
  std::multimap<std::string, Functions, std::less<>> registered_;
  bool has_given_names_ = false;  ///< ->Name("...") is used
  bool has_lambda_classes_ = false;
};

}  // namespace benchgate::reach
