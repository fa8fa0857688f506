#include "benchgate/reach/benchmark_functions.h"

#include <algorithm>
#include <cstdlib>
#include <memory>

#include <cxxabi.h>
#include <elf.h>

namespace benchgate::reach {
namespace {

constexpr std::string_view kStateParameter = "RN9benchmark5StateE";
constexpr std::string_view kLambdaClass = "N9benchmark8internal15LambdaBenchmarkI";
constexpr std::string_view kFixtureEnd = "_Benchmark";
constexpr std::size_t kMostNameBytes = 4096;  // demangling takes longer than the name is

/// What compilers append: ".constprop.0", ".lto_priv.1".
std::string_view without_suffix(std::string_view mangled) {
  return mangled.substr(0, mangled.find('.'));
}

bool is_lambda(std::string_view mangled) {
  return mangled.starts_with("_ZN") && !mangled.starts_with("_ZNK") &&
         (mangled.find("UlRN9benchmark5StateEE") != std::string_view::npos ||
          mangled.find("8__invoke") != std::string_view::npos);
}

/// "sum" of "void ns::sum<int, 4>"; templates' arguments and what they hold are left out.
std::string identifier_of(std::string_view name) {
  std::string plain;
  int depth = 0;
  for (const char c : name) {
    if (c == '<') ++depth;
    if (depth == 0) plain += c;
    if (c == '>') --depth;
  }
  const auto begin = plain.find_last_of(" :");
  return begin == std::string::npos ? plain : plain.substr(begin + 1);
}

/// What is before the parameters; empty for what has none.
std::string_view before_parameters(std::string_view function) {
  const auto begin = function.find("(benchmark::State&");
  return begin == std::string_view::npos ? std::string_view() : function.substr(0, begin);
}

/// Does anything but Google Benchmark itself call ->Name("...")?
bool gives_names(const Image& image) {
  const auto& symbols = image.symbols();
  for (const auto& region : image.regions()) {
    if (!region.executable) continue;
    const auto [first, last] = image.relocations(region.begin, region.end);
    for (const auto* one = first; one != last; ++one) {
      const auto name = symbols[one->symbol].name;
      if (!name.starts_with("_ZN9benchmark8internal9Benchmark4NameE")) continue;
      const auto* block = image.block_at(one->place);
      if (block == nullptr || !block->name.starts_with("_ZN9benchmark8internal")) return true;
    }
  }
  return false;
}

}  // namespace

bool is_benchmark_function(std::string_view mangled) {
  const auto name = without_suffix(mangled);
  if (!name.starts_with("_Z") || name.starts_with("_ZN9benchmark")) {
    return name.starts_with("_ZN9benchmark8internal15LambdaBenchmarkI") &&
           name.find("3RunE") != std::string_view::npos;
  }
  if (name.ends_with(kStateParameter)) return true;
  return is_lambda(name) && (name.find("4_FUN") != std::string_view::npos);
}

bool is_benchmark_class(std::string_view mangled) {
  if (!mangled.starts_with("_ZTV")) return false;
  if (mangled.substr(4).starts_with(kLambdaClass)) return true;
  const auto name = without_suffix(mangled);
  return name.ends_with(kFixtureEnd) || name.ends_with(std::string(kFixtureEnd) + "E");
}

std::string demangled(std::string_view mangled) {
  const std::string name(without_suffix(mangled));
  if (!name.starts_with("_Z") || name.size() > kMostNameBytes) return std::string(mangled);
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> text(
      abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status), &std::free);
  return status == 0 && text ? std::string(text.get()) : std::string(mangled);
}

BenchmarkFunctions::BenchmarkFunctions(const std::vector<Image>& images,
                                       const std::vector<Registration>& registrations) {
  for (const auto& image : images) {
    has_given_names_ = has_given_names_ || gives_names(image);
    for (const auto& symbol : image.symbols()) {
      if (symbol.section != SHN_UNDEF && symbol.name.starts_with("_Z")) add(symbol.name);
    }
  }
  std::ranges::sort(all_);
  std::ranges::sort(lambdas_);
  for (const auto& registration : registrations) add(images, registration);
}

void BenchmarkFunctions::add(const std::vector<Image>& images, const Registration& registration) {
  Functions functions;
  for (const auto& place : registration.held) {
    const auto* block = images[place.image].block_at(place.address);
    if (block == nullptr) continue;
    if (is_benchmark_function(block->name) || is_benchmark_class(block->name)) {
      functions.emplace_back(block->name);
    }
  }
  if (!registration.is_complete) functions.clear();
  std::ranges::sort(functions);
  functions.erase(std::ranges::unique(functions).begin(), functions.end());
  registered_.emplace(registration.name, std::move(functions));
}

Functions BenchmarkFunctions::registered_as(std::string_view benchmark) const {
  Functions found;
  for (auto end = benchmark.find('/');; end = benchmark.find('/', end + 1)) {
    const auto [first, last] = registered_.equal_range(benchmark.substr(0, end));
    for (auto one = first; one != last; ++one) {
      if (one->second.empty()) return {};
      found.insert(found.end(), one->second.begin(), one->second.end());
    }
    if (end == std::string_view::npos) break;
  }
  std::ranges::sort(found);
  found.erase(std::ranges::unique(found).begin(), found.end());
  return found;
}

void BenchmarkFunctions::add(std::string_view symbol) {
  if (without_suffix(symbol) != symbol && symbol.find(".cold") != std::string_view::npos) return;
  if (is_benchmark_class(symbol)) {
    all_.emplace_back(symbol);
    if (symbol.substr(4).starts_with(kLambdaClass)) {
      has_lambda_classes_ = true;
      lambdas_.emplace_back(symbol);
      return;
    }
    const auto name = demangled(symbol);  // vtable for ns::Fixture_case_Benchmark
    by_identifier_.emplace(identifier_of(name), symbol);
    return;
  }
  if (symbol.find("9benchmark5StateE") == std::string_view::npos) return;
  const bool is_function = is_benchmark_function(symbol);
  if (is_function) all_.emplace_back(symbol);
  if (is_lambda(symbol)) {
    if (is_function) lambdas_.emplace_back(symbol);
    return;
  }
  const auto name = demangled(symbol);
  const auto function = before_parameters(name);
  if (function.empty()) return;
  const auto identifier = identifier_of(function);
  if (is_function) by_identifier_.emplace(identifier, symbol);
  if (!name.ends_with("(benchmark::State&)")) capturing_.push_back(identifier);
}

bool BenchmarkFunctions::may_be_lambda(std::string_view identifier, bool is_known) const {
  const bool may_capture = std::ranges::find(capturing_, identifier) != capturing_.end();
  return may_capture || (has_lambda_classes_ && is_known);
}

bool BenchmarkFunctions::tells(std::string_view benchmark) const {
  const auto identifier = identifier_of(benchmark.substr(0, benchmark.find('/')));
  return !of(benchmark).empty() && !may_be_lambda(identifier, true);
}

Functions BenchmarkFunctions::of(std::string_view benchmark) const {
  if (!registered_.empty()) return registered_as(benchmark);
  if (has_given_names_) return {};
  const auto slash = benchmark.find('/');
  const auto identifier = identifier_of(benchmark.substr(0, slash));
  Functions found;
  const auto add = [&](const std::string& key) {
    const auto [first, last] = by_identifier_.equal_range(key);
    for (auto one = first; one != last; ++one) found.push_back(one->second);
  };
  add(identifier);
  if (slash != std::string_view::npos) {
    const auto rest = benchmark.substr(slash + 1);
    add(identifier + "_" + std::string(rest.substr(0, rest.find('/'))) + std::string(kFixtureEnd));
  }
  if (may_be_lambda(identifier, !found.empty())) {
    found.insert(found.end(), lambdas_.begin(), lambdas_.end());
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace benchgate::reach
