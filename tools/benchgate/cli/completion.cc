#include "benchgate/cli/completion.h"

#include <vector>

#include <fmt/format.h>

namespace benchgate::cli {
namespace {

/// Subcommands and options that may come next, as one word list.
std::vector<std::string> words(const CommandDescription& command) {
  auto list = command.children;
  for (const auto& option : command.options) {
    list.insert(list.end(), option.names.begin(), option.names.end());
  }
  return list;
}

/// `case` branches that follow the words typed so far down the tree, for bash and zsh alike.
std::string descend_cases(std::span<const CommandDescription> commands) {
  std::string cases;
  for (const auto& command : commands) {
    for (const auto& child : command.children) {
      const auto from = command.name();
      cases += fmt::format("      '{}:{}') at='{}{}{}' ;;\n", from, child, from,
                           from.empty() ? "" : " ", child);
    }
  }
  return cases;
}

std::string word_cases(std::span<const CommandDescription> commands) {
  std::string cases;
  for (const auto& command : commands) {
    cases +=
        fmt::format("    '{}') words='{}' ;;\n", command.name(), fmt::join(words(command), " "));
  }
  return cases;
}

std::string bash_script(std::span<const CommandDescription> commands) {
  return fmt::format(R"(# bash completion for benchgate
_benchgate() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} at='' word words=''
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case "$at:$word" in
{}    esac
  done
  case "$at" in
{}  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  if [[ $current != -* ]]; then
    mapfile -t -O "${{#COMPREPLY[@]}}" COMPREPLY < <(compgen -f -- "$current")
  fi
}}
complete -o filenames -F _benchgate benchgate
)",
                     descend_cases(commands), word_cases(commands));
}

std::string zsh_script(std::span<const CommandDescription> commands) {
  return fmt::format(R"(#compdef benchgate
_benchgate() {{
  local at='' word words=''
  local -a before
  before=("${{(@)words[2,CURRENT-1]}}")
  _benchgate_words "${{(@)before}}"
}}
_benchgate_words() {{
  local at='' word words=''
  for word in "$@"; do
    case "$at:$word" in
{}    esac
  done
  case "$at" in
{}  esac
  compadd -- ${{=words}}
  [[ $PREFIX == -* ]] || _files
}}
if [[ ${{funcstack[1]}} == _benchgate ]]; then _benchgate "$@"; else compdef _benchgate benchgate; fi
)",
                     descend_cases(commands), word_cases(commands));
}

std::string fish_quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c == '\n' ? ' ' : c;
  }
  return quoted + "'";
}

std::string fish_condition(const CommandDescription& command) {
  if (command.path.empty()) return "__fish_use_subcommand";
  std::string condition;
  for (const auto& part : command.path) {
    condition +=
        fmt::format("{}__fish_seen_subcommand_from {}", condition.empty() ? "" : "; and ", part);
  }
  return condition;
}

std::string fish_script(std::span<const CommandDescription> commands) {
  std::string script = "# fish completion for benchgate\n";
  for (const auto& command : commands) {
    const auto condition = fish_quoted(fish_condition(command));
    for (const auto& child : commands) {
      const bool is_child =
          child.path.size() == command.path.size() + 1 &&
          std::equal(command.path.begin(), command.path.end(), child.path.begin());
      if (!is_child) continue;
      script += fmt::format("complete -c benchgate -n {} -a {} -d {}\n", condition,
                            child.path.back(), fish_quoted(child.description));
    }
    for (const auto& option : command.options) {
      for (const auto& name : option.names) {
        const bool is_long = name.starts_with("--");
        script += fmt::format("complete -c benchgate -n {} {} {}{} -d {}\n", condition,
                              is_long ? "-l" : "-s", name.substr(is_long ? 2 : 1),
                              option.value.empty() ? "" : " -r", fish_quoted(option.description));
      }
    }
  }
  return script;
}

}  // namespace

std::optional<Shell> parse_shell(std::string_view name) {
  if (name == "bash") return Shell::Bash;
  if (name == "zsh") return Shell::Zsh;
  if (name == "fish") return Shell::Fish;
  return std::nullopt;
}

std::string completion_script(std::span<const CommandDescription> commands, Shell shell) {
  switch (shell) {
    case Shell::Bash:
      return bash_script(commands);
    case Shell::Zsh:
      return zsh_script(commands);
    case Shell::Fish:
      return fish_script(commands);
  }
  return {};
}

}  // namespace benchgate::cli
