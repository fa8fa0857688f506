// Inserting, updating and upserting. Inserts go to evidence_inbox, which is emptied
// after every 1,000 rows outside of the timing; updates go to evidence_drafts and change
// no row's size. So the tables are as large at the end as at the start, and what other
// benchmarks read never changes. Commits here are not durable
// (synchronous_commit off, SQLite in memory): commits.cc measures what durability costs.

#include <algorithm>
#include <memory>
#include <string>

#include <fmt/core.h>

#include "db/queries.h"
#include "db/schema.h"
#include "db/suites.h"
#include "support/dataset.h"
#include "support/random.h"

namespace benches::db {
namespace {

constexpr std::size_t kColumns = 9;

/// A statement, its parameters turn by turn, and what they weigh.
struct PreparedWrite {
  std::unique_ptr<Statement> statement;
  std::vector<Parameters> round;
  std::vector<std::int64_t> bytes = {};
};

Workload write(Connection& connection, const std::string& sql, std::vector<Parameters> round,
               std::function<void()> reset) {
  auto prepared =
      std::make_shared<PreparedWrite>(PreparedWrite{connection.prepare(sql), std::move(round)});
  for (const Parameters& turn : prepared->round) prepared->bytes.push_back(bytes_of(turn));
  const auto run = [prepared](std::size_t turn) {
    Fetched written = prepared->statement->run(prepared->round[turn]);
    written.bytes = prepared->bytes[turn];
    return written;
  };
  return {.turns = prepared->round.size(),
          .run = run,
          .reset = std::move(reset),
          .plan = {},
          .connection = &connection};
}

std::function<void()> emptying_inbox(Engine engine, Connection& connection) {
  const char* sql =
      engine == Engine::Sqlite ? "delete from evidence_inbox" : "truncate evidence_inbox";
  return [&connection, sql] { connection.execute(sql); };
}

/// "($1,...,$9),($10,..." for so many rows.
std::string value_list(std::size_t rows) {
  std::string list;
  for (std::size_t k = 0; k < rows * kColumns; ++k) {
    if (k % kColumns == 0) list += k == 0 ? "(" : "),(";
    list += fmt::format("{}${}", k % kColumns == 0 ? "" : ",", k + 1);
  }
  return list + ")";
}

/// All items once, so many per turn.
std::vector<Parameters> batches(const Dataset& dataset, std::size_t rows) {
  std::vector<Parameters> round(dataset.evidence_items.size() / rows);
  for (std::size_t k = 0; k < dataset.evidence_items.size(); ++k) {
    const Parameters row = row_of(dataset.evidence_items[k]);
    Parameters& batch = round.at(k / rows);
    batch.insert(batch.end(), row.begin(), row.end());
  }
  return round;
}

Workload insert(Engine engine, Connection& connection, const Dataset& dataset, std::size_t rows) {
  return write(connection, "insert into evidence_inbox values " + value_list(rows),
               batches(dataset, rows), emptying_inbox(engine, connection));
}

/// Half of the rows are there already.
Workload upsert(Engine engine, Connection& connection, const Dataset& dataset) {
  const auto empty = emptying_inbox(engine, connection);
  return write(connection,
               "insert into evidence_inbox values " + value_list(1) +
                   " on conflict (id) do update set score = excluded.score,"
                   " text = excluded.text",
               batches(dataset, 1), [empty, &connection] {
                 empty();
                 connection.execute(
                     "insert into evidence_inbox"
                     " select * from evidence_items where id % 2 = 0");
               });
}

// Every update changes the value: SQLite does not write a row that stays as it is.
Workload update(Engine, Connection& connection, const Dataset& dataset) {
  Random random(kDatasetSeed);
  std::vector<Parameters> round;
  for (int k = 0; k < 64; ++k) {
    round.push_back({random.pick(std::span(dataset.evidence_items)).id});
  }
  return write(connection, "update evidence_drafts set score = 100.25 - score where id = $1",
               std::move(round), {});
}

/// A tenth of the table in one statement, another tenth in each turn.
Workload bulk_update(Engine, Connection& connection, const Dataset& dataset) {
  const auto tenth = static_cast<std::int64_t>(dataset.evidence_items.size()) / 10;
  std::vector<Parameters> round;
  for (std::int64_t k = 0; k < 10; ++k) round.push_back({k * tenth, (k + 1) * tenth});
  return write(connection,
               "update evidence_drafts set score = 100.25 - score where id > $1 and id <= $2",
               std::move(round), {});
}

using Make = std::function<Workload(Engine, Connection&, const Dataset&)>;

/// One row at a time, or with an argument so many.
void register_write(Databases& databases, const std::string& name,
                    std::optional<WorkloadInfo::Argument> argument, const Make& make) {
  const Stride stride = argument ? Stride::kEveryOperation : Stride::kInProcess;
  for (const Engine engine : {Engine::Sqlite, Engine::Postgres}) {
    register_workload({.engine = engine, .name = name, .argument = argument, .stride = stride},
                      [&databases, engine, make] {
                        return make(engine, databases.writing(engine),
                                    databases.dataset(kWritableRows));
                      });
  }
}

}  // namespace

void register_writes(Databases& databases) {
  const auto insert_one = [](Engine engine, Connection& connection, const Dataset& dataset) {
    return insert(engine, connection, dataset, 1);
  };
  register_write(databases, "insert_single", {}, insert_one);
  for (const std::int64_t rows : {10, 100, 1'000}) {
    register_write(databases, "insert_multi_row", WorkloadInfo::Argument{"batch", rows},
                   [rows](Engine engine, Connection& connection, const Dataset& dataset) {
                     return insert(engine, connection, dataset, static_cast<std::size_t>(rows));
                   });
  }
  register_write(databases, "update_single", {}, update);
  register_write(databases, "update_bulk", WorkloadInfo::Argument{"batch", 100}, bulk_update);
  register_write(databases, "upsert", {}, upsert);
}

}  // namespace benches::db
