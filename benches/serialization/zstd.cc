#include <zstd.h>

#include "serialization/codec_error.h"
#include "serialization/compression.h"

namespace benches {
namespace {

std::size_t checked(std::size_t result) {
  if (ZSTD_isError(result) != 0) {
    throw CodecError(std::string("zstd: ") + ZSTD_getErrorName(result));
  }
  return result;
}

}  // namespace

std::string zstd_compress(std::string_view data, int level) {
  std::string out(ZSTD_compressBound(data.size()), '\0');
  out.resize(checked(ZSTD_compress(out.data(), out.size(), data.data(), data.size(), level)));
  return out;
}

std::string zstd_decompress(std::string_view data, std::size_t max_size) {
  const unsigned long long size = ZSTD_getFrameContentSize(data.data(), data.size());
  if (size == ZSTD_CONTENTSIZE_ERROR) throw CodecError("zstd: not a frame");
  if (size == ZSTD_CONTENTSIZE_UNKNOWN) throw CodecError("zstd: the frame hides its size");
  if (size > max_size) throw CodecError("decompressed data exceeds its limit");
  // One frame and nothing after it: zstd itself would decode several in a row.
  if (checked(ZSTD_findFrameCompressedSize(data.data(), data.size())) != data.size()) {
    throw CodecError("zstd: bytes after the end");
  }
  std::string out(size, '\0');
  out.resize(checked(ZSTD_decompress(out.data(), out.size(), data.data(), data.size())));
  return out;
}

}  // namespace benches
