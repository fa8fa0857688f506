// Records as rows of the tables of postgres_schema.h, and back. Within a transaction of the caller.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "benchgate/model/history.h"
#include "benchgate/store/postgres_connection.h"

namespace benchgate::store {

/// The key of a run or a series: a hash of its name. That two names have the same is as good as
/// impossible, and is noticed.
[[nodiscard]] std::int64_t run_key(std::string_view id);
[[nodiscard]] std::int64_t series_key(const model::SeriesKey& series);

/// `text` with the schema's name in place of each "{0}".
[[nodiscard]] std::string in_schema(std::string_view text, const std::string& schema);

/// What a code in `point.definition` means. Throws InputError, naming `place`, where it is unknown.
[[nodiscard]] model::MetricDefinition stored_definition(std::int64_t code,
                                                        const std::string& place);

/// True where it was added; false where there is one of its id.
[[nodiscard]] bool insert_record(PostgresConnection& connection, const std::string& schema,
                                 const model::HistoryRecord& record);

/// Nothing where there is none. Throws InputError, naming `place`, where it is damaged.
[[nodiscard]] std::optional<model::HistoryRecord> select_record(PostgresConnection& connection,
                                                                const std::string& schema,
                                                                std::string_view id,
                                                                const std::string& place);

}  // namespace benchgate::store
