// A page of 20 by offset, by keyset, and with the total counted along.

#include "db/queries.h"
#include "db/suites.h"

namespace benches::db {
namespace {

constexpr std::int64_t kPages = 16;

/// Pages spread evenly over the whole table, deep ones included.
std::vector<Parameters> offsets(const Dataset& dataset) {
  const auto items = static_cast<std::int64_t>(dataset.evidence_items.size());
  std::vector<Parameters> round;
  for (std::int64_t k = 0; k < kPages; ++k) round.push_back({items * k / kPages});
  return round;
}

/// The same pages by the last item of the page before.
std::vector<Parameters> cursors(const Dataset& dataset) {
  const std::size_t items = dataset.evidence_items.size();
  std::vector<Parameters> round;
  for (std::size_t k = 0; k < kPages; ++k) {
    const auto& last = dataset.evidence_items[items - 1 - items * k / kPages];
    round.push_back({Timestamp{last.created_at}, last.id});
  }
  return round;
}

std::vector<Parameters> approved(const Dataset&) {
  return {{std::string_view("approved")}};
}

}  // namespace

void register_paging(Databases& databases) {
  register_query(databases, {.name = "page_by_offset",
                             .sql = "select id, title, status, score, created_at"
                                    " from evidence_items"
                                    " order by created_at desc, id desc limit 20 offset $1",
                             .sizes = kAllSizes,
                             .round = offsets});

  register_query(databases, {.name = "page_by_keyset",
                             .sql = "select id, title, status, score, created_at"
                                    " from evidence_items where (created_at, id) < ($1, $2)"
                                    " order by created_at desc, id desc limit 20",
                             .sizes = kAllSizes,
                             .round = cursors});

  register_query(databases, {.name = "page_with_count_over",
                             .sql = "select id, title, status, score, created_at,"
                                    " count(*) over () as total"
                                    " from evidence_items where status = $1"
                                    " order by created_at desc, id desc limit 20",
                             .sizes = kAllSizes,
                             .round = approved});
}

}  // namespace benches::db
