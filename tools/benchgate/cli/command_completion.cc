#include <memory>
#include <string>

#include "benchgate/cli/command.h"
#include "benchgate/cli/completion.h"

namespace benchgate::cli {
namespace {

constexpr const char* kFooter =
    "Examples:\n"
    "  source <(benchgate completion bash)\n"
    "  benchgate completion zsh > ~/.zfunc/_benchgate\n"
    "  benchgate completion fish > ~/.config/fish/completions/benchgate.fish";

}  // namespace

void add_completion_command(CLI::App& app, Action& chosen) {
  auto shell = std::make_shared<std::string>();
  auto* command = app.add_subcommand("completion", "Print a completion script for a shell");
  command->footer(kFooter);
  command->add_option("shell", *shell, "bash, zsh or fish")
      ->type_name("SHELL")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}).description(""));
  command->callback([shell, &app, &chosen] {
    chosen = [shell, &app](const Console& console) {
      console.out << completion_script(describe_commands(app), *parse_shell(*shell));
      return ExitCode::Passed;
    };
  });
}

}  // namespace benchgate::cli
