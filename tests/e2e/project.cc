#include "e2e/project.h"

namespace e2e {
namespace {

constexpr const char* kMake = R"sh(set -e
mkdir -p build
for scenario in *.scenario; do
  name=build/${scenario%.scenario}
  if grep -q broken "$scenario"; then echo "cannot make $name" >&2; exit 7; fi
  printf '#!/bin/sh\nFAKE_BENCH="%s" exec FAKE "$@"\n' "$(cat "$scenario")" > "$name"
  chmod +x "$name"
done
)sh";

}  // namespace

Project::Project() {
  set("GIT_CONFIG_NOSYSTEM", "1");
  set("GIT_CONFIG_GLOBAL", "/dev/null");
  for (const std::string who : {"AUTHOR", "COMMITTER"}) {
    set("GIT_" + who + "_NAME", "Test");
    set("GIT_" + who + "_EMAIL", "test@example.org");
  }
  git({"init", "--quiet"});
  git({"symbolic-ref", "HEAD", "refs/heads/main"});
  write(".gitignore", "/build/\n.captured-*\n");
  std::string make = kMake;
  make.replace(make.find("FAKE \""), 4, FAKE_BENCH);
  write("make.sh", make);
  write_policy("");
  write("bench.scenario", "seed=1 noise=0.003");
}

void Project::write_policy(const std::string& more) const {
  write("benchgate.toml", "[build]\nbuild = [\"sh\", \"make.sh\"]\n" + suite("bench") + more);
}

std::string Project::suite(const std::string& name) {
  return "[[suite]]\nname = \"" + name + "\"\ncommand = [\"build/" + name + "\"]\n";
}

std::string Project::git(Arguments arguments) const {
  arguments.insert(arguments.begin(), {"-c", "core.hooksPath=/dev/null"});
  auto call = program({});
  call.command = {"/usr/bin/env", "git"};
  call.command.insert(call.command.end(), arguments.begin(), arguments.end());
  const auto finished = run(call);
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  return finished.out;
}

std::string Project::commit(const std::string& subject) const {
  git({"add", "--all"});
  git({"commit", "--quiet", "--message", subject});
  auto id = git({"rev-parse", "HEAD"});
  id.erase(id.find_last_not_of('\n') + 1);
  return id;
}

}  // namespace e2e
