// What is known of exact metrics by their names beside their definition (metric.h): how exact they
// can be.
#pragma once

#include <string_view>

namespace benchgate::model {

/// Is `metric` a count divided by the iterations it was counted in? Then a value with a fraction
/// depends on how many those were.
[[nodiscard]] bool is_mean_over_iterations(std::string_view metric);

/// May benchgate have counted it in a process apart, so that it has other samples than the rest of
/// its benchmark, or none where there was no time?
[[nodiscard]] bool is_counted_apart(std::string_view metric);

/// Does it count bytes of memory that a benchmark needed?
[[nodiscard]] bool is_memory(std::string_view metric);

/// What an exact metric may move by, as a fraction, where no rule says. Bytes of memory hold texts
/// from outside (paths, names of users and hosts): 1 %. Nothing for all others.
[[nodiscard]] double exact_tolerance(std::string_view metric);

}  // namespace benchgate::model
