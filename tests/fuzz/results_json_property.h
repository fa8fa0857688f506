// What must hold for any bytes given to the reader of results.json.
#pragma once

#include <string_view>

namespace benchgate::fuzz {

/// Aborts where a rule is broken: what is refused is refused in a readable message; what is
/// accepted comes back from writing and reading as it was, and every format renders it.
void check_results_json(std::string_view bytes);

}  // namespace benchgate::fuzz
