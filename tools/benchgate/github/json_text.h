// Values deep inside JSON that somebody else wrote: what is not there, or is something else, is
// simply nothing.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

namespace benchgate::github {

/// The text at a place such as {"head", "sha"}; empty where there is none.
[[nodiscard]] std::string text_at(const nlohmann::json& json,
                                  std::initializer_list<const char*> way);

/// The positive whole number there.
[[nodiscard]] std::optional<std::int64_t> number_at(const nlohmann::json& json,
                                                    std::initializer_list<const char*> way);

}  // namespace benchgate::github
