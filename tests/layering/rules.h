// The rules that the source tree keeps, and who breaks them. design: an arrow means "may include",
// nothing else may.
#pragma once

#include <string>
#include <vector>

#include "layering/include_scan.h"

namespace layering {

/// `path:line: what is wrong; what to do`, in the order of the files.
using Violations = std::vector<std::string>;

/// Includes of our own: only along the arrows between layers.
[[nodiscard]] Violations check_layers(const std::vector<SourceFile>& files);

/// Includes of others: each library only inside its fence, and none that has no fence.
[[nodiscard]] Violations check_fences(const std::vector<SourceFile>& files);

/// #pragma once in headers, a source's own header first, no file that is too long.
[[nodiscard]] Violations check_files(const std::vector<SourceFile>& files);

}  // namespace layering
