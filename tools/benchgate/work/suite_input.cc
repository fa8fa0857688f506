#include "benchgate/work/suite_input.h"

#include <algorithm>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/builds/input_files.h"
#include "benchgate/builds/named_files.h"
#include "benchgate/builds/program_input.h"

namespace benchgate::work {
namespace {

bool may_name(const measure::SuitePair& suite, const std::string& file) {
  return builds::names_file(suite.base.command.front(), file) ||
         builds::names_file(suite.head.command.front(), file);
}

/// A source is named wherever an assertion is in it, so it never counts by its name.
bool may_read(const measure::SuitePair& suite, const std::string& file) {
  if (builds::is_documentation(file)) return may_name(suite, file);
  return builds::may_be_program_input(file) && (suite.head.inputs.empty() || may_name(suite, file));
}

}  // namespace

SuiteInput changed_input(const measure::SuitePair& suite, const ChangedTrees& trees) {
  SuiteInput input;
  if (!suite.head.inputs.empty()) try {
      auto difference = builds::compare_input_files(
          {.base = trees.base, .head = trees.head, .folder = trees.folder}, suite.head.inputs);
      input = {.changed = std::move(difference.changed),
               .unused_patterns = std::move(difference.unused)};
    } catch (const UsageError& error) {
      throw UsageError(fmt::format("suite {}: {}", suite.head.name, error.what()));
    }
  if (input.changed) return input;
  if (!trees.files) {
    input.changed = "more files than can be listed";
    return input;
  }
  const auto found = std::ranges::find_if(
      *trees.files, [&](const std::string& file) { return may_read(suite, file); });
  if (found != trees.files->end()) input.changed = *found;
  return input;
}

}  // namespace benchgate::work
