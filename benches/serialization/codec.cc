#include "serialization/codec.h"

namespace benches {

std::vector<Codec> all_codecs() {
  return {json_codec(),    simdjson_codec(), cbor_codec(),
          msgpack_codec(), protobuf_codec(), flatbuffers_codec()};
}

}  // namespace benches
