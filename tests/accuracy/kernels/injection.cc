#include "kernels/injection.h"

namespace benchgate::accuracy {
namespace {

// Of one size in all builds, and volatile, so that the compiler cannot specialise code for them.
// An empty text is any benchmark.
const volatile int kPermille = BENCHGATE_INJECTED_PERMILLE;
const volatile char kInto[64] = BENCHGATE_INJECTED_INTO;

}  // namespace

int injected_permille(std::string_view benchmark) {
  char into[sizeof kInto];
  std::size_t length = 0;
  while (kInto[length] != '\0') {
    into[length] = kInto[length];
    ++length;
  }
  const std::string_view wanted(into, length);
  return wanted.empty() || wanted == benchmark ? kPermille : 0;
}

}  // namespace benchgate::accuracy
