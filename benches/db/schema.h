#pragma once

// The tables and indexes of the suite, and how they are filled. The SQL is in schema.cc
// in one piece: delete an index there and see what the gate says.

#include "db/engine.h"
#include "support/domain.h"

namespace benches::db {

/// Creates the tables, loads the dataset, creates the indexes and lets the engine
/// gather its statistics. The connection's default schema must be empty.
void build(Connection& connection, const Dataset& dataset);

/// Two tables with the columns and indexes of evidence_items, which itself is never
/// written to: evidence_inbox, empty, to insert into, and evidence_drafts, with the
/// dataset's items, to update.
void build_writable(Connection& connection, Engine engine, const Dataset& dataset);

/// What full-text search needs besides: slow to build, so only where it is searched.
void build_search(Connection& connection, Engine engine);

/// The values of an evidence item in the order of evidence_items' columns.
[[nodiscard]] Parameters row_of(const EvidenceItem& item);

}  // namespace benches::db
