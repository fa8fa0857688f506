// What must hold for any bytes at all, one rule for each reader of bytes that somebody else wrote.
//
// Each has its NAME_property.cc, an executable NAME_fuzz in builds with a fuzzer (ci/fuzz.sh), and
// inputs in corpus/NAME that every build reads again. A new one belongs into the list in
// CMakeLists.txt and the table in fuzz_replay_test.cc.
#pragma once

#include <string_view>

namespace benchgate::fuzz {

/// Ends the process with a message unless the rule holds.
void require(bool holds, const char* rule);

void check_acceptances(std::string_view bytes);       ///< accepted.toml
void check_agent(std::string_view bytes);             ///< what a driven suite says, and is told
void check_benchmark_action(std::string_view bytes);  ///< github-action-benchmark's data.js
void check_comparison(std::string_view bytes);        ///< two result files with a NUL in between
void check_csv(std::string_view bytes);               ///< a history as CSV
void check_executable(std::string_view bytes);        ///< an ELF file, compared with itself
void check_github_event(std::string_view bytes);      ///< the event of a workflow
void check_google_benchmark(std::string_view bytes);  ///< a result file, pairs included
void check_history(std::string_view bytes);           ///< records and findings, one a line
void check_policy(std::string_view bytes);            ///< benchgate.toml
void check_results_json(std::string_view bytes);      ///< results of compare, duet and gate
void check_row_stream(std::string_view bytes);        ///< a result file while it is written

}  // namespace benchgate::fuzz
