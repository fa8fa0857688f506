// The output of a decompressor that does not know its size: doubles up to a limit.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "serialization/codec_error.h"

namespace benches {

class GrowingOutput {
 public:
  explicit GrowingOutput(std::size_t max_size) : max_size_(max_size) {
    bytes_.resize(std::min<std::size_t>(max_size_, 16 * 1024));
  }

  [[nodiscard]] char* free_begin() { return bytes_.data() + used_; }
  [[nodiscard]] std::size_t free_size() const { return bytes_.size() - used_; }
  void use(std::size_t size) { used_ += size; }

  /// Makes room. Throws CodecError at the limit.
  void grow() {
    if (bytes_.size() == max_size_) throw CodecError("decompressed data exceeds its limit");
    bytes_.resize(std::min(max_size_, bytes_.size() * 2));
  }

  [[nodiscard]] std::string take() {
    bytes_.resize(used_);
    return std::move(bytes_);
  }

 private:
  std::size_t max_size_;
  std::size_t used_ = 0;
  std::string bytes_;
};

}  // namespace benches
