// Whole files, read with a limit and written so that a reader never sees half of one.
//
// Not a file system abstraction: paths, folders and existence are std::filesystem's business.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace benchgate {

/// Reads a regular file of at most `max_bytes` into memory.
/// Throws InputError if it does not exist, is a folder, a FIFO or a device, is larger than
/// `max_bytes`, or cannot be read. Never blocks on a FIFO. The string has capacity for
/// `spare_bytes` more, for parsers that read in blocks.
[[nodiscard]] std::string read_file(const std::filesystem::path& path, std::size_t max_bytes,
                                    std::size_t spare_bytes = 0);

/// Replaces `path` with `content` in one step: written to a temporary file beside it, flushed to
/// the disk, renamed over it. A reader of `path` sees the old content or the new, never a part;
/// on any failure the old file stays. Creates the parent folders. A link stays one: what it leads
/// to is replaced. A device or a pipe (/dev/null) is written to as it is.
/// Throws EnvironmentError (no space, no permission).
void write_file_atomically(const std::filesystem::path& path, std::string_view content);

}  // namespace benchgate
