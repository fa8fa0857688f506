#include "serialization/library_versions.h"

#include <brotli/encode.h>
#include <flatbuffers/base.h>
#include <fmt/core.h>
#include <google/protobuf/stubs/common.h>
#include <nlohmann/json.hpp>
#include <simdjson.h>
#include <zlib.h>
#include <zstd.h>

namespace benches {
namespace {

std::string dotted(unsigned major, unsigned minor, unsigned patch) {
  return fmt::format("{}.{}.{}", major, minor, patch);
}

/// Twelve bits each for minor and patch (brotli/encode.h, BrotliEncoderVersion).
std::string brotli_version() {
  const auto version = BrotliEncoderVersion();
  return dotted(version >> 24U, (version >> 12U) & 0xFFFU, version & 0xFFFU);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> serialization_library_versions() {
  return {
      {"nlohmann_json_version", dotted(NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR,
                                       NLOHMANN_JSON_VERSION_PATCH)},
      {"simdjson_version",
       dotted(simdjson::SIMDJSON_VERSION_MAJOR, simdjson::SIMDJSON_VERSION_MINOR,
              simdjson::SIMDJSON_VERSION_REVISION)},
      {"simdjson_implementation", simdjson::get_active_implementation()->name()},
      {"protobuf_version", google::protobuf::internal::VersionString(GOOGLE_PROTOBUF_VERSION)},
      {"flatbuffers_version",
       dotted(FLATBUFFERS_VERSION_MAJOR, FLATBUFFERS_VERSION_MINOR, FLATBUFFERS_VERSION_REVISION)},
      {"zlib_version", zlibVersion()},
      {"zstd_version", ZSTD_versionString()},
      {"brotli_version", brotli_version()},
  };
}

}  // namespace benches
