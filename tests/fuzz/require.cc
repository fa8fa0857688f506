#include <cstdio>
#include <cstdlib>

#include "fuzz/properties.h"

namespace benchgate::fuzz {

void require(bool holds, const char* rule) {
  if (holds) return;
  std::fprintf(stderr, "broken rule: %s\n", rule);
  std::abort();
}

}  // namespace benchgate::fuzz
