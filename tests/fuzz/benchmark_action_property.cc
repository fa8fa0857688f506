#include "benchgate/base/error.h"
#include "benchgate/formats/benchmark_action_data.h"
#include "benchgate/formats/history_import.h"
#include "fuzz/imported_history.h"
#include "fuzz/properties.h"

namespace benchgate::fuzz {

void check_benchmark_action(std::string_view bytes) {
  try {
    check_imported(formats::read_benchmark_action_data(bytes, "data.js"));
  } catch (const InputError& error) {
    require(std::string_view(error.what()).starts_with("data.js:"), "messages name the file");
  }
}

}  // namespace benchgate::fuzz
