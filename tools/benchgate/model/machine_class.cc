#include "benchgate/model/machine_class.h"

#include <charconv>
#include <string_view>

#include "benchgate/base/hash.h"

namespace benchgate::model {
namespace {

constexpr std::size_t kMostBytes = 60;

/// Lower-case letters and digits, with one dash for anything in between.
std::string slug(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (upper || plain) {
      result += upper ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (!result.empty() && result.back() != '-') {
      result += '-';
    }
  }
  while (result.ends_with('-')) result.pop_back();
  return result.substr(0, kMostBytes);
}

/// "L3 32768 KiB x1" of "L1d 32 KiB x4; L2 512 KiB x4; L3 32768 KiB x1", without how many of it.
std::string_view last_cache(std::string_view caches) {
  const auto begin = caches.find_last_of(';');
  auto last = begin == std::string_view::npos ? caches : caches.substr(begin + 1);
  return last.substr(0, last.find(" x"));
}

std::string text_of(const Environment& environment, std::string_view field) {
  return std::string(environment.find(field).value_or(""));
}

/// As digits; empty where the file says nothing, or no number that a machine can have.
std::string cpu_count(const Environment& environment) {
  const auto text = text_of(environment, "num_cpus");
  constexpr unsigned kMost = 1'000'000;
  unsigned count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  const bool is_count = error == std::errc() && end == text.data() + text.size();
  return is_count && count > 0 && count <= kMost ? std::to_string(count) : std::string();
}

std::optional<std::string> derived_class(const Environment& environment) {
  const auto cpus = cpu_count(environment);
  const auto caches = text_of(environment, "caches");
  const auto model = slug(text_of(environment, "cpu_model"));
  if (cpus.empty() && caches.empty() && model.empty()) return std::nullopt;
  auto name = cpus.empty() ? std::string("unknown") : cpus + "cpu";
  if (!model.empty()) name = model + '-' + name;
  if (!caches.empty()) {
    constexpr std::size_t kHashDigits = 6;
    name += '-' + slug(last_cache(caches)) + '-' + short_hash(caches).substr(0, kHashDigits);
  }
  return name;
}

}  // namespace

std::optional<std::string> machine_class_of(const Run& run) {
  for (const auto& suite : run.suites) {
    if (auto recorded = text_of(suite.environment, "machine_class"); !recorded.empty()) {
      return recorded;
    }
  }
  for (const auto& suite : run.suites) {
    if (auto derived = derived_class(suite.environment)) return derived;
  }
  return std::nullopt;
}

}  // namespace benchgate::model
