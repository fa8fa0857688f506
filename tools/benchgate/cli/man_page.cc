#include "benchgate/cli/man_page.h"

#include <string_view>

#include <fmt/format.h>

#include "benchgate/base/version.h"

namespace benchgate::cli {
namespace {

/// Text that roff takes literally, wherever it stands.
std::string roff(std::string_view text) {
  std::string escaped;
  bool line_start = true;
  for (const char c : text) {
    if (line_start && (c == '.' || c == '\'')) escaped += "\\&";
    if (c == '\\') {
      escaped += "\\e";
    } else if (c == '-') {
      escaped += "\\-";
    } else {
      escaped += c;
    }
    line_start = c == '\n';
  }
  return escaped;
}

/// A footer: paragraphs, of which indented lines are shown as they are.
std::string paragraphs(std::string_view text) {
  std::string page;
  bool verbatim = false;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    const bool indented = line.starts_with("  ");
    if (indented != verbatim) page += indented ? ".PP\n.nf\n" : ".fi\n.PP\n";
    verbatim = indented;
    page += line.empty() ? ".PP\n" : roff(line) + '\n';
  }
  return verbatim ? page + ".fi\n" : page;
}

std::string option_entry(const OptionDescription& option) {
  std::string term;
  for (const auto& name : option.names) {
    term += fmt::format("{}\\fB{}\\fR", term.empty() ? "" : ", ", roff(name));
  }
  if (!option.value.empty()) {
    term += fmt::format("{}\\fI{}\\fR", term.empty() ? "" : " ", roff(option.value));
  }
  return fmt::format(".TP\n{}\n{}\n", term, roff(option.description));
}

std::string command_section(const CommandDescription& command) {
  std::string page =
      fmt::format(".SS benchgate {}\n{}.\n", roff(command.name()), roff(command.description));
  for (const auto& option : command.options) page += option_entry(option);
  if (!command.footer.empty()) page += ".PP\n" + paragraphs(command.footer);
  return page;
}

constexpr std::string_view kFiles = R"(.SH FILES
.TP
\fBbenchgate.toml\fR
The policy: suites, rules, budgets. It is found in the working directory or a folder above it.
.TP
\fBbaselines/\fR
Stored baselines, beside the policy: \fICLASS\fR/\fINAME\fR/\fISUITE\fR.json, each a valid Google
Benchmark result.
.SH ENVIRONMENT
.TP
\fBNO_COLOR\fR
Set to anything: no colour, unless \fB\-\-color always\fR.
.TP
\fBBENCHGATE_MACHINE_CLASS\fR
The machine class to record and to find baselines in, instead of the detected one.
)";

}  // namespace

std::string man_page(std::span<const CommandDescription> commands) {
  const auto& program = commands.front();
  std::string page = fmt::format(
      ".TH BENCHGATE 1 \"\" \"benchgate {}\" \"User Commands\"\n"
      ".SH NAME\nbenchgate \\- performance regression gates for C++ that you can trust\n"
      ".SH SYNOPSIS\n.B benchgate\n\\fICOMMAND\\fR [\\fIOPTIONS\\fR]\n"
      ".SH DESCRIPTION\n{}\n.SH COMMANDS\n",
      kVersion, roff(program.description));
  for (const auto& command : commands.subspan(1)) page += command_section(command);
  page += kFiles;
  page += ".SH EXIT STATUS AND EXAMPLES\n" + paragraphs(program.footer);
  return page;
}

}  // namespace benchgate::cli
