// Shell-like patterns over benchmark and metric names.
#pragma once

#include <string_view>

namespace benchgate {

/// Does the whole of `text` match `pattern`? `*` is any run of characters, `/` included (names are
/// paths, and `db/*` should mean everything below), `?` any one character; all else is itself.
/// Linear in the length of `text` per `*`; no input makes it exponential.
[[nodiscard]] bool glob_match(std::string_view pattern, std::string_view text);

}  // namespace benchgate
