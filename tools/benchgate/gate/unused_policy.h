// Which entries of the policy concern nothing that was measured: most likely a typo, behind which a
// regression would pass.
#pragma once

#include "benchgate/gate/policy.h"
#include "benchgate/model/diagnostic.h"
#include "benchgate/model/run.h"

namespace benchgate::gate {

/// One diagnostic for each rule, budget and rename that matches nothing in either run and is not
/// optional. It is a Problem, because the entry might have had to block merging. A rename is done
/// if base has the new name already: a Note.
///
/// A rule or budget concerns a benchmark that failed whatever its metric, for nobody knows which
/// metrics it would have had. `base` may be empty.
[[nodiscard]] model::Diagnostics unused_entries(const Policy& policy, const model::Run& base,
                                                const model::Run& head);

/// One Problem for each suite that is not optional and whose filter matches none of the benchmarks
/// that a run without that filter has of it: it would measure nothing.
[[nodiscard]] model::Diagnostics unused_suite_filters(const Policy& policy, const model::Run& base,
                                                      const model::Run& head);

/// Do the runs hold all that the policy's suites have? Where a suite is missing or was filtered by
/// more than its own filter, an entry may concern what is not there. A suite is known by its name
/// or its executable's.
[[nodiscard]] bool holds_all_suites(const Policy& policy, const model::Run& base,
                                    const model::Run& head);

}  // namespace benchgate::gate
