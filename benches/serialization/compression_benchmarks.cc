#include "serialization/compression_benchmarks.h"

#include <cstdint>
#include <memory>
#include <optional>

#include <benchmark/benchmark.h>
#include <fmt/core.h>

#include "serialization/codec_error.h"
#include "serialization/compression.h"

namespace benches {
namespace {

/// A JSON text and what it is compressed, checked once to come back as it went in.
class CompressedJson {
 public:
  CompressedJson(const Compression& library, int level, Payloads& payloads, PayloadSize size)
      : library_(&library), level_(level), payloads_(&payloads), size_(size) {}

  [[nodiscard]] const Compression& library() const { return *library_; }
  [[nodiscard]] int level() const { return level_; }
  [[nodiscard]] PayloadSize size() const { return size_; }
  [[nodiscard]] const std::string& text() const { return payloads_->json(size_); }
  [[nodiscard]] const std::string& compressed() const { return *compressed_; }

  /// False, after marking the benchmark as failed, if the round trip changes anything.
  bool holds(benchmark::State& state) {
    try {
      if (!compressed_) compressed_ = checked();
      return true;
    } catch (const CodecError& error) {
      state.SkipWithError(error.what());
      return false;
    }
  }

 private:
  [[nodiscard]] std::string checked() const {
    std::string bytes = library_->compress(text(), level_);
    if (library_->decompress(bytes, text().size()) != text()) {
      throw CodecError("the round trip does not return what went in");
    }
    return bytes;
  }

  const Compression* library_;
  int level_;
  Payloads* payloads_;
  PayloadSize size_;
  std::optional<std::string> compressed_;
};

/// Bytes per second are of the uncompressed text, both ways.
void report(benchmark::State& state, const CompressedJson& json) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(json.size().records));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(json.text().size()));
  const auto bytes = static_cast<double>(json.compressed().size());
  state.counters["bytes"] = bytes;
  state.counters["ratio"] = static_cast<double>(json.text().size()) / bytes;
}

void compress(benchmark::State& state, CompressedJson& json) {
  if (!json.holds(state)) return;
  for (auto _ : state) {
    benchmark::DoNotOptimize(json.library().compress(json.text(), json.level()));
  }
  report(state, json);
}

void decompress(benchmark::State& state, CompressedJson& json) {
  if (!json.holds(state)) return;
  for (auto _ : state) {
    benchmark::DoNotOptimize(json.library().decompress(json.compressed(), json.text().size()));
  }
  report(state, json);
}

using Body = void (*)(benchmark::State&, CompressedJson&);

void add(std::string_view operation, Body body, const std::shared_ptr<CompressedJson>& json) {
  const std::string name = fmt::format("serialization/{}/{}/level:{}/{}", json->library().name,
                                       operation, json->level(), json->size().path);
  benchmark::RegisterBenchmark(name.c_str(),
                               [body, json](benchmark::State& state) { body(state, *json); });
}

}  // namespace

void register_compression_benchmarks(Payloads& payloads) {
  for (const auto& library : kCompressions) {
    for (const int level : {library.fast_level, library.strong_level}) {
      for (const auto size : {kPage, kExport}) {
        const auto json = std::make_shared<CompressedJson>(library, level, payloads, size);
        add("compress", compress, json);
        add("decompress", decompress, json);
      }
    }
  }
}

}  // namespace benches
