// What every decoder and decompressor of the suite throws for bytes it refuses.
#pragma once

#include <stdexcept>

namespace benches {

class CodecError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace benches
