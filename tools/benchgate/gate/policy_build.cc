#include <array>
#include <string_view>

#include "benchgate/gate/config_reader.h"
#include "benchgate/gate/policy_sections.h"

namespace benchgate::gate {
namespace {

constexpr std::array<std::string_view, 5> kKeys = {"preset", "configure", "build", "time_limit",
                                                   "flags"};

void check(const ConfigReader& reader) {
  const bool has_commands = reader.find("configure") != nullptr || reader.find("build") != nullptr;
  if (reader.find("preset") != nullptr && has_commands) {
    reader.problem("preset",
                   "[build] has a preset and commands; keep the preset, or configure and build");
  } else if (reader.find("configure") != nullptr && reader.find("build") == nullptr) {
    reader.problem("configure",
                   "[build] says how to configure and not how to build; write build = [\"cmake\", "
                   "\"--build\", \"...\"]");
  }
}

}  // namespace

BuildPolicy read_build(const ConfigNode& root, ConfigProblems& problems) {
  const auto* table = table_of(root, "build", problems);
  if (table == nullptr) return {};
  const ConfigReader reader(*table, "[build]", kKeys, problems);
  check(reader);
  return {.preset = reader.text("preset").value_or(""),
          .configure = reader.texts("configure").value_or(std::vector<std::string>()),
          .build = reader.texts("build").value_or(std::vector<std::string>()),
          .time_limit = reader.duration("time_limit"),
          .flags = reader.word("flags", kAddedFlagsNames).value_or(AddedFlags::Auto)};
}

}  // namespace benchgate::gate
