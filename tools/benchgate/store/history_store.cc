#include "benchgate/store/history_store.h"

#include "benchgate/base/database_name.h"
#include "benchgate/store/folder_history.h"
#include "benchgate/store/postgres_history.h"

namespace benchgate::store {

std::unique_ptr<HistoryStore> open_history(const std::string& location, bool create) {
  if (names_database(location)) return std::make_unique<PostgresHistory>(location, create);
  return std::make_unique<FolderHistory>(location, create);
}

}  // namespace benchgate::store
