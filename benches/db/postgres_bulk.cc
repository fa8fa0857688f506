// What only PostgreSQL has: COPY, and libpq's pipeline mode, in which many statements
// go out before the first answer comes back.

#include <memory>
#include <string>

#include <fmt/core.h>
#include <libpq-fe.h>

#include "db/postgres_engine.h"
#include "db/queries.h"
#include "db/schema.h"
#include "db/suites.h"

namespace benches::db {
namespace {

constexpr const char* kInsert = "insert into evidence_inbox values ($1,$2,$3,$4,$5,$6,$7,$8,$9)";
constexpr const char* kSelect =
    "select id, title, text, status, score, created_at from evidence_items where id = $1";

/// A table's worth of COPY text per turn, made beforehand: what is measured is the COPY.
Workload copy(PostgresConnection& connection, const Dataset& dataset, std::size_t rows) {
  auto round = std::make_shared<std::vector<std::string>>(dataset.evidence_items.size() / rows);
  for (std::size_t k = 0; k < dataset.evidence_items.size(); ++k) {
    append_copy_line(round->at(k / rows), row_of(dataset.evidence_items[k]));
  }
  const auto run = [round, rows, &connection](std::size_t turn) {
    const std::string& lines = (*round)[turn];
    connection.copy("evidence_inbox", lines);
    return Fetched{static_cast<std::int64_t>(rows), static_cast<std::int64_t>(lines.size())};
  };
  return {.turns = round->size(),
          .run = run,
          .reset = [&connection] { connection.execute("truncate evidence_inbox"); },
          .plan = {},
          .connection = &connection};
}

/// Puts the connection into pipeline mode and, on every way out, out of it.
class Pipeline {
 public:
  explicit Pipeline(PGconn* connection) : connection_(connection) {
    if (PQenterPipelineMode(connection_) != 1) throw QueryError(PQerrorMessage(connection_));
  }
  ~Pipeline() { PQexitPipelineMode(connection_); }
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  void send(const std::string& statement, std::span<const Parameter> parameters) {
    if (PQsendQueryPrepared(connection_, statement.c_str(), static_cast<int>(parameters.size()),
                            values_.values(parameters), nullptr, nullptr, 0) != 1) {
      throw QueryError(PQerrorMessage(connection_));
    }
  }

  /// Marks the end, which is also where the implicit transaction commits, and reads the
  /// answers to so many statements.
  Fetched finish(std::size_t statements) {
    PQpipelineSync(connection_);
    Fetched fetched;
    for (std::size_t k = 0; k < statements; ++k) {
      const Result result(PQgetResult(connection_));
      fetched += fetched_from(result.get(), connection_);
      PQclear(PQgetResult(connection_));  // the null between two statements
    }
    PQclear(PQgetResult(connection_));  // the sync
    return fetched;
  }

 private:
  PGconn* connection_;
  PostgresParameters values_;
};

struct PipelinedStatement {
  std::string name;
  std::vector<Parameters> all;
};

/// The statement with so many sets of parameters per turn, and all of them in a round.
Workload pipelined(PostgresConnection& connection, const char* sql, std::vector<Parameters> all,
                   std::size_t batch, std::function<void()> reset) {
  auto statement = std::make_shared<PipelinedStatement>();
  statement->name = connection.prepare_named(sql);
  statement->all = std::move(all);
  const auto run = [statement, batch, &connection](std::size_t turn) {
    Pipeline pipeline(connection.handle());
    std::int64_t bytes = 0;
    for (std::size_t k = turn * batch; k < (turn + 1) * batch; ++k) {
      pipeline.send(statement->name, statement->all[k]);
      bytes += bytes_of(statement->all[k]);
    }
    Fetched fetched = pipeline.finish(batch);
    fetched.bytes += bytes;
    return fetched;
  };
  return {.turns = statement->all.size() / batch,
          .run = run,
          .reset = std::move(reset),
          .plan = {},
          .connection = &connection};
}

Workload pipeline_insert(PostgresConnection& connection, const Dataset& dataset,
                         std::size_t batch) {
  std::vector<Parameters> rows;
  for (const EvidenceItem& item : dataset.evidence_items) rows.push_back(row_of(item));
  return pipelined(connection, kInsert, std::move(rows), batch,
                   [&connection] { connection.execute("truncate evidence_inbox"); });
}

Workload pipeline_select(PostgresConnection& connection, const Dataset& dataset,
                         std::size_t batch) {
  std::vector<Parameters> ids;
  for (const EvidenceItem& item : dataset.evidence_items) ids.push_back({item.id});
  return pipelined(connection, kSelect, std::move(ids), batch, {});
}

using Make = Workload (*)(PostgresConnection&, const Dataset&, std::size_t);

void register_bulk(Databases& databases, const char* name, std::int64_t batch, Make make) {
  const WorkloadInfo info{
      .engine = Engine::Postgres, .name = name, .argument = WorkloadInfo::Argument{"batch", batch}};
  register_workload(info, [&databases, batch, make] {
    return make(databases.writing_postgres(), databases.dataset(kWritableRows),
                static_cast<std::size_t>(batch));
  });
}

}  // namespace

void register_postgres_bulk(Databases& databases) {
  for (const std::int64_t batch : {10, 100, 1'000}) {
    register_bulk(databases, "copy", batch, copy);
    register_bulk(databases, "pipeline_insert", batch, pipeline_insert);
  }
  register_bulk(databases, "pipeline_select", 10, pipeline_select);
  register_bulk(databases, "pipeline_select", 100, pipeline_select);
}

}  // namespace benches::db
