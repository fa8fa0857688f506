// gzip, zstd and brotli behind one shape: the whole input in, the whole output out, as a
// service compresses a response body it holds in memory.
//
// No streaming and no dictionaries.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace benches {

struct Compression {
  std::string_view name;
  /// What a service uses for every response, and what it uses for an export that is
  /// compressed once and fetched often. Not the extremes: brotli 11 and zstd 19 take
  /// seconds for a megabyte and belong to build steps.
  int fast_level;
  int strong_level;

  std::string (*compress)(std::string_view data, int level);
  /// Throws CodecError for damaged or truncated input, for bytes after its end, and for
  /// output beyond `max_size` bytes.
  std::string (*decompress)(std::string_view data, std::size_t max_size);
};

[[nodiscard]] std::string gzip_compress(std::string_view data, int level);
[[nodiscard]] std::string gzip_decompress(std::string_view data, std::size_t max_size);
[[nodiscard]] std::string zstd_compress(std::string_view data, int level);
[[nodiscard]] std::string zstd_decompress(std::string_view data, std::size_t max_size);
[[nodiscard]] std::string brotli_compress(std::string_view data, int quality);
[[nodiscard]] std::string brotli_decompress(std::string_view data, std::size_t max_size);

inline constexpr std::array<Compression, 3> kCompressions{{
    {.name = "gzip",
     .fast_level = 1,
     .strong_level = 9,
     .compress = gzip_compress,
     .decompress = gzip_decompress},
    {.name = "zstd",
     .fast_level = 1,
     .strong_level = 12,
     .compress = zstd_compress,
     .decompress = zstd_decompress},
    {.name = "brotli",
     .fast_level = 1,
     .strong_level = 9,
     .compress = brotli_compress,
     .decompress = brotli_decompress},
}};

}  // namespace benches
