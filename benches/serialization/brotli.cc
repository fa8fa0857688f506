#include <memory>

#include <brotli/decode.h>
#include <brotli/encode.h>

#include "serialization/codec_error.h"
#include "serialization/compression.h"
#include "serialization/growing_output.h"

namespace benches {
namespace {

struct DestroyDecoder {
  void operator()(BrotliDecoderState* state) const { BrotliDecoderDestroyInstance(state); }
};

const std::uint8_t* bytes_of(std::string_view data) {
  return reinterpret_cast<const std::uint8_t*>(data.data());
}

}  // namespace

std::string brotli_compress(std::string_view data, int quality) {
  // The bound is 0 where it would overflow; brotli says so for inputs near SIZE_MAX.
  std::size_t size = BrotliEncoderMaxCompressedSize(data.size());
  if (size == 0) throw CodecError("brotli: input too large");
  std::string out(size, '\0');
  if (BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, data.size(),
                            bytes_of(data), &size,
                            reinterpret_cast<std::uint8_t*>(out.data())) != BROTLI_TRUE) {
    throw CodecError("brotli: compression failed");
  }
  out.resize(size);
  return out;
}

std::string brotli_decompress(std::string_view data, std::size_t max_size) {
  const std::unique_ptr<BrotliDecoderState, DestroyDecoder> decoder(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr));
  if (!decoder) throw CodecError("brotli: out of memory");
  std::size_t left = data.size();
  const std::uint8_t* next_in = bytes_of(data);
  GrowingOutput out(max_size);
  for (;;) {
    std::size_t room = out.free_size();
    const std::size_t offered = room;
    auto* next_out = reinterpret_cast<std::uint8_t*>(out.free_begin());
    const BrotliDecoderResult result =
        BrotliDecoderDecompressStream(decoder.get(), &left, &next_in, &room, &next_out, nullptr);
    out.use(offered - room);
    if (result == BROTLI_DECODER_RESULT_SUCCESS) break;
    if (result == BROTLI_DECODER_RESULT_ERROR) throw CodecError("brotli: damaged data");
    if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) {
      throw CodecError("brotli: truncated data");
    }
    out.grow();
  }
  if (left > 0) throw CodecError("brotli: bytes after the end");
  return out.take();
}

}  // namespace benches
