// What every history does, whatever it lives in: the tests are in history_contract_test.cc, the
// places in which they are run beside them.
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include "benchgate/store/history_store.h"

namespace benchgate::store {

/// Where one history may live. Begins empty, and goes away with the test.
class HistoryPlace {
 public:
  virtual ~HistoryPlace() = default;
  /// The history, each time from what is stored alone.
  [[nodiscard]] virtual std::unique_ptr<HistoryStore> open() = 0;
};

struct HistoryKind {
  std::string name;
  std::function<std::unique_ptr<HistoryPlace>()> make;
  friend void PrintTo(const HistoryKind& kind, std::ostream* out) { *out << kind.name; }
};

}  // namespace benchgate::store
