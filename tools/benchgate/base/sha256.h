// SHA-256 (FIPS 180-4): tells whether a file is still the one it was, also where somebody would
// rather have it look so.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace benchgate {

class Sha256 {
 public:
  void add(std::string_view bytes);
  /// 64 hexadecimal digits; to be called once, at the end.
  [[nodiscard]] std::string digest();

 private:
  void compress(const unsigned char* block);

  std::array<std::uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> block_{};
  std::size_t in_block_ = 0;
  std::uint64_t bytes_ = 0;
};

/// Of a text.
[[nodiscard]] std::string sha256(std::string_view text);
/// Of a file of any size; nothing where it cannot be read.
[[nodiscard]] std::optional<std::string> sha256_of_file(const std::filesystem::path& path);

}  // namespace benchgate
