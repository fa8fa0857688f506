// The rules of other tools, on two samples that were taken in turn: does head count as slower?
//
// Written from their sources and manuals, to be held against the same data as our own.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace benchgate::accuracy {

struct PeerSamples {
  std::span<const double> base;
  std::span<const double> head;
};

struct PeerRule {
  std::string_view name;
  std::size_t samples;  ///< a side
  bool (*alarms)(const PeerSamples& samples);
};

/// - compare.py of Google Benchmark: two-sided Mann-Whitney at 0.05 on the repetitions (it marks
///   the row; that the mean rose makes it a slowdown);
/// - benchstat: the same test, without and with its "5 % or more" as continuous-integration
///   recipes add it;
/// - the mean of five runs more than 5 % up (github-action-benchmark and its kin, at their
///   stricter setting);
/// - criterion.rs: bootstrapped difference of means at 0.05, whose interval lies above 1 %.
[[nodiscard]] std::span<const PeerRule> peer_rules();

}  // namespace benchgate::accuracy
