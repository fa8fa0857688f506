// Pairs that were really measured, kept to be drawn from again: a line a pair.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace benchgate::accuracy {

struct RecordedPair {
  std::string kernel;  ///< "hash/3"
  int permille = 0;    ///< more work in head
  std::string pacing;  ///< "duet", "in_turn", "lockstep"
  double base = 0;     ///< ns
  double head = 0;
  double seconds = 0;  ///< wall time of the pair, on its core

  /// What the pools are made of: "hash" of "hash/3", all of "db/select/real_time".
  [[nodiscard]] std::string kind() const;
};

/// Comma-separated, with a header line; throws std::runtime_error.
[[nodiscard]] std::vector<RecordedPair> read_pairs(const std::filesystem::path& path);
void append_pairs(const std::filesystem::path& path, const std::vector<RecordedPair>& pairs);

}  // namespace benchgate::accuracy
