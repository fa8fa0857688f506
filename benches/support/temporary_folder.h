#pragma once

// A folder that is gone when this process is, however it ends.

#include <filesystem>
#include <string>
#include <string_view>

#include "support/guardian.h"

namespace benches {

/// Makes "benchgate-<purpose>-XXXXXX", mode 0700, in TMPDIR or /tmp. Throws
/// EnvironmentError if it cannot. Whoever calls this removes the folder.
[[nodiscard]] std::filesystem::path make_temporary_folder(std::string_view purpose);

/// The same path in a text of 92 characters, unless it is longer: slashes are repeated. A benchmark
/// that opens this path then allocates the same bytes wherever TMPDIR is. `path` is absolute.
[[nodiscard]] std::string of_constant_length(const std::filesystem::path& path);

/// Keeps the folder in use until this process ends. One that nobody uses any more, because
/// everybody was killed, is removed by the next benchgate (tools/benchgate/base/scratch_folder.h).
void keep_in_use(const std::filesystem::path& folder);

class TemporaryFolder {
 public:
  /// As make_temporary_folder(), with a guardian that removes it with all it holds.
  explicit TemporaryFolder(std::string_view purpose);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  Guardian guardian_;
};

}  // namespace benches
