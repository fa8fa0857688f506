// Student's t distribution.
#pragma once

#include <cstddef>

namespace benchgate::stats {

/// The t with P(T > t) = tail for `degrees` degrees of freedom, at least 1; tail in (0, 1).
///
/// For predictions from a spread that was itself estimated: with a tail of 5e-5 and 20 values the
/// normal quantile would be 3.89 where 4.90 is needed.
/// Student, "The Probable Error of a Mean" (Biometrika 6, 1908).
/// Test values: SciPy 1.10 stats.t.isf.
[[nodiscard]] double student_t_upper_quantile(double tail, std::size_t degrees);

}  // namespace benchgate::stats
