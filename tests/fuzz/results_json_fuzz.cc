// libFuzzer target: ci/fuzz.sh results_json
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/results_json_property.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  benchgate::fuzz::check_results_json({reinterpret_cast<const char*>(data), size});
  return 0;
}
