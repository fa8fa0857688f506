// Reading by key, by filter, by month and by word.

#include <array>
#include <string_view>

#include "db/queries.h"
#include "db/suites.h"
#include "support/dataset.h"
#include "support/random.h"

namespace benches::db {
namespace {

std::vector<Parameters> random_ids(const Dataset& dataset) {
  Random random(kDatasetSeed);
  std::vector<Parameters> round;
  for (int k = 0; k < 64; ++k) {
    round.push_back({random.pick(std::span(dataset.evidence_items)).id});
  }
  return round;
}

std::vector<Parameters> rare_statuses(const Dataset&) {
  using namespace std::string_view_literals;
  return {{"rejected"sv}, {"in_review"sv}, {"pending"sv}, {"expired"sv}};
}

std::vector<Parameters> nothing(const Dataset&) {
  return {{}};
}

std::vector<Parameters> search_words(const Dataset&) {
  using namespace std::string_view_literals;
  return {{"encrypted backup"sv},   {"penetration test laptops"sv},
          {"malware exceptions"sv}, {"Lindqvist"sv},
          {"signing keys"sv},       {"committee accepted risk"sv},
          {"quarterly review"sv},   {"Okafor audit"sv}};
}

}  // namespace

void register_reads(Databases& databases) {
  register_query(databases, {.name = "select_by_key",
                             .sql = "select id, title, text, status, score, created_at"
                                    " from evidence_items where id = $1",
                             .sizes = kAllSizes,
                             .round = random_ids,
                             .stride = Stride::kInProcess});

  register_query(databases, {.name = "list_by_status_indexed",
                             .sql = "select id, title, status, score, created_at"
                                    " from evidence_items where status = $1"
                                    " order by created_at desc limit 50",
                             .sizes = kAllSizes,
                             .round = rare_statuses});

  register_query(databases,
                 {.name = "list_by_status_unindexed",
                  .sql = {"select id, title, status, score, created_at"
                          " from evidence_items not indexed where status = $1"
                          " order by created_at desc limit 50",
                          "select id, title, status, score, created_at"
                          " from evidence_items where status = $1"
                          " order by created_at desc limit 50"},
                  .sizes = kAllSizes,
                  .round = rare_statuses,
                  .postgres_session = "set enable_indexscan = off; set enable_indexonlyscan = off;"
                                      "set enable_bitmapscan = off"});

  register_query(databases,
                 {.name = "aggregate_by_month",
                  .sql = {"select strftime('%Y-%m', created_at, 'unixepoch') as month, status,"
                          " count(*), avg(score) from evidence_items"
                          " group by 1, 2 order by 1, 2",
                          "select date_trunc('month', created_at) as month, status,"
                          " count(*), avg(score) from evidence_items"
                          " group by 1, 2 order by 1, 2"},
                  .sizes = kAllSizes,
                  .round = nothing});

  register_query(databases,
                 {.name = "full_text_count",
                  .sql = {"select count(*) from evidence_search where evidence_search match $1",
                          "select count(*) from evidence_search"
                          " where document @@ plainto_tsquery('english', $1)"},
                  .sizes = kAllSizes,
                  .round = search_words});

  register_query(databases,
                 {.name = "full_text_ranked",
                  .sql = {"select e.id, e.title, bm25(evidence_search) as rank"
                          " from evidence_search s join evidence_items e on e.id = s.rowid"
                          " where evidence_search match $1 order by rank, e.id limit 20",
                          "select e.id, e.title,"
                          " ts_rank(s.document, plainto_tsquery('english', $1)) as rank"
                          " from evidence_search s join evidence_items e on e.id = s.id"
                          " where s.document @@ plainto_tsquery('english', $1)"
                          " order by rank desc, e.id limit 20"},
                  .sizes = kAllSizes,
                  .round = search_words});
}

}  // namespace benches::db
