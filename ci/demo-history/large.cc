#include "work.h"

std::uint64_t large_step() {
  return work(10000);
}
