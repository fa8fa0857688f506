#include <optional>
#include <string>

#include "benchgate/base/error.h"
#include "benchgate/compare/paired_comparison.h"
#include "benchgate/formats/google_benchmark_reader.h"
#include "benchgate/report/render.h"
#include "benchgate/report/results_json.h"
#include "benchgate/work/assess.h"
#include "fuzz/properties.h"

namespace benchgate::fuzz {
namespace {

std::optional<work::LoadedRun> read(std::string_view bytes, const std::string& name) {
  try {
    work::LoadedRun side{.run = formats::read_google_benchmark(bytes, {.path = name}),
                         .identity = {}};
    side.identity = gate::identity_of(side.run, name);
    return side;
  } catch (const InputError&) {
    return std::nullopt;
  }
}

gate::Assessment assess(const work::LoadedRun& base, const work::LoadedRun& head) {
  const work::FoundPolicy defaults;
  return compare::were_measured_together(base.run, head.run)
             ? work::assess_together(base, head, defaults)
             : work::assess_apart(base, head, defaults, work::ApartOptions{});
}

}  // namespace

void check_comparison(std::string_view bytes) {
  const auto split = std::min(bytes.find('\0'), bytes.size());
  const auto base = read(bytes.substr(0, split), "base.json");
  if (!base) return;
  const auto head = read(bytes.substr(std::min(split + 1, bytes.size())), "head.json");
  if (!head) return;
  const auto assessment = assess(*base, *head);
  require(report::read_results_json(report::write_results_json(assessment), "f.json") == assessment,
          "results come back");
  for (const auto* format : {"terminal", "markdown", "html"}) {
    require(!report::render(assessment, {.format = format}).empty(), "every format renders it");
  }
}

}  // namespace benchgate::fuzz
