#include "serialization/record_benchmarks.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include <benchmark/benchmark.h>
#include <fmt/core.h>

#include "serialization/codec.h"
#include "serialization/codec_error.h"
#include "support/latency_recorder.h"

namespace benches {
namespace {

/// A codec and one payload in its format, checked once to come back as it went in.
class RoundTrip {
 public:
  RoundTrip(Codec codec, Codec writer, Payloads& payloads, PayloadSize size)
      : codec_(std::move(codec)), writer_(std::move(writer)), payloads_(&payloads), size_(size) {}

  [[nodiscard]] const Codec& codec() const { return codec_; }
  [[nodiscard]] PayloadSize size() const { return size_; }
  [[nodiscard]] std::span<const EvidenceItem> items() const { return payloads_->records(size_); }
  [[nodiscard]] const std::string& encoded() const { return *encoded_; }

  /// False, after marking the benchmark as failed, if the round trip changes anything.
  bool holds(benchmark::State& state) {
    try {
      if (!encoded_) encoded_ = checked();
      return true;
    } catch (const CodecError& error) {
      state.SkipWithError(error.what());
      return false;
    }
  }

 private:
  [[nodiscard]] std::string checked() const {
    std::string bytes = writer_.encode(items());
    if (!std::ranges::equal(codec_.decode(bytes), items())) {
      throw CodecError("the round trip does not return what went in");
    }
    return bytes;
  }

  Codec codec_;
  Codec writer_;
  Payloads* payloads_;
  PayloadSize size_;
  std::optional<std::string> encoded_;
};

void report(benchmark::State& state, const RoundTrip& trip, const LatencyRecorder& latency) {
  const auto records = static_cast<std::int64_t>(trip.size().records);
  const auto bytes = static_cast<std::int64_t>(trip.encoded().size());
  state.SetItemsProcessed(state.iterations() * records);
  state.SetBytesProcessed(state.iterations() * bytes);
  state.counters["bytes"] = static_cast<double>(bytes);
  if (records == 1) latency.publish(state);
}

void encode(benchmark::State& state, RoundTrip& trip) {
  if (!trip.holds(state)) return;
  const auto items = trip.items();
  LatencyRecorder latency(Stride::kInProcess);
  for (auto _ : state) {
    latency.time([&] { benchmark::DoNotOptimize(trip.codec().encode(items)); });
  }
  report(state, trip, latency);
}

void decode(benchmark::State& state, RoundTrip& trip) {
  if (!trip.holds(state)) return;
  LatencyRecorder latency(Stride::kInProcess);
  for (auto _ : state) {
    latency.time([&] { benchmark::DoNotOptimize(trip.codec().decode(trip.encoded())); });
  }
  report(state, trip, latency);
}

void sum_in_place(benchmark::State& state, RoundTrip& trip) {
  if (!trip.holds(state)) return;
  LatencyRecorder latency(Stride::kInProcess);
  for (auto _ : state) {
    latency.time(
        [&] { benchmark::DoNotOptimize(trip.codec().sum_scores_in_place(trip.encoded())); });
  }
  report(state, trip, latency);
}

using Body = void (*)(benchmark::State&, RoundTrip&);

void add(std::string_view operation, Body body, const std::shared_ptr<RoundTrip>& trip) {
  const std::string name =
      fmt::format("serialization/{}/{}/{}", trip->codec().name, operation, trip->size().path);
  benchmark::RegisterBenchmark(name.c_str(),
                               [body, trip](benchmark::State& state) { body(state, *trip); });
}

}  // namespace

void register_record_benchmarks(Payloads& payloads) {
  std::map<std::string, Codec> by_name;
  for (const auto& codec : all_codecs()) by_name.emplace(codec.name, codec);
  for (const auto& codec : all_codecs()) {
    const auto& writer =
        by_name.at(codec.reads_format_of.empty() ? codec.name : codec.reads_format_of);
    for (const auto size : kPayloadSizes) {
      const auto trip = std::make_shared<RoundTrip>(codec, writer, payloads, size);
      if (codec.encode) add("encode", encode, trip);
      add("decode", decode, trip);
      if (codec.sum_scores_in_place) add("sum_in_place", sum_in_place, trip);
    }
  }
}

}  // namespace benches
