#include "store/history_kinds.h"
#include "support/private_postgres.h"

namespace benchgate::store {
namespace {

class InPostgres final : public HistoryPlace {
 public:
  std::unique_ptr<HistoryStore> open() override { return open_history(location_, true); }

 private:
  std::string location_ = test_support::PrivatePostgres::get()->new_location();
};

}  // namespace

std::vector<HistoryKind> history_kinds() {
  if (test_support::PrivatePostgres::get() == nullptr) return {};
  return {{"Postgres", [] { return std::make_unique<InPostgres>(); }}};
}

}  // namespace benchgate::store
