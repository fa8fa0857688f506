// A join of three tables, and the evidence of one framework's 20 controls by 21
// queries, by one join, and by two queries with a list of ids.

#include <memory>
#include <string>

#include "db/queries.h"
#include "db/suites.h"

namespace benches::db {
namespace {

std::vector<Parameters> framework_codes(const Dataset& dataset) {
  std::vector<Parameters> round;
  for (std::size_t k = 0; k < 8; ++k)
    round.push_back({std::string_view(dataset.frameworks[k].code)});
  return round;
}

std::vector<Parameters> framework_ids(const Dataset& dataset) {
  std::vector<Parameters> round;
  for (std::size_t k = 0; k < 8; ++k) round.push_back({dataset.frameworks[k].id});
  return round;
}

constexpr const char* kControls =
    "select id, reference, title from controls where framework_id = $1 order by id";
constexpr const char* kEvidenceOfControl =
    "select id, control_id, title, status, score from evidence_items"
    " where control_id = $1 order by id";
constexpr const char* kEvidenceOfControlsSqlite =
    "select id, control_id, title, status, score from evidence_items"
    " where control_id in (select value from json_each($1)) order by control_id, id";
constexpr const char* kEvidenceOfControlsPostgres =
    "select id, control_id, title, status, score from evidence_items"
    " where control_id = any($1) order by control_id, id";

/// A query for controls and one for their evidence.
struct TwoQueries {
  std::unique_ptr<Statement> controls;
  std::unique_ptr<Statement> evidence;
  std::vector<Parameters> round;
  std::vector<std::int64_t> ids = {};
  std::string list = {};

  [[nodiscard]] std::string plan(const Parameters& of_evidence) {
    return controls->plan(round.front()) + "; " + evidence->plan(of_evidence);
  }
};

Workload n_plus_one(Engine, Connection& connection, const Dataset& dataset) {
  auto queries = std::make_shared<TwoQueries>(TwoQueries{connection.prepare(kControls),
                                                         connection.prepare(kEvidenceOfControl),
                                                         framework_ids(dataset)});
  const auto run = [queries](std::size_t turn) {
    Fetched fetched = queries->controls->run(queries->round[turn], queries->ids);
    for (const std::int64_t id : queries->ids) {
      const Parameter parameter = id;
      fetched += queries->evidence->run({&parameter, 1});
    }
    return fetched;
  };
  return {.turns = queries->round.size(), .run = run, .reset = {}, .plan = [queries] {
            return queries->plan({std::int64_t{1}});
          }};
}

/// "{1,2,3}" for PostgreSQL, "[1,2,3]" for SQLite's json_each().
void write_list(std::string& list, Engine engine, const std::vector<std::int64_t>& ids) {
  list = engine == Engine::Sqlite ? "[" : "{";
  for (const std::int64_t id : ids) {
    if (list.size() > 1) list += ',';
    list += std::to_string(id);
  }
  list += engine == Engine::Sqlite ? ']' : '}';
}

Workload any_array(Engine engine, Connection& connection, const Dataset& dataset) {
  const char* evidence =
      engine == Engine::Sqlite ? kEvidenceOfControlsSqlite : kEvidenceOfControlsPostgres;
  auto queries = std::make_shared<TwoQueries>(TwoQueries{
      connection.prepare(kControls), connection.prepare(evidence), framework_ids(dataset)});
  const auto run = [queries, engine](std::size_t turn) {
    Fetched fetched = queries->controls->run(queries->round[turn], queries->ids);
    write_list(queries->list, engine, queries->ids);
    const Parameter parameter = std::string_view(queries->list);
    return fetched += queries->evidence->run({&parameter, 1});
  };
  return {.turns = queries->round.size(), .run = run, .reset = {}, .plan = [queries] {
            return queries->plan({std::string_view(queries->list)});
          }};
}

}  // namespace

void register_joins(Databases& databases) {
  register_query(databases, {.name = "join_three",
                             .sql = "select e.id, e.title, e.score, c.reference, c.title, f.name"
                                    " from evidence_items e"
                                    " join controls c on c.id = e.control_id"
                                    " join frameworks f on f.id = c.framework_id"
                                    " where f.code = $1 and e.status = 'approved'"
                                    " order by e.created_at desc limit 50",
                             .sizes = kAllSizes,
                             .round = framework_codes});

  register_reading(databases, "controls_n_plus_one", kUsualSizes, n_plus_one);

  register_query(databases, {.name = "controls_one_join",
                             .sql = "select c.id, c.reference, c.title,"
                                    " e.id, e.title, e.status, e.score"
                                    " from controls c join evidence_items e on e.control_id = c.id"
                                    " where c.framework_id = $1 order by c.id, e.id",
                             .sizes = kUsualSizes,
                             .round = framework_ids});

  register_reading(databases, "controls_any_array", kUsualSizes, any_array);
}

}  // namespace benches::db
