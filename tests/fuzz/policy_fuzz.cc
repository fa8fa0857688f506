// libFuzzer target: ci/fuzz.sh policy
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/policy_property.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  benchgate::fuzz::check_policy({reinterpret_cast<const char*>(data), size});
  return 0;
}
