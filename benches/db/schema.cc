#include "db/schema.h"

#include <string>

#include <fmt/core.h>

namespace benches::db {
namespace {

// One text for both engines: SQLite takes PostgreSQL's type names, and keeps an
// "integer primary key" as its row id.
constexpr const char* kTables = R"(
create table users (
  id integer primary key,
  email text not null,
  full_name text not null,
  role text not null,
  created_at timestamptz not null);
create table business_profiles (
  id integer primary key,
  owner_id integer not null,
  name text not null,
  industry text not null,
  country text not null,
  employees integer not null);
create table frameworks (
  id integer primary key,
  code text not null,
  name text not null,
  version text not null);
create table controls (
  id integer primary key,
  framework_id integer not null,
  reference text not null,
  title text not null,
  description text not null);
create table assessment_sessions (
  id integer primary key,
  business_profile_id integer not null,
  framework_id integer not null,
  started_by integer not null,
  progress double precision not null,
  started_at timestamptz not null,
  completed_at timestamptz);
)";

// For evidence_items, and for what is written to: evidence_inbox and evidence_drafts.
constexpr const char* kEvidenceTable = R"(
create table {0} (
  id integer primary key,
  business_profile_id integer not null,
  control_id integer not null,
  uploaded_by integer not null,
  title text not null,
  text text not null,
  status text not null,
  score double precision not null,
  created_at timestamptz not null);
)";

constexpr const char* kIndexes = R"(
create unique index frameworks_code_idx on frameworks (code);
create index controls_framework_idx on controls (framework_id);
)";

constexpr const char* kEvidenceIndexes = R"(
create index {0}_control_idx on {0} (control_id);
create index {0}_status_created_idx on {0} (status, created_at);
create index {0}_created_idx on {0} (created_at, id);
)";

constexpr const char* kSqliteSearch = R"(
create virtual table evidence_search using fts5(
  title, text, content = 'evidence_items', content_rowid = 'id', tokenize = 'porter');
insert into evidence_search (evidence_search) values ('rebuild');
insert into evidence_search (evidence_search) values ('optimize');
)";

constexpr const char* kPostgresSearch = R"(
create table evidence_search (id integer primary key, document tsvector not null);
insert into evidence_search
  select id, to_tsvector('english', title || ' ' || text) from evidence_items order by id;
create index evidence_search_idx on evidence_search using gin (document);
analyze evidence_search;
)";

Parameters row_of(const User& r) {
  return {r.id, r.email, r.full_name, r.role, Timestamp{r.created_at}};
}

Parameters row_of(const BusinessProfile& r) {
  return {r.id, r.owner_id, r.name, r.industry, r.country, r.employees};
}

Parameters row_of(const Framework& r) {
  return {r.id, r.code, r.name, r.version};
}

Parameters row_of(const Control& r) {
  return {r.id, r.framework_id, r.reference, r.title, r.description};
}

Parameters row_of(const AssessmentSession& r) {
  Parameter completed_at = Null{};
  if (r.completed_at) completed_at = Timestamp{*r.completed_at};
  return {r.id,       r.business_profile_id,   r.framework_id, r.started_by,
          r.progress, Timestamp{r.started_at}, completed_at};
}

using db::row_of;

template <typename Record>
void load(Connection& connection, const char* table, const std::vector<Record>& records) {
  connection.load(table, records.size(), [&](std::size_t k) { return row_of(records[k]); });
}

}  // namespace

Parameters row_of(const EvidenceItem& r) {
  return {r.id,   r.business_profile_id,      r.control_id, r.uploaded_by,          r.title,
          r.text, benches::name_of(r.status), r.score,      Timestamp{r.created_at}};
}

void build(Connection& connection, const Dataset& dataset) {
  connection.execute(kTables + fmt::format(kEvidenceTable, "evidence_items"));
  load(connection, "users", dataset.users);
  load(connection, "business_profiles", dataset.business_profiles);
  load(connection, "frameworks", dataset.frameworks);
  load(connection, "controls", dataset.controls);
  load(connection, "evidence_items", dataset.evidence_items);
  load(connection, "assessment_sessions", dataset.assessment_sessions);
  connection.execute(kIndexes + fmt::format(kEvidenceIndexes, "evidence_items"));
  connection.execute("analyze");
}

void build_writable(Connection& connection, Engine engine, const Dataset& dataset) {
  for (const char* table : {"evidence_inbox", "evidence_drafts"}) {
    connection.execute(fmt::format(kEvidenceTable, table) + fmt::format(kEvidenceIndexes, table));
  }
  // Room for new versions of a row on its page, so that updating leaves no bloat.
  if (engine == Engine::Postgres) {
    connection.execute("alter table evidence_drafts set (fillfactor = 50)");
  }
  load(connection, "evidence_drafts", dataset.evidence_items);
  connection.execute("analyze evidence_drafts");
}

void build_search(Connection& connection, Engine engine) {
  connection.execute(engine == Engine::Sqlite ? kSqliteSearch : kPostgresSearch);
}

}  // namespace benches::db
