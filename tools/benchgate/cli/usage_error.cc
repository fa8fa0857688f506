#include "benchgate/cli/usage_error.h"

#include <algorithm>
#include <regex>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/edit_distance.h"

namespace benchgate::cli {
namespace {

const CLI::App& innermost(const CLI::App& app) {
  const CLI::App* at = &app;
  while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
  return *at;
}

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* option : app.get_options([](const CLI::Option*) { return true; })) {
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

/// "; did you mean 'NAME'?", where one of them is near enough.
std::string suggestion(std::string_view given, const std::vector<std::string>& names) {
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  const auto meant = nearest(given, candidates);
  return meant ? fmt::format("; did you mean '{}'?", *meant) : std::string();
}

std::string unknown_command(const std::string& given, const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* command : commands_of(app)) names.push_back(command->get_name());
  return fmt::format("unknown command '{}'{}", given, suggestion(given, names));
}

std::string unexpected(const std::string& given, const CLI::App& app) {
  if (!given.starts_with('-')) {
    return commands_of(app).empty() ? fmt::format("'{}' is one argument too many", given)
                                    : unknown_command(given, app);
  }
  const auto name = given.substr(0, given.find('='));
  return fmt::format("unknown option '{}'{}", name, suggestion(name, option_names(app)));
}

/// An option as its help shows it: --base REF, or BASE HEAD for positionals.
std::string shown(const std::string& name, const CLI::App& app) {
  const auto* option = app.get_option_no_throw(name);
  if (option == nullptr) return name;
  return option->get_positional() ? option->get_type_name() : name + ' ' + option->get_type_name();
}

std::string not_one_of(const std::string& option, const std::string& given,
                       const std::string& choices) {
  std::vector<std::string> names;
  std::string listed;
  for (std::size_t begin = 0; begin <= choices.size();) {
    const auto end = std::min(choices.find(',', begin), choices.size());
    names.push_back(choices.substr(begin, end - begin));
    listed += (listed.empty() ? "" : ", ") + names.back();
    begin = end + 1;
  }
  const auto meant = suggestion(given, names);
  return fmt::format("{} {}: it is one of {}{}", option, given, listed, meant);
}

/// The command without the program's name, which every message begins with already.
std::string subject(const CLI::App& app) {
  const auto command = parsed_command(app);
  return command.substr(command.find(' ') + 1);
}

/// The parser's message about one option, with the option as it is shown.
std::string about_option(const std::string& message, const CLI::App& app) {
  std::smatch found;
  static const std::regex kRequired("(.*) is required");
  static const std::regex kMissing("(.*): 1 required .* missing");
  static const std::regex kRange("(.*): Value (.*) not in range (.*) to (.*)");
  static const std::regex kChoice(R"((.*): (.*) not in \{(.*)\})");
  if (std::regex_match(message, found, kRequired)) {
    return fmt::format("{} needs {}", subject(app), shown(found[1], app));
  }
  if (std::regex_match(message, found, kMissing)) {
    return fmt::format("{} needs a value: {}", found[1].str(), shown(found[1], app));
  }
  if (std::regex_match(message, found, kRange)) {
    return fmt::format("{} {}: write a number from {} to {}", found[1].str(), found[2].str(),
                       found[3].str(), found[4].str());
  }
  if (std::regex_match(message, found, kChoice)) {
    const auto* option = app.get_option_no_throw(found[1]);
    const auto name =
        option != nullptr && option->get_positional() ? option->get_type_name() : found[1].str();
    return not_one_of(name, found[2], found[3]);
  }
  return message;
}

}  // namespace

std::string parsed_command(const CLI::App& app) {
  std::string command;
  for (const auto* at = &innermost(app); at != nullptr; at = at->get_parent()) {
    command = at->get_name() + (command.empty() ? "" : " ") + command;
  }
  return command;
}

bool lacks_a_command(const CLI::ParseError& error, const CLI::App& app) {
  const auto& at = innermost(app);
  return dynamic_cast<const CLI::RequiredError*>(&error) != nullptr && !commands_of(at).empty() &&
         at.remaining().empty();
}

std::string usage_error(const CLI::ParseError& error, const CLI::App& app) {
  const auto& at = innermost(app);
  if (lacks_a_command(error, app)) {
    return &at == &app ? std::string("a command is missing")
                       : fmt::format("{} needs a command", subject(app));
  }
  const auto remaining = at.remaining();
  const bool has_no_command =
      dynamic_cast<const CLI::RequiredError*>(&error) != nullptr && !commands_of(at).empty();
  const bool is_extra = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr;
  if ((has_no_command || is_extra) && !remaining.empty()) return unexpected(remaining.front(), at);
  return about_option(error.what(), at);
}

}  // namespace benchgate::cli
