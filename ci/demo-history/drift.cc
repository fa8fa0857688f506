#include "work.h"

std::uint64_t drift() {
  return work(10000);
}
