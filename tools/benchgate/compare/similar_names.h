// Which names on one side look like a vanished name of the other: candidates for a rename.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace benchgate::compare {

/// At most three of `candidates`, most similar first, whose edit distance to `name` is at most a
/// third of the longer of the two. Names longer than 256 bytes and lists of more than 1,000
/// candidates are not searched: a suggestion is not worth a second of anybody's time.
[[nodiscard]] std::vector<std::string> similar_names(std::string_view name,
                                                     std::span<const std::string_view> candidates);

}  // namespace benchgate::compare
