// Consent to accepted regressions: a label that only people with write access can give.
//
// Acceptances are part of the change itself (baselines/accepted.toml), where a reviewer may
// overlook them. The forge says what it accepts and whether the label counts, never a
// result.
#pragma once

#include <string>
#include <string_view>

#include "benchgate/github/change_acceptances.h"
#include "benchgate/github/forge.h"
#include "benchgate/github/publication.h"

namespace benchgate::github {

/// Must somebody consent? A result that claims acceptances can only add to what git knows.
[[nodiscard]] bool needs_consent(const Publication& publication, const ChangeAcceptances& accepted);

/// Makes a publication that needs consent fail, unless it has consent. Its report lists the
/// acceptances of the change, and says who has consented or what is missing.
void demand_consent(Publication& publication, const ChangeAcceptances& accepted,
                    const Consent& consent, std::string_view label);

/// Of 1 to 50 characters that GitHub takes in a label and a line of text can show.
[[nodiscard]] bool is_label(std::string_view text);

}  // namespace benchgate::github
