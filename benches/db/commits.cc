// The same small transaction with and without waiting until it is on the disk.
//
// SQLite: a file with a write-ahead log, synchronous full or off. PostgreSQL:
// synchronous_commit on or off (fsync itself stays on). On a TMPDIR without a disk behind
// it (tmpfs) durable costs nothing, and says nothing.

#include <memory>

#include "db/databases.h"
#include "db/suites.h"
#include "db/workload.h"

namespace benches::db {
namespace {

struct Committer {
  std::unique_ptr<Connection> connection;
  std::unique_ptr<Statement> update;
};

Workload commit(std::unique_ptr<Connection> connection, const char* durability) {
  auto committer = std::make_shared<Committer>();
  committer->connection = std::move(connection);
  committer->connection->execute(durability);
  committer->update = committer->connection->prepare(
      "update evidence_drafts set score = 100.25 - score where id = $1");
  const auto run = [committer](std::size_t turn) {
    const Parameter id = static_cast<std::int64_t>(turn) + 1;
    committer->connection->execute("begin");
    Fetched written = committer->update->run({&id, 1});
    committer->connection->execute("commit");
    written.bytes = bytes_of({&id, 1});
    return written;
  };
  return {.turns = 64, .run = run, .reset = {}, .plan = {}};
}

void register_commit(Databases& databases, Engine engine, const char* name, const char* durability,
                     Stride stride = Stride::kEveryOperation) {
  register_workload(
      {.engine = engine, .name = name, .argument = {}, .stride = stride, .waits = true},
      [&databases, engine, durability] { return commit(databases.connect(engine), durability); });
}

}  // namespace

void register_commits(Databases& databases) {
  register_commit(databases, Engine::Sqlite, "commit_durable", "pragma synchronous = full");
  register_commit(databases, Engine::Sqlite, "commit_not_durable", "pragma synchronous = off",
                  Stride::kInProcess);
  register_commit(databases, Engine::Postgres, "commit_durable", "set synchronous_commit = on");
  register_commit(databases, Engine::Postgres, "commit_not_durable",
                  "set synchronous_commit = off");
}

}  // namespace benches::db
