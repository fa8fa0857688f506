// libFuzzer's entry, compiled once for each property: ci/fuzz.sh NAME.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/properties.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  benchgate::fuzz::BENCHGATE_FUZZ_CHECK({reinterpret_cast<const char*>(data), size});
  return 0;
}
