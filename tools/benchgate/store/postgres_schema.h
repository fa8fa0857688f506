// The tables that a history has in PostgreSQL, and how they come to be: numbered migrations, each
// in a transaction, safe when several processes begin at once. docs/history.md shows the tables.
#pragma once

#include <string>

#include "benchgate/store/postgres_connection.h"

namespace benchgate::store {

/// The newest version that this benchgate knows.
inline constexpr int kPostgresSchema = 1;

/// Makes the tables in the schema `name` (already safe to be put into SQL) if they are not there
/// and `create` is set, and brings older ones up to date. Throws InputError, naming the database
/// as `place`, where there are none and it is not, or where a newer version made them.
void require_tables(PostgresConnection& connection, const std::string& name,
                    const std::string& place, bool create);

}  // namespace benchgate::store
