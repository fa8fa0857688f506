#pragma once

// A benchmark that is one prepared query with a round of parameters, on both engines
// and several sizes: what most reading benchmarks are.

#include <functional>
#include <string>
#include <vector>

#include "db/databases.h"
#include "db/workload.h"

namespace benches::db {

/// One text for both engines, or one for each.
struct Sql {
  Sql(const char* both) : sqlite(both), postgres(both) {}  // NOLINT: meant to be implicit
  Sql(const char* for_sqlite, const char* for_postgres)
      : sqlite(for_sqlite), postgres(for_postgres) {}

  [[nodiscard]] const std::string& of(Engine engine) const {
    return engine == Engine::Sqlite ? sqlite : postgres;
  }

  std::string sqlite;
  std::string postgres;
};

/// The sizes that every reading benchmark has, and those where growth matters.
inline const std::vector<std::int64_t> kUsualSizes = {1'000, 10'000};
inline const std::vector<std::int64_t> kAllSizes = {1'000, 10'000, 100'000};

struct Query {
  std::string name;
  Sql sql;
  std::vector<std::int64_t> sizes = kUsualSizes;
  /// A round of parameters; its texts must live as long as the dataset.
  std::function<std::vector<Parameters>(const Dataset&)> round;
  /// What PostgreSQL's session is told first, on a connection of its own. May be empty.
  std::string postgres_session = {};
  Stride stride = Stride::kEveryOperation;
};

/// Registers it for both engines and all its sizes.
void register_query(Databases& databases, const Query& query);

/// The same for a workload that is more than one query.
void register_reading(Databases& databases, const std::string& name,
                      const std::vector<std::int64_t>& sizes,
                      const std::function<Workload(Engine, Connection&, const Dataset&)>& make);

}  // namespace benches::db
