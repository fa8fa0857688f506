#include "benchgate/store/history_store.h"

#include "benchgate/store/folder_history.h"

namespace benchgate::store {

std::unique_ptr<HistoryStore> open_history(const std::string& location, bool create) {
  return std::make_unique<FolderHistory>(location, create);
}

}  // namespace benchgate::store
