// Typed reading of one table of a configuration file: every value that is missing, of the wrong
// type or out of range becomes a problem with its place and what to write instead.
//
// Does not know which tables and keys benchgate.toml has: that is policy_file.cc and
// policy_sections.h.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/base/name_table.h"
#include "benchgate/gate/config_problems.h"
#include "benchgate/gate/config_tree.h"
#include "benchgate/model/unit.h"

namespace benchgate::gate {

/// "a, b or c", each in quotes.
[[nodiscard]] std::string listed(std::span<const std::string_view> words);

class ConfigReader {
 public:
  /// `title` names the table in messages: "[gate]". Keys that are not in `known` are problems.
  /// All arguments must outlive the reader.
  ConfigReader(const ConfigNode& table, std::string_view title,
               std::span<const std::string_view> known, ConfigProblems& problems);

  [[nodiscard]] TextPosition position() const { return table_->position; }
  [[nodiscard]] const ConfigEntry* find(std::string_view key) const;
  /// Where the value of `key` stands; the table where there is none.
  [[nodiscard]] TextPosition position_of(std::string_view key) const;
  void problem(std::string_view key, const std::string& message) const;

  // Each of these gives nothing where there is no such key, or where it became a problem.

  /// A text, not empty and without NUL.
  [[nodiscard]] std::optional<std::string> text(std::string_view key) const;
  /// A list of at least one such text.
  [[nodiscard]] std::optional<std::vector<std::string>> texts(std::string_view key) const;
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key, std::int64_t least,
                                                    std::int64_t most) const;
  [[nodiscard]] std::optional<bool> boolean(std::string_view key) const;
  /// A finite number between the two, both excluded.
  [[nodiscard]] std::optional<double> number_between(std::string_view key, double low,
                                                     double high) const;
  /// A text with a percent sign, not negative: "5 %" is 0.05.
  [[nodiscard]] std::optional<double> percent(std::string_view key) const;
  /// A text with a unit of time, above zero.
  [[nodiscard]] std::optional<std::chrono::duration<double>> duration(std::string_view key) const;
  /// A plain number (unit None), or a text with a number and its unit.
  [[nodiscard]] std::optional<model::Quantity> quantity(std::string_view key) const;

  /// One word of a few.
  template <class Enum, std::size_t N>
  [[nodiscard]] std::optional<Enum> word(std::string_view key,
                                         const NameTable<Enum, N>& names) const {
    std::array<std::string_view, N> words;
    std::ranges::transform(names, words.begin(), &NameTable<Enum, N>::value_type::second);
    const auto* entry = typed(key, ConfigNode::Kind::Text, listed(words));
    if (entry == nullptr) return std::nullopt;
    const auto value = value_in(names, entry->value.text);
    if (!value) unknown_word(*entry, words);
    return value;
  }

 private:
  [[nodiscard]] const ConfigEntry* typed(std::string_view key, ConfigNode::Kind kind,
                                         const std::string& example) const;
  void wrong_type(const ConfigEntry& entry, std::string_view wanted,
                  const std::string& example) const;
  void unknown_word(const ConfigEntry& entry, std::span<const std::string_view> words) const;
  [[nodiscard]] bool usable_text(const ConfigNode& node, std::string_view key) const;

  const ConfigNode* table_;
  std::string title_;
  ConfigProblems* problems_;
};

}  // namespace benchgate::gate
