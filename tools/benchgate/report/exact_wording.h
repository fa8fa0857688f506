// The reasons for verdicts on exact metrics, in words.
#pragma once

#include <string>

#include "benchgate/gate/assessment.h"

namespace benchgate::report {

[[nodiscard]] std::string exact_moved(const gate::Judgement& judgement);
[[nodiscard]] std::string exact_improved(const gate::Judgement& judgement);
[[nodiscard]] std::string exact_same(const gate::Judgement& judgement);

/// The ranges of a count that varies: ": base 5 to 7, head 6".
[[nodiscard]] std::string varying_sides(const gate::Judgement& judgement);

}  // namespace benchgate::report
