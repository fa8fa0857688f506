#include "db/engine.h"

namespace benches::db {

std::string_view name_of(Engine engine) {
  return engine == Engine::Sqlite ? "sqlite" : "postgres";
}

std::int64_t bytes_of(std::span<const Parameter> parameters) {
  std::int64_t bytes = 0;
  for (const Parameter& parameter : parameters) {
    if (const auto* text = std::get_if<std::string_view>(&parameter)) {
      bytes += static_cast<std::int64_t>(text->size());
    } else if (!std::holds_alternative<Null>(parameter)) {
      bytes += 8;
    }
  }
  return bytes;
}

}  // namespace benches::db
