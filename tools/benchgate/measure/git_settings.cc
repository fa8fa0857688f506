#include "benchgate/measure/git_settings.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace benchgate::measure {
namespace {

/// A key that names a program: its beginning and its end, with any name of a section between them.
struct Program {
  std::string_view section;
  std::string_view variable;
  std::string_view harmless;      ///< the value that runs nothing of the repository's
  bool takes_all_values = false;  ///< git asks every value, not the last one; an empty one clears
};

constexpr std::array kPrograms = {
    Program{"core.", "fsmonitor", ""},
    Program{"core.", "hookspath", "/dev/null"},
    Program{"core.", "sshcommand", "ssh -o BatchMode=yes"},
    Program{"core.", "askpass", ""},
    Program{"core.", "gitproxy", "none"},
    Program{"core.", "pager", "cat"},
    Program{"core.", "editor", "true"},
    Program{"core.", "alternaterefscommand", "true"},
    Program{"credential.", "helper", "", true},
    Program{"diff.", "external", ""},
    Program{"diff.", "command", ""},
    Program{"diff.", "textconv", ""},
    Program{"filter.", "clean", ""},
    Program{"filter.", "smudge", ""},
    Program{"filter.", "process", ""},
    Program{"filter.", "required", "false"},
    Program{"gpg.", "program", "false"},
    Program{"merge.", "driver", "false"},
    Program{"protocol.ext.", "allow", "never"},
    Program{"submodule.", "update", "checkout"},
};

/// Git takes the first value of these, so that none given later counts: then nothing is fetched.
constexpr std::array<std::string_view, 2> kOfRemotes = {".uploadpack", ".vcs"};
constexpr std::array<std::string_view, 7> kTransports = {
    "protocol.allow",       "protocol.file.allow", "protocol.git.allow", "protocol.http.allow",
    "protocol.https.allow", "protocol.ssh.allow",  "protocol.ext.allow"};

/// Of which no repository has to say anything: also where it sets them a moment later.
constexpr std::array<std::string_view, 4> kAlways = {"core.fsmonitor", "core.hookspath",
                                                     "core.sshcommand", "protocol.ext.allow"};

constexpr std::array<std::string_view, 3> kOfLfs = {"git-lfs clean -- %f", "git-lfs smudge -- %f",
                                                    "git-lfs filter-process"};

const Program* program_of(std::string_view key) {
  const auto found = std::ranges::find_if(kPrograms, [key](const Program& program) {
    if (!key.starts_with(program.section) || !key.ends_with(program.variable)) return false;
    const auto between = key.size() - program.section.size() - program.variable.size();
    return key.size() >= program.section.size() + program.variable.size() &&
           (between == 0 || key[key.size() - program.variable.size() - 1] == '.');
  });
  return found == kPrograms.end() ? nullptr : &*found;
}

struct Listed {
  std::string_view scope;
  GitSetting setting;
  [[nodiscard]] bool is_of_repository() const { return scope == "local" || scope == "worktree"; }
};

/// "SCOPE\0KEY\nVALUE\0" for each; without the line end where a key stands alone, which says true.
std::vector<Listed> read(std::string_view text) {
  std::vector<Listed> all;
  const auto next = [&text] {
    const auto field = text.substr(0, text.find('\0'));
    text.remove_prefix(std::min(text.size(), field.size() + 1));
    return field;
  };
  while (!text.empty()) {
    const auto scope = next();
    const auto entry = next();
    const auto key = entry.substr(0, entry.find('\n'));
    const auto value = key.size() == entry.size() ? "true" : entry.substr(key.size() + 1);
    all.push_back({scope, {std::string(key), std::string(value)}});
  }
  return all;
}

bool is_of_lfs(const GitSetting& setting) {
  return setting.key.starts_with("filter.lfs.") &&
         (setting.key == "filter.lfs.required" ||
          std::ranges::find(kOfLfs, setting.value) != kOfLfs.end());
}

bool is_of_remote(std::string_view key) {
  return key.starts_with("remote.") &&
         std::ranges::any_of(kOfRemotes, [key](auto end) { return key.ends_with(end); });
}

}  // namespace

std::vector<GitSetting> safe_git_settings(std::string_view listed) {
  const auto all = read(listed);
  std::set<std::string, std::less<>> keys(kAlways.begin(), kAlways.end());
  for (const auto& one : all) {
    if (one.is_of_repository() && program_of(one.setting.key) && !is_of_lfs(one.setting)) {
      keys.insert(one.setting.key);
    }
  }
  std::vector<GitSetting> settings;
  for (const auto& key : keys) {
    const auto& program = *program_of(key);
    std::optional<GitSetting> last;
    if (program.takes_all_values) settings.push_back({key, ""});
    for (const auto& one : all) {
      if (one.setting.key != key || one.is_of_repository()) continue;
      if (program.takes_all_values) settings.push_back(one.setting);
      last = one.setting;
    }
    if (program.takes_all_values) continue;
    // Neither a hook nor a monitor of the user's is for what is done here.
    const bool may_stay = last && key != "core.hookspath" && key != "core.fsmonitor";
    settings.push_back(may_stay ? *last : GitSetting{key, std::string(program.harmless)});
  }
  const bool names_transport = std::ranges::any_of(all, [](const Listed& one) {
    return one.is_of_repository() && is_of_remote(one.setting.key);
  });
  if (names_transport) {
    for (const auto transport : kTransports) settings.push_back({std::string(transport), "never"});
  }
  return settings;
}

}  // namespace benchgate::measure
