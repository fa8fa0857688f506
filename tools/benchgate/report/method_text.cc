// How it was measured and decided, and which builds: the last section of every report.
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "benchgate/report/paired_method_text.h"
#include "benchgate/report/quantity_text.h"
#include "benchgate/report/view_parts.h"
#include "benchgate/report/wording.h"

namespace benchgate::report {
namespace {

using compare::Pairing;
using gate::Assessment;

std::string pairing_text(const Assessment& assessment) {
  switch (assessment.method.pairing) {
    case Pairing::Apart:
      return "measured apart: base and head ran at different moments";
    case Pairing::Together:
      return together_text(assessment);
    case Pairing::Alone:
      return "head alone: there is no base, only budgets were judged";
  }
  return {};
}

std::string test_text(const gate::Method& method) {
  if (method.family_size == 0) return "no timings were compared; exact metrics by exact comparison";
  const auto tests = counted(method.family_size, "test", "tests");
  const auto alpha = short_percent_text(method.family_alpha);
  if (method.pairing == Pairing::Together) return decided_by_pairs_text(tests, alpha);
  return fmt::format(
      "Mann-Whitney rank test, corrected for {}: noise within the runs blocks merging in {} of "
      "cases at most; exact metrics by exact comparison",
      tests, alpha);
}

std::string interval_description(const gate::Method& method) {
  std::string text = fmt::format(
      "{} intervals of head / base; an effect is head / base − 1, so for times + is slower",
      short_percent_text(method.level));
  if (method.pairing == Pairing::Together) {
    text +=
        "; effects come from the pairs, base and head are medians of each side alone, and need not "
        "have the same ratio";
  }
  return text;
}

std::string samples_text(const Assessment& assessment) {
  Extent base;
  Extent head;
  for (const auto& judgement : assessment.judgements) {
    if (judgement.base) base.add(judgement.base->samples);
    if (judgement.head) head.add(judgement.head->samples);
  }
  return fmt::format("{} in base, {} in head", base.text(), head.text());
}

/// The noise floor of the timings, where separate runs were compared.
std::string noise_text(const Assessment& assessment) {
  std::optional<double> lowest;
  std::optional<double> highest;
  for (const auto& judgement : assessment.judgements) {
    if (!judgement.noise_floor) continue;
    lowest = std::min(lowest.value_or(*judgement.noise_floor), *judgement.noise_floor);
    highest = std::max(highest.value_or(*judgement.noise_floor), *judgement.noise_floor);
  }
  if (!lowest) return {};
  const auto low = percent_text(*lowest);
  const auto high = percent_text(*highest);
  return fmt::format("separate runs differ by up to {}; timings below that never block merging",
                     low == high ? low : fmt::format("{} to {}", low, high));
}

/// What a second measurement said of the suspects of the first.
std::string confirmation_text(const gate::Confirmation& confirmation) {
  const auto suspects = counted(confirmation.suspects, "suspect", "suspects");
  if (confirmation.measured == 0) {
    return fmt::format("measured once: {} to be measured again", suspects);
  }
  auto text = fmt::format("measured twice: {} of {} confirmed", confirmation.confirmed, suspects);
  const auto left = confirmation.suspects - confirmation.measured;
  if (left > 0) text += fmt::format(", {} not measured again", left);
  return text;
}

}  // namespace

std::vector<Fact> method_of(const Assessment& assessment) {
  const auto& method = assessment.method;
  std::vector<Fact> facts = {{"Pairing", pairing_text(assessment)}};
  if (method.pairing != Pairing::Alone) {
    facts.push_back({"Decided", test_text(method)});
    facts.push_back({"Intervals", interval_description(method)});
    if (auto noise = noise_text(assessment); !noise.empty()) {
      facts.push_back({"Noise floor", std::move(noise)});
    }
  }
  if (method.confirmation.suspects > 0) {
    facts.push_back({"Confirmed", confirmation_text(method.confirmation)});
  }
  if (auto pairs = pairs_text(assessment); !pairs.empty()) {
    facts.push_back({"Pairs", std::move(pairs)});
  }
  if (method.pairing != Pairing::Together) {
    facts.push_back({"Samples", samples_text(assessment)});
  }
  return facts;
}

std::string side_text(const gate::SideIdentity& side) {
  std::vector<std::string> parts;
  if (!side.name.empty()) parts.push_back(side.name);
  if (!side.commit.empty()) {
    parts.push_back("commit " + side.commit.substr(0, 12) +
                    (side.dirty ? " with uncommitted changes" : ""));
  } else if (side.dirty) {
    parts.emplace_back("uncommitted changes");
  }
  if (!side.date.empty()) parts.push_back(side.date);
  if (!side.machine_class.empty()) parts.push_back("machine class " + side.machine_class);
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text.empty() ? "not recorded" : text;
}

}  // namespace benchgate::report
