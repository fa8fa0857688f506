// The rules that the source tree keeps, and who breaks them. design: an arrow means "may include",
// nothing else may.
#pragma once

#include <string>
#include <vector>

#include "layering/arrows.h"
#include "layering/include_scan.h"

namespace layering {

/// `path:line: what is wrong; what to do`, in the order of the files.
using Violations = std::vector<std::string>;

/// Includes of our own: only along the arrows between layers.
[[nodiscard]] Violations check_layers(const std::vector<SourceFile>& files, const Arrows& arrows);

/// Arrows that no file needs: what is allowed and not used is an invitation.
[[nodiscard]] Violations check_arrows(const std::vector<SourceFile>& files, const Arrows& arrows);

/// Layers that may include each other, and those above them.
[[nodiscard]] Violations check_circles(const Arrows& arrows);

/// Includes of others: each library only inside its fence, and none that has no fence.
[[nodiscard]] Violations check_fences(const std::vector<SourceFile>& files);

/// #pragma once in headers, a source's own header first, no file that is too long.
[[nodiscard]] Violations check_files(const std::vector<SourceFile>& files);

}  // namespace layering
