#include "benchgate/base/error.h"

#include <fmt/format.h>

namespace benchgate {
namespace {

std::string located(const std::filesystem::path& path, std::optional<TextPosition> position,
                    const std::string& message) {
  if (!position) return fmt::format("{}: {}", path.string(), message);
  return fmt::format("{}:{}:{}: {}", path.string(), position->line, position->column, message);
}

}  // namespace

InputError::InputError(std::filesystem::path path, std::optional<TextPosition> position,
                       const std::string& message)
    : Error(ExitCode::Input, located(path, position, message)),
      path_(std::move(path)),
      position_(position) {}

}  // namespace benchgate
