#include "db/queries.h"

#include <memory>
#include <utility>

namespace benches::db {
namespace {

/// A prepared query and what it needs to stay alive.
struct PreparedQuery {
  std::unique_ptr<Connection> own_connection;  // null: the shared one
  std::unique_ptr<Statement> statement;
  std::vector<Parameters> round;
};

Workload workload_of(const std::shared_ptr<PreparedQuery>& query) {
  const std::size_t turns = query->round.size();
  return {.turns = turns,
          .run = [query](std::size_t turn) { return query->statement->run(query->round[turn]); },
          .reset = {},
          .plan = [query] { return query->statement->plan(query->round.front()); }};
}

Workload prepare(Databases& databases, const Query& query, Engine engine, std::int64_t rows) {
  auto prepared = std::make_shared<PreparedQuery>();
  Connection* connection = &databases.reading(engine, rows);
  if (engine == Engine::Postgres && !query.postgres_session.empty()) {
    prepared->own_connection = databases.connect_reading_postgres(rows);
    connection = prepared->own_connection.get();
    connection->execute(query.postgres_session);
  }
  prepared->statement = connection->prepare(query.sql.of(engine));
  prepared->round = query.round(databases.dataset(rows));
  Workload workload = workload_of(std::move(prepared));
  workload.connection = connection;
  return workload;
}

template <typename Make>
void register_all(const std::string& name, const std::vector<std::int64_t>& sizes, Stride stride,
                  const Make& make) {
  for (const Engine engine : {Engine::Sqlite, Engine::Postgres}) {
    for (const std::int64_t rows : sizes) {
      WorkloadInfo info{.engine = engine, .name = name, .argument = {}, .stride = stride};
      info.argument = WorkloadInfo::Argument{"rows", rows};
      register_workload(info, [make, engine, rows] { return make(engine, rows); });
    }
  }
}

}  // namespace

void register_query(Databases& databases, const Query& query) {
  register_all(query.name, query.sizes, query.stride,
               [&databases, query](Engine engine, std::int64_t rows) {
                 return prepare(databases, query, engine, rows);
               });
}

void register_reading(Databases& databases, const std::string& name,
                      const std::vector<std::int64_t>& sizes,
                      const std::function<Workload(Engine, Connection&, const Dataset&)>& make) {
  register_all(name, sizes, Stride::kEveryOperation,
               [&databases, make](Engine engine, std::int64_t rows) {
                 Connection& connection = databases.reading(engine, rows);
                 Workload workload = make(engine, connection, databases.dataset(rows));
                 workload.connection = &connection;
                 return workload;
               });
}

}  // namespace benches::db
