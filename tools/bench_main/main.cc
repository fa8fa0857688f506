// The main() of a benchmark executable: Google Benchmark's own, unless somebody drives it.
#include <benchmark/benchmark.h>

#include "bench_main/agent.h"

namespace google_benchmark {
// Whatever this version's main() does.
BENCHMARK_MAIN();
}  // namespace google_benchmark

int main(int argc, char** argv) {
  if (benchgate::agent::is_driven()) return benchgate::agent::serve(argc, argv);
  return google_benchmark::main(argc, argv);
}
