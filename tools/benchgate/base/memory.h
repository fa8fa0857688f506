// Memory that a process has and does not use.
#pragma once

namespace benchgate {

/// Gives memory that was freed back to the system. The C library keeps it for what comes next,
/// which after reading a large file is far less, and in another thread's part. Does nothing where
/// the library has no such function. Takes milliseconds.
void return_freed_memory();

}  // namespace benchgate
