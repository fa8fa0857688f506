// Benchmarks of the in-process cache: cache/lru/<operation>/...
#pragma once

namespace benches {

void register_lru_benchmarks();

}  // namespace benches
