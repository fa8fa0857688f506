#include "benchgate/github/json_text.h"

namespace benchgate::github {
namespace {

const nlohmann::json* find(const nlohmann::json& json, std::initializer_list<const char*> way) {
  const auto* at = &json;
  for (const char* key : way) {
    if (!at->is_object()) return nullptr;
    const auto found = at->find(key);
    if (found == at->end()) return nullptr;
    at = &*found;
  }
  return at;
}

}  // namespace

std::string text_at(const nlohmann::json& json, std::initializer_list<const char*> way) {
  const auto* found = find(json, way);
  return found != nullptr && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<std::int64_t> number_at(const nlohmann::json& json,
                                      std::initializer_list<const char*> way) {
  const auto* found = find(json, way);
  if (found == nullptr || !found->is_number_integer()) return std::nullopt;
  const auto number = found->get<std::int64_t>();
  return number > 0 ? std::optional(number) : std::nullopt;
}

}  // namespace benchgate::github
