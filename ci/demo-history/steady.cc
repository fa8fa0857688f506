#include "work.h"

std::uint64_t steady() {
  return work(10000);
}
