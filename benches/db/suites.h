#pragma once

// The groups of benchmarks, each in the source file of its name. `databases` must
// outlive the registered benchmarks.

namespace benches::db {

class Databases;

void register_reads(Databases& databases);
void register_paging(Databases& databases);
void register_joins(Databases& databases);
void register_writes(Databases& databases);
void register_postgres_bulk(Databases& databases);
void register_commits(Databases& databases);
void register_connections(Databases& databases);
void register_pool(Databases& databases);

}  // namespace benches::db
