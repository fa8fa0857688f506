#include <limits>
#include <memory>

#include <zlib.h>

#include "serialization/codec_error.h"
#include "serialization/compression.h"
#include "serialization/growing_output.h"

namespace benches {
namespace {

constexpr int kGzipWindow = 15 + 16;  // 32 kB window, gzip framing (zlib.h, deflateInit2)
constexpr int kMemoryLevel = 8;       // zlib's default

// zlib's interface predates const; it does not write through next_in.
Bytef* input_of(std::string_view data) {
  return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(data.data()));
}

uInt checked_size(std::size_t size) {
  if (size > std::numeric_limits<uInt>::max()) throw CodecError("gzip: input above 4 GiB");
  return static_cast<uInt>(size);
}

struct EndDeflate {
  void operator()(z_stream* stream) const { deflateEnd(stream); }
};
struct EndInflate {
  void operator()(z_stream* stream) const { inflateEnd(stream); }
};

}  // namespace

std::string gzip_compress(std::string_view data, int level) {
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, kGzipWindow, kMemoryLevel, Z_DEFAULT_STRATEGY) !=
      Z_OK) {
    throw CodecError("gzip: cannot start at this level");
  }
  const std::unique_ptr<z_stream, EndDeflate> owner(&stream);
  std::string out(deflateBound(&stream, data.size()), '\0');
  stream.next_in = input_of(data);
  stream.avail_in = checked_size(data.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = checked_size(out.size());
  if (deflate(&stream, Z_FINISH) != Z_STREAM_END) throw CodecError("gzip: compression failed");
  out.resize(stream.total_out);
  return out;
}

std::string gzip_decompress(std::string_view data, std::size_t max_size) {
  z_stream stream{};
  stream.next_in = input_of(data);
  stream.avail_in = checked_size(data.size());
  if (inflateInit2(&stream, kGzipWindow) != Z_OK) throw CodecError("gzip: cannot start");
  const std::unique_ptr<z_stream, EndInflate> owner(&stream);
  GrowingOutput out(max_size);
  for (;;) {
    const uInt room = checked_size(out.free_size());
    stream.next_out = reinterpret_cast<Bytef*>(out.free_begin());
    stream.avail_out = room;
    const int result = inflate(&stream, Z_NO_FLUSH);
    out.use(room - stream.avail_out);
    if (result == Z_STREAM_END) break;
    if (result != Z_OK && result != Z_BUF_ERROR) throw CodecError("gzip: damaged data");
    if (stream.avail_out > 0) throw CodecError("gzip: truncated data");
    out.grow();
  }
  if (stream.avail_in > 0) throw CodecError("gzip: bytes after the end");
  return out.take();
}

}  // namespace benches
