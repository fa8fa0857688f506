// The serialization suite: an ordinary Google Benchmark executable. Everything runs in this
// process on one thread, so CPU time is what counts.
#include <string>
#include <utility>

#include <benchmark/benchmark.h>

#include "serialization/compression_benchmarks.h"
#include "serialization/library_versions.h"
#include "serialization/payloads.h"
#include "serialization/record_benchmarks.h"
#include "support/dataset.h"
#include "support/suite_main.h"

int main(int argc, char** argv) {
  benches::Payloads payloads;
  benches::register_record_benchmarks(payloads);
  benches::register_compression_benchmarks(payloads);
  bool is_described = false;
  return benches::run_suite(argc, argv, [&](std::span<const std::string>) {
    if (std::exchange(is_described, true)) return;
    benchmark::AddCustomContext("dataset_seed", std::to_string(benches::kDatasetSeed));
    benchmark::AddCustomContext("dataset_hash", payloads.dataset_hash());
    for (const auto& [name, version] : benches::serialization_library_versions()) {
      benchmark::AddCustomContext(name, version);
    }
  });
}
