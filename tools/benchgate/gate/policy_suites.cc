#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "benchgate/gate/policy_key.h"
#include "benchgate/gate/policy_sections.h"

namespace benchgate::gate {
namespace {

constexpr int kMostRestarts = 1000;

const PolicyTable<SuiteEntry>& suite_table() {
  static const PolicyTable<SuiteEntry> table{
      .title = "[[suite]]",
      .applies_to = "what is measured",
      .keys = {
          key("name", &SuiteEntry::name, Text(), "Name of the suite", "required"),
          key("command", &SuiteEntry::command, Texts(),
              "Executable, relative to this file, and its arguments", "required"),
          key("filter", &SuiteEntry::filter, Text(),
              "Regular expression for the names of its benchmarks", "all"),
          key("min_time", &SuiteEntry::min_time, Time(),
              "How long each benchmark runs in each process", "that of the command line"),
          key("restarts", &SuiteEntry::restarts, WholeNumber{1, kMostRestarts},
              "Fresh processes, that is samples", "that of the command line"),
          key("time_limit", &SuiteEntry::time_limit, Time(), "Limit for one process",
              "by the time of its first row"),
          key_by_hand<SuiteEntry>(
              "environment", "table of texts",
              "Variables of its processes; NAME = true passes on one of benchgate's own", "none"),
          key_by_hand<SuiteEntry>("working_directory", "text",
                                  "Folder where it runs, below this file's folder",
                                  "this file's folder"),
          key("inputs", &SuiteEntry::inputs, Texts(),
              "Files that it reads; if one changes, all its benchmarks are measured",
              "any file that may be data"),
          key("optional", &SuiteEntry::optional, Flag(),
              "Its filter may match none of its benchmarks, and its inputs no file")}};
  return table;
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Suite names become file and folder names.
bool is_file_name(std::string_view name) {
  return !name.empty() && name.size() <= 100 && is_letter_or_digit(name.front()) &&
         std::ranges::all_of(name, [](char c) {
           return is_letter_or_digit(c) || c == '.' || c == '_' || c == '-';
         });
}

bool is_variable_name(std::string_view name) {
  return !name.empty() && !(name.front() >= '0' && name.front() <= '9') &&
         std::ranges::all_of(name, [](char c) { return is_letter_or_digit(c) || c == '_'; });
}

/// A variable has a value, or `true`: what benchgate's own environment has.
void read_environment(const ConfigReader& reader, SuiteEntry& suite, ConfigProblems& problems) {
  const auto* entry = reader.find("environment");
  if (entry == nullptr) return;
  if (entry->value.kind != ConfigNode::Kind::Table) {
    reader.problem("environment",
                   fmt::format("environment is {}, but must be a table of texts; write "
                               "environment = {{ NAME = \"value\" }}",
                               kind_name(entry->value.kind)));
    return;
  }
  for (const auto& variable : entry->value.entries) {
    if (!is_variable_name(variable.key)) {
      problems.add(variable.position,
                   fmt::format("{} cannot be the name of an environment variable; use letters, "
                               "digits and _, not a digit first",
                               in_quotes(variable.key)));
    } else if (variable.value.kind == ConfigNode::Kind::Boolean && variable.value.boolean) {
      suite.passed_secrets.push_back(variable.key);
    } else if (variable.value.kind != ConfigNode::Kind::Text) {
      problems.add(variable.value.position,
                   fmt::format("environment variable {} is {}; write its value in quotes, or true "
                               "to pass on benchgate's own",
                               variable.key, kind_name(variable.value.kind)));
    } else if (variable.value.text.find('\0') != std::string::npos) {
      problems.add(
          variable.value.position,
          fmt::format("environment variable {} holds a NUL character; remove it", variable.key));
    } else {
      suite.environment.emplace(variable.key, variable.value.text);
    }
  }
}

/// Below the policy's folder, so that base and head each have their own.
std::string read_working_directory(const ConfigReader& reader) {
  const auto folder = reader.text("working_directory").value_or("");
  const auto path = std::filesystem::path(folder).lexically_normal();
  if (path.is_absolute() || (!path.empty() && *path.begin() == "..")) {
    reader.problem("working_directory",
                   fmt::format("working_directory {} is not below the folder of this file; write a "
                               "path from here on, such as \"benchmarks\"",
                               in_quotes(folder)));
    return "";
  }
  return folder;
}

/// Within the repository, so that base and head each have their own.
void check_inputs(const ConfigReader& reader, const std::vector<std::string>& inputs) {
  for (const auto& pattern : inputs) {
    if (!std::filesystem::path(pattern).is_absolute()) continue;
    reader.problem("inputs", fmt::format("inputs {} is an absolute path, so base and head would be "
                                         "the same file; write it from this file's folder on",
                                         in_quotes(pattern)));
  }
}

void check_name(const ConfigReader& reader, const std::string& name) {
  if (reader.find("name") == nullptr) {
    reader.problem("name", "a [[suite]] has no name; write name = \"...\"");
  } else if (!name.empty() && !is_file_name(name)) {
    reader.problem("name", fmt::format("the suite name {} cannot be a file name; use up to 100 "
                                       "letters, digits, -, _ and ., a letter or digit first",
                                       in_quotes(name)));
  }
}

SuiteEntry read_suite(const ConfigReader& reader, SuiteEntry suite, ConfigProblems& problems) {
  suite.working_directory = read_working_directory(reader);
  read_environment(reader, suite, problems);
  check_inputs(reader, suite.inputs);
  check_name(reader, suite.name);
  if (reader.find("command") == nullptr) {
    reader.problem("command", "a [[suite]] has no command; write command = [\"path/to/bench\"]");
  }
  if (suite.min_time && suite.time_limit && *suite.min_time >= *suite.time_limit) {
    reader.problem("time_limit",
                   "time_limit is not above min_time, so no benchmark can ever end; raise it");
  }
  return suite;
}

void read_suites(const ConfigNode& root, Policy& policy, ConfigProblems& problems) {
  std::map<std::string, std::size_t> lines;
  for (const auto* table : tables_of(root, "suite", problems)) {
    SuiteEntry entry;
    const auto reader = read_keys(suite_table(), *table, entry, problems);
    auto suite = read_suite(reader, std::move(entry), problems);
    const auto [first, added] = lines.emplace(suite.name, reader.position_of("name").line);
    if (!added && !suite.name.empty()) {
      reader.problem("name", fmt::format("there is a suite {} on line {} already; give this one "
                                         "another name",
                                         in_quotes(suite.name), first->second));
    }
    policy.suites.push_back(std::move(suite));
  }
}

}  // namespace

PolicySection suite_section() {
  return {"suite", read_suites, [] { return describe(suite_table()); }};
}

}  // namespace benchgate::gate
