#include "store/history_kinds.h"

#include "support/memory_history.h"
#include "support/temporary_folder.h"

namespace benchgate::store {
namespace {

class InMemory final : public HistoryPlace {
 public:
  std::unique_ptr<HistoryStore> open() override {
    return std::make_unique<test_support::MemoryHistory>();
  }
};

class InFolder : public HistoryPlace {
 public:
  std::unique_ptr<HistoryStore> open() override {
    return open_history((folder_.path() / "history").string(), true);
  }

 private:
  test_support::TemporaryFolder folder_;
};

}  // namespace

std::vector<HistoryKind> history_kinds() {
  return {{"Memory", [] { return std::make_unique<InMemory>(); }},
          {"Folder", [] { return std::make_unique<InFolder>(); }}};
}

}  // namespace benchgate::store
