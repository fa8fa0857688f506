#include <memory>
#include <string>

#include "benchgate/cli/command.h"
#include "benchgate/cli/output_option.h"
#include "benchgate/report/results_json.h"

namespace benchgate::cli {
namespace {

constexpr const char* kFooter =
    "RESULT is a file that `benchgate compare ... --output json=FILE` wrote. Rendering decides "
    "nothing: the exit code is 0 whatever the verdict.\n\n"
    "Examples:\n"
    "  benchgate report out/results.json --format markdown\n"
    "  benchgate report out/results.json --format none --output html=report.html\n"
    "  benchgate report out/results.json --format html --template html=my.html.tpl > report.html";

struct ReportOptions {
  std::string result;
  OutputOption output;
};

}  // namespace

void add_report_command(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<ReportOptions>();
  auto* command = app.add_subcommand("report", "Render a result again");
  command->footer(kFooter);
  command->add_option("result", options->result, "A results file")->type_name("RESULT")->required();
  add_output_option(*command, options->output);
  command->callback([options, &chosen] {
    chosen = [options](const Console& console) {
      check_output(options->output);
      options->output.results_file = options->result;
      write_output(report::read_results_file(options->result), options->output, console);
      return ExitCode::Passed;
    };
  });
}

}  // namespace benchgate::cli
