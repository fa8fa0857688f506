// What the suite encodes: the platform's evidence items as one record, as a page of a list
// and as an export. Made when first asked for and kept, because Google Benchmark calls a
// benchmark's function several times and starts the process several times a run.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "support/domain.h"

namespace benches {

struct PayloadSize {
  std::string_view path;  ///< the last part of a benchmark's name
  std::size_t records;
};
inline constexpr PayloadSize kOne{.path = "one", .records = 1};
inline constexpr PayloadSize kPage{.path = "page:20", .records = 20};
inline constexpr PayloadSize kExport{.path = "export:10000", .records = 10'000};
inline constexpr std::array kPayloadSizes = {kOne, kPage, kExport};

class Payloads {
 public:
  /// The first so many evidence items, at most kExport's.
  [[nodiscard]] std::span<const EvidenceItem> records(PayloadSize size);
  /// The same as JSON text.
  [[nodiscard]] const std::string& json(PayloadSize size);
  /// Of a page of it, whichever part of it is used: hash_text(). A process that measures one
  /// record need not make the export.
  [[nodiscard]] std::string dataset_hash();

 private:
  std::vector<EvidenceItem> items_;  ///< the first of the export, as many as were asked for
  std::map<std::size_t, std::string> json_;
};

}  // namespace benches
