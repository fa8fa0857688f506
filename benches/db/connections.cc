// Opening a connection, and the same select as text, with parameters, and prepared.

#include <memory>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "db/databases.h"
#include "db/suites.h"
#include "db/workload.h"

namespace benches::db {
namespace {

constexpr std::size_t kTurns = 64;
constexpr std::string_view kSelect =
    "select id, title, text, status, score, created_at from evidence_items where id = ";

std::int64_t id_of(std::size_t turn) {
  return static_cast<std::int64_t>(turn) * 15 + 1;
}

/// With a first query: SQLite opens its file only then.
Workload connect(Databases& databases, Engine engine) {
  const auto run = [&databases, engine](std::size_t) {
    return databases.connect(engine)->run_text("select count(*) from frameworks");
  };
  return {.turns = 1, .run = run, .reset = {}, .plan = {}};
}

Workload simple(Connection& connection) {
  auto texts = std::make_shared<std::vector<std::string>>();
  for (std::size_t k = 0; k < kTurns; ++k) texts->push_back(fmt::format("{}{}", kSelect, id_of(k)));
  const auto run = [texts, &connection](std::size_t turn) {
    return connection.run_text((*texts)[turn]);
  };
  return {.turns = kTurns, .run = run, .reset = {}, .plan = {}, .connection = &connection};
}

Workload parameterised(Connection& connection) {
  const std::string sql = fmt::format("{}$1", kSelect);
  const auto run = [sql, &connection](std::size_t turn) {
    const Parameter id = id_of(turn);
    return connection.run_once(sql, {&id, 1});
  };
  return {.turns = kTurns, .run = run, .reset = {}, .plan = {}, .connection = &connection};
}

Workload prepared(Connection& connection) {
  const std::shared_ptr<Statement> statement = connection.prepare(fmt::format("{}$1", kSelect));
  const auto run = [statement](std::size_t turn) {
    const Parameter id = id_of(turn);
    return statement->run({&id, 1});
  };
  return {.turns = kTurns, .run = run, .reset = {}, .plan = {}, .connection = &connection};
}

void register_protocol(Databases& databases, Engine engine, const char* name,
                       Workload (*make)(Connection&)) {
  register_workload({.engine = engine, .name = name, .argument = {}, .stride = Stride::kInProcess},
                    [&databases, engine, make] { return make(databases.writing(engine)); });
}

}  // namespace

void register_connections(Databases& databases) {
  for (const Engine engine : {Engine::Sqlite, Engine::Postgres}) {
    register_workload({.engine = engine, .name = "connect", .argument = {}},
                      [&databases, engine] { return connect(databases, engine); });
    register_protocol(databases, engine, "query_simple", simple);
    register_protocol(databases, engine, "query_parameterised", parameterised);
    register_protocol(databases, engine, "query_prepared", prepared);
  }
}

}  // namespace benches::db
