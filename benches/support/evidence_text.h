#pragma once

// English that reads like compliance evidence: a few hundred characters per item,
// common words in most of them and rare ones in few, so that full-text search and
// compression have something real to work on.

#include <string>

#include "support/random.h"

namespace benches {

/// "Access review for customer records": what an auditor would call the upload.
[[nodiscard]] std::string evidence_title(Random& random);

/// Three to five sentences, 200 to 500 characters, ASCII.
[[nodiscard]] std::string evidence_text(Random& random);

/// "Maria Okafor"; 40 given names by 60 family names.
[[nodiscard]] std::string person_name(Random& random);

/// "Northwind Logistics"; not unique.
[[nodiscard]] std::string company_name(Random& random);

}  // namespace benches
