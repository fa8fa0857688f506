#include <string>

#include "benchgate/measure/row_stream.h"
#include "fuzz/properties.h"

namespace benchgate::fuzz {

void check_row_stream(std::string_view bytes) {
  measure::RowStream at_once;
  static_cast<void>(at_once.feed(bytes));
  measure::RowStream by_bytes;
  for (const char c : bytes) {
    if (!by_bytes.feed(std::string_view(&c, 1))) break;
  }
  require(at_once.is_broken() == by_bytes.is_broken(), "pieces break where the whole does");
  require(at_once.row_count() == by_bytes.row_count(), "pieces have the rows of the whole");
  require(at_once.is_whole() == by_bytes.is_whole(), "pieces end where the whole does");
  const auto document = at_once.document();
  require(document == by_bytes.document(), "pieces make the document of the whole");
  measure::RowStream again;
  static_cast<void>(again.feed(document));
  require(again.row_count() == at_once.row_count(), "the document has all rows");
}

}  // namespace benchgate::fuzz
