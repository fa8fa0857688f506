#include "benchgate/gate/config_reader.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "benchgate/base/edit_distance.h"

namespace benchgate::gate {
namespace {

using Kind = ConfigNode::Kind;

constexpr std::string_view kUnits =
    "ns, us, ms, s, min, B, kB, MB, GB, KiB, MiB, GiB, the same with /s, items/s or %";

std::string percent_hint(double value) {
  // 0.05 was meant as 5 %, and so was 5.
  const double percents = value > 0 && value < 1 ? value * 100 : value;
  return fmt::format("\"{:.6g} %\"", percents);
}

bool is_number(const ConfigNode& node) {
  return node.kind == Kind::Integer || node.kind == Kind::Real;
}

}  // namespace

std::string listed(std::span<const std::string_view> words) {
  std::string result;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) result += i + 1 == words.size() ? " or " : ", ";
    result += fmt::format("\"{}\"", words[i]);
  }
  return result;
}

ConfigReader::ConfigReader(const ConfigNode& table, std::string_view title,
                           std::span<const std::string_view> known, ConfigProblems& problems)
    : table_(&table), title_(title), problems_(&problems) {
  for (const auto& entry : table.entries) {
    if (std::ranges::find(known, entry.key) != known.end()) continue;
    const auto meant = nearest(entry.key, known);
    problems.add(entry.position,
                 fmt::format("unknown key {} in {}; {}", in_quotes(entry.key), title_,
                             meant ? fmt::format("did you mean \"{}\"?", *meant)
                                   : fmt::format("known here: {}", listed(known))));
  }
}

const ConfigEntry* ConfigReader::find(std::string_view key) const {
  const auto found = std::ranges::find(table_->entries, key, &ConfigEntry::key);
  return found == table_->entries.end() ? nullptr : &*found;
}

TextPosition ConfigReader::position_of(std::string_view key) const {
  const auto* entry = find(key);
  return entry == nullptr ? table_->position : entry->value.position;
}

void ConfigReader::problem(std::string_view key, const std::string& message) const {
  problems_->add(position_of(key), message);
}

const ConfigEntry* ConfigReader::typed(std::string_view key, Kind kind,
                                       const std::string& example) const {
  const auto* entry = find(key);
  if (entry == nullptr || entry->value.kind == kind) return entry;
  wrong_type(*entry, kind_name(kind), example);
  return nullptr;
}

void ConfigReader::wrong_type(const ConfigEntry& entry, std::string_view wanted,
                              const std::string& example) const {
  problems_->add(entry.value.position,
                 fmt::format("{} in {} is {}, but must be {}; write {} = {}", entry.key, title_,
                             kind_name(entry.value.kind), wanted, entry.key, example));
}

void ConfigReader::unknown_word(const ConfigEntry& entry,
                                std::span<const std::string_view> words) const {
  problems_->add(entry.value.position, fmt::format("{} cannot be {}; write {}", entry.key,
                                                   in_quotes(entry.value.text), listed(words)));
}

bool ConfigReader::usable_text(const ConfigNode& node, std::string_view key) const {
  if (node.text.empty()) {
    problems_->add(node.position, fmt::format("{} is empty; write something or remove it", key));
  } else if (node.text.find('\0') != std::string::npos) {
    problems_->add(node.position, fmt::format("{} holds a NUL character; remove it", key));
  } else {
    return true;
  }
  return false;
}

std::optional<std::string> ConfigReader::text(std::string_view key) const {
  const auto* entry = typed(key, Kind::Text, "\"...\"");
  if (entry == nullptr || !usable_text(entry->value, key)) return std::nullopt;
  return entry->value.text;
}

std::optional<std::vector<std::string>> ConfigReader::texts(std::string_view key) const {
  const auto* entry = find(key);
  if (entry == nullptr) return std::nullopt;
  if (entry->value.kind != Kind::List) {
    const std::string example =
        entry->value.kind == Kind::Text ? in_quotes(entry->value.text) : std::string("\"...\"");
    wrong_type(*entry, "a list of texts", fmt::format("[{}]", example));
    return std::nullopt;
  }
  if (entry->value.items.empty()) {
    problem(key, fmt::format("{} is an empty list; write {} = [\"...\"]", key, key));
    return std::nullopt;
  }
  std::vector<std::string> result;
  for (const auto& item : entry->value.items) {
    if (item.kind != Kind::Text) {
      problems_->add(item.position, fmt::format("{} holds {}; write every part of it as a text",
                                                key, kind_name(item.kind)));
      return std::nullopt;
    }
    if (!usable_text(item, key)) return std::nullopt;
    result.push_back(item.text);
  }
  return result;
}

std::optional<std::int64_t> ConfigReader::integer(std::string_view key, std::int64_t least,
                                                  std::int64_t most) const {
  const auto* entry = typed(key, Kind::Integer, fmt::format("{}", least));
  if (entry == nullptr) return std::nullopt;
  const auto value = entry->value.integer;
  if (value >= least && value <= most) return value;
  problem(key,
          fmt::format("{} is {}; write a whole number from {} to {}", key, value, least, most));
  return std::nullopt;
}

std::optional<bool> ConfigReader::boolean(std::string_view key) const {
  const auto* entry = typed(key, Kind::Boolean, "true");
  if (entry == nullptr) return std::nullopt;
  return entry->value.boolean;
}

std::optional<double> ConfigReader::number_between(std::string_view key, double low,
                                                   double high) const {
  const auto* entry = find(key);
  if (entry == nullptr) return std::nullopt;
  const auto wanted = fmt::format("a number above {} and below {}", low, high);
  if (!is_number(entry->value)) {
    wrong_type(*entry, wanted, fmt::format("{}", (low + high) / 2));
    return std::nullopt;
  }
  const double value = entry->value.real;
  if (value > low && value < high) return value;  // not a number is neither
  problem(key, fmt::format("{} is {}; write {}", key, value, wanted));
  return std::nullopt;
}

std::optional<double> ConfigReader::percent(std::string_view key) const {
  const auto* entry = find(key);
  if (entry == nullptr) return std::nullopt;
  if (entry->value.kind != Kind::Text) {
    const bool guess = is_number(entry->value) && std::isfinite(entry->value.real);
    wrong_type(*entry, "a text with a percent sign",
               guess ? percent_hint(entry->value.real) : std::string("\"5 %\""));
    return std::nullopt;
  }
  const auto quantity = model::parse_quantity(entry->value.text);
  if (!quantity || quantity->unit != model::Unit::Fraction) {
    const bool bare = quantity && quantity->unit == model::Unit::None;
    problem(key, fmt::format("{} is {}, which is not a percentage; write it like {}", key,
                             in_quotes(entry->value.text),
                             bare ? percent_hint(quantity->value) : std::string("\"5 %\"")));
    return std::nullopt;
  }
  if (quantity->value >= 0) return quantity->value;
  problem(key, fmt::format("{} is negative; write how much worse is allowed, without a sign", key));
  return std::nullopt;
}

std::optional<std::chrono::duration<double>> ConfigReader::duration(std::string_view key) const {
  const auto* entry = typed(key, Kind::Text, "\"50 ms\"");
  if (entry == nullptr) return std::nullopt;
  const auto quantity = model::parse_quantity(entry->value.text);
  if (!quantity || quantity->unit != model::Unit::Nanoseconds) {
    problem(key, fmt::format("{} is {}, which is not a time; write a number with ns, us, ms, s or "
                             "min, like \"50 ms\"",
                             key, in_quotes(entry->value.text)));
    return std::nullopt;
  }
  if (quantity->value > 0) {
    return std::chrono::duration<double, std::nano>(quantity->value);
  }
  problem(key, fmt::format("{} is {}; write a time above zero", key, in_quotes(entry->value.text)));
  return std::nullopt;
}

std::optional<model::Quantity> ConfigReader::quantity(std::string_view key) const {
  const auto* entry = find(key);
  if (entry == nullptr) return std::nullopt;
  const auto& node = entry->value;
  if (is_number(node)) {
    if (std::isfinite(node.real)) return model::Quantity{node.real, model::Unit::None};
    problem(key, fmt::format("{} is {}; write a finite number", key, node.real));
    return std::nullopt;
  }
  if (node.kind != Kind::Text) {
    wrong_type(*entry, "a text with a number and its unit, or a plain number", "\"5 ms\"");
    return std::nullopt;
  }
  const auto quantity = model::parse_quantity(node.text);
  if (!quantity) {
    problem(key, fmt::format("{} is {}, which is not a number with a unit; known units: {}", key,
                             in_quotes(node.text), kUnits));
    return std::nullopt;
  }
  if (quantity->unit == model::Unit::None) {
    problem(key, fmt::format("{} is {}, which has no unit; add one ({}), or write {} without "
                             "quotes if there is none",
                             key, in_quotes(node.text), kUnits, node.text));
    return std::nullopt;
  }
  return quantity;
}

}  // namespace benchgate::gate
