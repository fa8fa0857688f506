#include <optional>
#include <string>

#include "benchgate/base/error.h"
#include "benchgate/report/render.h"
#include "benchgate/report/results_json.h"
#include "fuzz/properties.h"

namespace benchgate::fuzz {
namespace {

/// One line that begins with the file, of printable characters.
void check_message(const std::string& message) {
  require(message.starts_with("f.json:"), "messages name the file");
  for (const char c : message) {
    const auto byte = static_cast<unsigned char>(c);
    require(byte >= 0x20 && byte != 0x7F, "messages have no control characters");
  }
}

std::optional<gate::Assessment> read(std::string_view bytes) {
  try {
    return report::read_results_json(bytes, "f.json");
  } catch (const InputError& error) {
    check_message(error.what());
    return std::nullopt;
  }
}

}  // namespace

void check_results_json(std::string_view bytes) {
  const auto assessment = read(bytes);
  if (!assessment) return;
  const auto back = read(report::write_results_json(*assessment));
  require(back.has_value(), "what was written can be read");
  require(*back == *assessment, "what was written comes back");
  for (const auto* format : {"terminal", "markdown", "html"}) {
    require(!report::render(*assessment, {.format = format}).empty(), "every format renders it");
  }
}

}  // namespace benchgate::fuzz
