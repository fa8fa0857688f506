// What must hold for the reader of result files, whatever the bytes.
#pragma once

#include <string_view>

namespace benchgate::fuzz {

/// Reads `bytes` as a result file. Returns nothing, aborts with a message where the rules are
/// broken: an exception other than InputError; a run with a number that is not finite, a benchmark
/// without a suite, two of the same name; or one that is not the same after writing and reading.
void check_google_benchmark(std::string_view bytes);

}  // namespace benchgate::fuzz
