// Can a result be written where it is wanted? Asked before the work, so that it is not lost.
//
// Changes nothing: no folder is created, no file touched. A full disk is found out by writing.
#pragma once

#include <filesystem>

namespace benchgate {

/// Throws EnvironmentError, which says what is in the way, unless write_file_atomically() could
/// replace or create `path` now: it is no folder, the folder it lies in exists or can be created,
/// and files can be made there.
void require_writable_file(const std::filesystem::path& path);

/// Likewise for files in `folder`.
void require_writable_folder(const std::filesystem::path& folder);

}  // namespace benchgate
