#include "benchgate/gate/acceptance_file.h"

#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <system_error>
#include <tuple>

#include <fmt/format.h>

#include "benchgate/base/commit_id.h"
#include "benchgate/base/file.h"
#include "benchgate/gate/config_problems.h"
#include "benchgate/gate/config_reader.h"
#include "benchgate/gate/config_tree.h"
#include "benchgate/gate/policy.h"
#include "benchgate/gate/policy_sections.h"

namespace benchgate::gate {
namespace {

constexpr std::size_t kMostBytes = 1 << 20;   // written by hand
constexpr std::size_t kLongestReason = 1000;  // it stands in every report

constexpr std::array<std::string_view, 1> kSections = {"accepted"};
constexpr std::array<std::string_view, 7> kKeys = {"benchmark", "metric", "up_to", "reason",
                                                   "by",        "until",  "base"};

/// What must be there, in a line.
std::string required(const ConfigReader& reader, std::string_view key, std::string_view example) {
  if (reader.find(key) == nullptr) {
    reader.problem("", fmt::format("this acceptance has no {}; write {} = {}", key, key, example));
    return {};
  }
  auto text = reader.text(key).value_or("");
  if (text.size() > kLongestReason) {
    reader.problem(key, fmt::format("{} is longer than {} bytes; reports show all of it, so keep "
                                    "it short and link to the rest",
                                    key, kLongestReason));
  }
  if (text.find_first_not_of(" \t\r\n") == std::string::npos && !text.empty()) {
    reader.problem(key, fmt::format("{} is blank; write something", key));
  }
  return text;
}

/// "+12 %", "-12 %"; with the minus sign of reports, U+2212, too.
std::optional<model::Quantity> parse_signed(std::string text) {
  constexpr std::string_view kMinus = "\xE2\x88\x92";
  if (text.starts_with(kMinus)) text.replace(0, kMinus.size(), "-");
  if (text.starts_with("+-")) return std::nullopt;
  return model::parse_quantity(std::string_view(text).substr(text.starts_with('+') ? 1 : 0));
}

model::Quantity read_effect(const ConfigReader& reader, const std::string& text) {
  const auto quantity = parse_signed(text);
  if (!quantity || quantity->unit == model::Unit::None) {
    reader.problem("up_to", fmt::format("up_to is {}, which is not an effect; write \"+12 %\", "
                                        "or for an exact metric the value itself, like 3 or \"64 "
                                        "kB\"",
                                        in_quotes(text)));
    return {};
  }
  if (quantity->unit != model::Unit::Fraction) return *quantity;
  const bool has_sign = text.front() == '+' || quantity->value < 0;
  if (quantity->value == 0) {
    reader.problem("up_to", "an effect of 0 % accepts nothing; write how far, like \"+12 %\"");
  } else if (!has_sign) {
    reader.problem("up_to",
                   fmt::format("up_to is {} without its sign; write \"+{}\" for more of it, "
                               "or \"-{}\" for less, as reports show effects",
                               in_quotes(text), text, text));
  } else if (quantity->value <= -1) {
    reader.problem("up_to", "nothing can fall by 100 % or more and be compared; write less");
  }
  return *quantity;
}

model::Quantity read_up_to(const ConfigReader& reader) {
  const auto* entry = reader.find("up_to");
  if (entry == nullptr) {
    reader.problem("", "this acceptance does not say up to which effect; write up_to = \"+12 %\"");
    return {};
  }
  if (entry->value.kind == ConfigNode::Kind::Text) return read_effect(reader, entry->value.text);
  return reader.quantity("up_to").value_or(model::Quantity{});
}

Date read_until(const ConfigReader& reader) {
  const auto* entry = reader.find("until");
  if (entry == nullptr) {
    reader.problem("", "this acceptance never ends; write until = 2027-02-01, its last day");
    return {};
  }
  const auto& value = entry->value;
  const bool may_be = value.kind == ConfigNode::Kind::Date || value.kind == ConfigNode::Kind::Text;
  const auto date = may_be ? parse_date(value.text) : std::nullopt;
  if (!date) {
    reader.problem("until", "until must be a day that exists; write until = 2027-02-01");
  }
  return date.value_or(Date{});
}

std::string read_base(const ConfigReader& reader) {
  auto base = reader.text("base").value_or("");
  if (!base.empty() && is_hexadecimal(base) && base.size() < kShortestCommit) {
    reader.problem("base", fmt::format("base is {}, too short for a commit; write {} digits of it "
                                       "or more",
                                       in_quotes(base), kShortestCommit));
  }
  return base;
}

Acceptance read_acceptance(const ConfigReader& reader) {
  return {.benchmark = required(reader, "benchmark", "\"db/*\""),
          .metric = reader.text("metric").value_or("clock"),
          .up_to = read_up_to(reader),
          .reason = required(reader, "reason", "\"why it is worth its price\""),
          .by = required(reader, "by", "\"your name\""),
          .until = read_until(reader),
          .base = read_base(reader),
          .position = reader.position()};
}

/// A text as TOML's basic string.
std::string toml_string(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += {'\\', c};
    } else if (byte < 0x20 || byte == 0x7F) {
      quoted += fmt::format("\\u{:04x}", byte);
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

}  // namespace

std::filesystem::path acceptance_path(const Policy& policy, const std::filesystem::path& folder) {
  const auto& named = policy.acceptances.file;
  return folder / (named.empty() ? std::filesystem::path("baselines") / kAcceptanceFileName
                                 : std::filesystem::path(named));
}

std::vector<Acceptance> parse_acceptances(std::string_view toml,
                                          const std::filesystem::path& path) {
  ConfigProblems problems(path);
  const auto root = parse_config(toml, problems);
  problems.throw_if_any();
  const ConfigReader sections(root, "the file", kSections, problems);
  std::vector<Acceptance> entries;
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> lines;
  for (const auto* table : tables_of(root, "accepted", problems)) {
    const ConfigReader reader(*table, "[[accepted]]", kKeys, problems);
    auto entry = read_acceptance(reader);
    const auto [first, added] =
        lines.emplace(std::tuple(entry.benchmark, entry.metric, entry.base), entry.position.line);
    if (!added && !entry.benchmark.empty()) {
      reader.problem(
          "", fmt::format("benchmark {} and metric {} are accepted on line {} already; "
                          "alter that entry or remove one of them",
                          in_quotes(entry.benchmark), in_quotes(entry.metric), first->second));
    }
    entries.push_back(std::move(entry));
  }
  problems.throw_if_any();
  return entries;
}

std::vector<Acceptance> load_acceptances(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error) && !error) return {};
  std::string toml;
  try {
    toml = read_file(path, kMostBytes);
  } catch (const InputError& unreadable) {
    throw UsageError(fmt::format("{}; it must be a file of acceptances", unreadable.what()));
  }
  return parse_acceptances(toml, path);
}

std::string up_to_text(const model::Quantity& up_to) {
  if (up_to.unit == model::Unit::Fraction) return fmt::format("{:+.10g} %", up_to.value * 100);
  const auto number = fmt::format("{}", up_to.value);
  if (up_to.unit == model::Unit::None || up_to.unit == model::Unit::Count) return number;
  return fmt::format("{} {}", number, model::unit_name(up_to.unit));
}

std::string acceptance_text(const Acceptance& acceptance) {
  const auto up_to = up_to_text(acceptance.up_to);
  const bool is_plain =
      acceptance.up_to.unit == model::Unit::None || acceptance.up_to.unit == model::Unit::Count;
  std::string text = "[[accepted]]\n";
  const auto add = [&text](std::string_view key, const std::string& value) {
    text += fmt::format("{} = {}\n", key, value);
  };
  add("benchmark", toml_string(acceptance.benchmark));
  add("metric", toml_string(acceptance.metric));
  add("up_to", is_plain ? up_to : toml_string(up_to));
  add("reason", toml_string(acceptance.reason));
  add("by", toml_string(acceptance.by));
  add("until", date_text(acceptance.until));
  if (!acceptance.base.empty()) add("base", toml_string(acceptance.base));
  return text;
}

std::string with_acceptances(std::string_view toml, std::span<const Acceptance> entries,
                             const std::filesystem::path& path) {
  std::string text(toml);
  if (!text.empty() && text.back() != '\n') text += '\n';
  for (const auto& entry : entries) {
    if (!text.empty()) text += '\n';
    text += acceptance_text(entry);
  }
  (void)parse_acceptances(text, path);
  return text;
}

}  // namespace benchgate::gate
