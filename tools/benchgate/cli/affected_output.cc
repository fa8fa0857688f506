#include "benchgate/cli/affected_output.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "benchgate/base/name_table.h"
#include "benchgate/cli/text_table.h"

namespace benchgate::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr NameTable<reach::Answer, 3> kCodes = {{
    {reach::Answer::SameCode, "same_code"},
    {reach::Answer::Touched, "touched"},
    {reach::Answer::CannotTell, "cannot_tell"},
}};

std::string_view code_of(reach::Answer answer) {
  return name_in(kCodes, answer);
}

/// The same for people.
std::string word_of(reach::Answer answer) {
  std::string word(code_of(answer));
  std::ranges::replace(word, '_', ' ');
  return word;
}

std::ptrdiff_t count(std::span<const reach::Selected> benchmarks, reach::Answer answer) {
  return std::ranges::count(benchmarks, answer, &reach::Selected::answer);
}

std::string cause_of(const reach::Selected& benchmark) {
  return benchmark.functions.empty() ? benchmark.reason
                                     : fmt::format("{}", fmt::join(benchmark.functions, ", "));
}

}  // namespace

std::string affected_text(std::span<const reach::Selected> benchmarks) {
  const auto same = count(benchmarks, reach::Answer::SameCode);
  auto text = fmt::format("{} of {} benchmarks run the same code in base and head.\n", same,
                          benchmarks.size());
  if (static_cast<std::size_t>(same) == benchmarks.size()) return text;
  std::vector<std::vector<std::string>> rows{{"benchmark", "answer", "because of"}};
  for (const auto& one : benchmarks) {
    if (one.answer == reach::Answer::SameCode) continue;
    rows.push_back({one.benchmark, word_of(one.answer), cause_of(one)});
  }
  return text + "\n" + text_table(std::move(rows));
}

std::string affected_json(std::span<const reach::Selected> benchmarks) {
  Json document = {{"format", 1},
                   {"same_code", count(benchmarks, reach::Answer::SameCode)},
                   {"touched", count(benchmarks, reach::Answer::Touched)},
                   {"cannot_tell", count(benchmarks, reach::Answer::CannotTell)},
                   {"benchmarks", Json::array()}};
  for (const auto& one : benchmarks) {
    Json entry = {{"name", one.benchmark}, {"answer", code_of(one.answer)}};
    if (!one.functions.empty()) entry["functions"] = one.functions;
    if (!one.reason.empty()) entry["reason"] = one.reason;
    document["benchmarks"].push_back(std::move(entry));
  }
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace benchgate::cli
