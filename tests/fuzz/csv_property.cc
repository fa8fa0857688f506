#include "benchgate/base/error.h"
#include "benchgate/formats/history_import.h"
#include "benchgate/formats/otava_csv.h"
#include "fuzz/imported_history.h"
#include "fuzz/properties.h"

namespace benchgate::fuzz {

void check_csv(std::string_view bytes) {
  try {
    check_imported(formats::read_otava_csv(bytes, "old.csv"));
  } catch (const InputError& error) {
    require(std::string_view(error.what()).starts_with("old.csv:"), "messages name the file");
  }
}

}  // namespace benchgate::fuzz
