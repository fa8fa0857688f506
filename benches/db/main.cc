// db_bench: SQLite and PostgreSQL over the compliance platform's records.

#include "db/databases.h"
#include "db/suites.h"
#include "support/suite_main.h"

int main(int argc, char** argv) {
  using namespace benches::db;
  Databases databases;
  register_reads(databases);
  register_paging(databases);
  register_joins(databases);
  register_writes(databases);
  register_postgres_bulk(databases);
  register_commits(databases);
  register_connections(databases);
  register_pool(databases);
  return benches::run_suite(
      argc, argv, [&](std::span<const std::string> selected) { databases.prepare(selected); });
}
