#include "work.h"

std::uint64_t small_step() {
  return work(10000);
}
