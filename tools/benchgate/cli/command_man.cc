#include "benchgate/cli/command.h"
#include "benchgate/cli/man_page.h"

namespace benchgate::cli {

void add_man_command(CLI::App& app, Action& chosen) {
  auto* command = app.add_subcommand("man", "Print the manual page");
  command->footer("Example:\n  benchgate man | man -l -");
  command->callback([&app, &chosen] {
    chosen = [&app](const Console& console) {
      console.out << man_page(describe_commands(app));
      return ExitCode::Passed;
    };
  });
}

}  // namespace benchgate::cli
