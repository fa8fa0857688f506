#include "benchgate/model/benchmark_name.h"

#include <charconv>
#include <optional>

namespace benchgate::model {
namespace {

/// "x" of "x #2"; nothing where it does not end so.
std::optional<std::string_view> without_number(std::string_view name) {
  const auto place = name.rfind(" #");
  if (place == std::string_view::npos) return std::nullopt;
  const auto digits = name.substr(place + 2);
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool is_number = error == std::errc{} && end == digits.data() + digits.size();
  if (!is_number || digits.front() == '0' || number < 2) return std::nullopt;
  return name.substr(0, place);
}

}  // namespace

std::string unique_name(std::string_view name,
                        const std::function<bool(const std::string&)>& take) {
  std::string candidate(name);
  for (std::size_t k = 2; !take(candidate); ++k) {
    candidate = std::string(name) + " #" + std::to_string(k);
  }
  return candidate;
}

std::vector<std::string> registered_names(std::string_view unique_name) {
  std::vector<std::string> names{std::string(unique_name)};
  for (auto name = without_number(unique_name); name; name = without_number(*name)) {
    names.emplace_back(*name);
  }
  return names;
}

}  // namespace benchgate::model
