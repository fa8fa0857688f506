#include "benchgate/model/counted_metric.h"

namespace benchgate::model {
namespace {

constexpr std::string_view kAllocationsPerIteration = "allocs_per_iter";
constexpr std::string_view kMostBytes = "max_bytes_used";
constexpr double kTextsFromOutside = 0.01;

}  // namespace

bool is_mean_over_iterations(std::string_view metric) {
  return metric == kAllocationsPerIteration;
}

bool is_counted_apart(std::string_view metric) {
  return metric == kAllocationsPerIteration || metric == kMostBytes;
}

bool is_memory(std::string_view metric) {
  return metric == kMostBytes || metric == "total_allocated_bytes" || metric == "net_heap_growth";
}

double exact_tolerance(std::string_view metric) {
  return is_memory(metric) ? kTextsFromOutside : 0;
}

}  // namespace benchgate::model
