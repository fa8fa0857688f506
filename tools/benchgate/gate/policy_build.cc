#include "benchgate/gate/policy_key.h"
#include "benchgate/gate/policy_sections.h"

namespace benchgate::gate {
namespace {

const PolicyTable<BuildPolicy>& build_table() {
  static const PolicyTable<BuildPolicy> table{
      .title = "[build]",
      .applies_to = "builds of `gate` and `bisect`",
      .keys = {
          key("preset", &BuildPolicy::preset, Text(),
              "CMake preset to configure and build with, instead of commands", "none"),
          key("configure", &BuildPolicy::configure, Texts(),
              "Command that configures a side, in this file's folder", "as any CMake project"),
          key("build", &BuildPolicy::build, Texts(),
              "Command that builds a side, in this file's folder", "as any CMake project"),
          key("time_limit", &BuildPolicy::time_limit, Time(), "Limit for each command", "none"),
          key("flags", &BuildPolicy::flags, word(kAddedFlagsNames),
              "Whether compiler flags are added that make equal code run equally fast")}};
  return table;
}

void check(const ConfigReader& reader) {
  const bool has_commands = reader.find("configure") != nullptr || reader.find("build") != nullptr;
  if (reader.find("preset") != nullptr && has_commands) {
    reader.problem("preset",
                   "[build] has a preset and commands; keep the preset, or configure and build");
  } else if (reader.find("configure") != nullptr && reader.find("build") == nullptr) {
    reader.problem("configure",
                   "[build] has configure and no build; write build = [\"cmake\", \"--build\", "
                   "\"...\"]");
  }
}

void read_build(const ConfigNode& root, Policy& policy, ConfigProblems& problems) {
  const auto* node = table_of(root, "build", problems);
  if (node != nullptr) check(read_keys(build_table(), *node, policy.build, problems));
}

}  // namespace

PolicySection build_section() {
  return {"build", read_build, [] { return describe(build_table()); }};
}

}  // namespace benchgate::gate
