#include <memory>
#include <string>

#include <fmt/format.h>

#include "benchgate/cli/affected_output.h"
#include "benchgate/cli/command.h"
#include "benchgate/work/affected.h"

namespace benchgate::cli {
namespace {

constexpr const char* kFooter =
    "Compares all code and data that each benchmark can reach in two builds, and measures "
    "nothing. \"Same code\" means that nothing differs that can run: functions, constants, "
    "tables of virtual functions, code before main(). Files that a program reads are not looked "
    "at.\n\n"
    "Compile both with -ffunction-sections -fdata-sections -ffile-prefix-map=FOLDER=. and link "
    "with -Wl,--emit-relocs, on x86-64. Otherwise the answer is \"cannot tell\".\n\n"
    "Examples:\n"
    "  benchgate affected base/my_bench head/my_bench\n"
    "  benchgate affected base/my_bench head/my_bench --format json";

struct AffectedCommandOptions {
  std::string base;
  std::string head;
  std::string format = "terminal";
};

ExitCode affected(const AffectedCommandOptions& options, const Console& console) {
  if (options.format != "terminal" && options.format != "json") {
    throw UsageError(
        fmt::format("--format: '{}' is no format; use terminal or json", options.format));
  }
  const auto benchmarks = work::affected(options.base, options.head);
  console.out << (options.format == "json" ? affected_json(benchmarks) : affected_text(benchmarks));
  return ExitCode::Passed;
}

}  // namespace

void add_affected_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<AffectedCommandOptions>();
  auto* command = app.add_subcommand("affected", "List the benchmarks that a change can touch");
  command->footer(kFooter);
  command->add_option("base", options->base, "The benchmark executable of base")
      ->type_name("BASE")
      ->required();
  command->add_option("head", options->head, "The same executable of head")
      ->type_name("HEAD")
      ->required();
  command->add_option("--format", options->format, "Format to print: terminal or json [terminal]")
      ->type_name("FORMAT");
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) { return affected(*options, console); };
  });
}

}  // namespace benchgate::cli
