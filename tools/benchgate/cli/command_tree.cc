#include "benchgate/cli/command_tree.h"

#include <fmt/format.h>

namespace benchgate::cli {
namespace {

OptionDescription describe(const CLI::Option& option) {
  OptionDescription description{.description = option.get_description()};
  for (const auto& name : option.get_snames()) description.names.push_back("-" + name);
  for (const auto& name : option.get_lnames()) description.names.push_back("--" + name);
  const bool takes_value = option.get_expected_max() > 0 && option.get_items_expected_max() > 0;
  if (takes_value) description.value = option.get_type_name();
  return description;
}

void add(const CLI::App& app, const std::vector<std::string>& path,
         std::vector<CommandDescription>& commands) {
  CommandDescription command{
      .path = path, .description = app.get_description(), .footer = app.get_footer()};
  for (const auto* option : app.get_options()) command.options.push_back(describe(*option));
  const auto children = app.get_subcommands([](const CLI::App*) { return true; });
  for (const auto* child : children) command.children.push_back(child->get_name());
  commands.push_back(std::move(command));
  for (const auto* child : children) {
    auto child_path = path;
    child_path.push_back(child->get_name());
    add(*child, child_path, commands);
  }
}

}  // namespace

std::string CommandDescription::name() const {
  return fmt::format("{}", fmt::join(path, " "));
}

std::vector<CommandDescription> describe_commands(const CLI::App& app) {
  std::vector<CommandDescription> commands;
  add(app, {}, commands);
  return commands;
}

}  // namespace benchgate::cli
