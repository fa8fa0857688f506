// libFuzzer target: ci/fuzz.sh google_benchmark
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/google_benchmark_property.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  benchgate::fuzz::check_google_benchmark({reinterpret_cast<const char*>(data), size});
  return 0;
}
