// The keys of benchgate.toml, each declared once: name, type, default, help and what it is for.
//
// From a declaration follow the reader, messages about unknown keys, `benchgate policy keys` and
// the table in docs/policy.md. Checks of one key against another stay with the section that has
// both.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "benchgate/base/name_table.h"
#include "benchgate/gate/config_reader.h"

namespace benchgate::gate {

/// A key as people read about it.
struct KeyDescription {
  std::string table;  ///< "[gate]", "[[rule]]"
  std::string name;
  std::string type;
  std::string fallback;  ///< the value without the key, or in words what holds then
  std::string help;
  std::string applies_to;  ///< what the table concerns
};

/// A key of a table that is read into a T.
template <class T>
struct PolicyKey {
  std::string_view name;
  std::string type;
  std::string_view help;
  std::string otherwise{};  ///< what holds without the key, where its default is no value
  /// Empty: the section reads it by hand.
  std::function<void(const ConfigReader&, T&)> read{};
  std::function<std::string(const T&)> text{};            ///< its value, as the file writes it
  std::function<bool(const T&, const T&)> is_the_same{};  ///< in both
};

template <class T>
struct PolicyTable {
  std::string_view title;       ///< "[gate]"
  std::string_view applies_to;  ///< what it concerns
  std::vector<PolicyKey<T>> keys;
};

// The types of values. Each has a name, reads one, and writes one as the file does.

struct Percentage {
  [[nodiscard]] static std::string name() { return "percentage"; }
  [[nodiscard]] static auto read(const ConfigReader& reader, std::string_view key) {
    return reader.percent(key);
  }
  [[nodiscard]] static std::string text(double value) { return fmt::format("{:g} %", value * 100); }
};

struct Time {
  [[nodiscard]] static std::string name() { return "time"; }
  [[nodiscard]] static auto read(const ConfigReader& reader, std::string_view key) {
    return reader.duration(key);
  }
  [[nodiscard]] static std::string text(std::chrono::duration<double> value) {
    const double seconds = value.count();
    if (seconds < 1) return fmt::format("{:g} ms", seconds * 1000);
    return seconds < 60 ? fmt::format("{:g} s", seconds) : fmt::format("{:g} min", seconds / 60);
  }
};

struct Text {
  [[nodiscard]] static std::string name() { return "text"; }
  [[nodiscard]] static auto read(const ConfigReader& reader, std::string_view key) {
    return reader.text(key);
  }
  [[nodiscard]] static std::string text(const std::string& value) { return value; }
};

struct Texts {
  [[nodiscard]] static std::string name() { return "list of texts"; }
  [[nodiscard]] static auto read(const ConfigReader& reader, std::string_view key) {
    return reader.texts(key);
  }
  [[nodiscard]] static std::string text(const std::vector<std::string>& value) {
    return fmt::format("{}", fmt::join(value, " "));
  }
};

struct Flag {
  [[nodiscard]] static std::string name() { return "true or false"; }
  [[nodiscard]] static auto read(const ConfigReader& reader, std::string_view key) {
    return reader.boolean(key);
  }
  [[nodiscard]] static std::string text(bool value) { return value ? "true" : "false"; }
};

/// A number with a unit, or a plain one.
struct Amount {
  [[nodiscard]] static std::string name() { return "number with its unit"; }
  [[nodiscard]] static auto read(const ConfigReader& reader, std::string_view key) {
    return reader.quantity(key);
  }
  [[nodiscard]] static std::string text(const model::Quantity& value) {
    return fmt::format("{:g}", value.value);
  }
};

struct NumberBetween {
  double low;
  double high;
  [[nodiscard]] std::string name() const {
    return fmt::format("number above {:g} and below {:g}", low, high);
  }
  [[nodiscard]] auto read(const ConfigReader& reader, std::string_view key) const {
    return reader.number_between(key, low, high);
  }
  [[nodiscard]] static std::string text(double value) { return fmt::format("{:g}", value); }
};

struct WholeNumber {
  std::int64_t least;
  std::int64_t most;
  [[nodiscard]] std::string name() const {
    return fmt::format("whole number from {} to {}", least, most);
  }
  [[nodiscard]] auto read(const ConfigReader& reader, std::string_view key) const {
    return reader.integer(key, least, most);
  }
  template <class Integer>
  [[nodiscard]] static std::string text(Integer value) {
    return fmt::format("{}", value);
  }
};

template <class Enum, std::size_t N>
struct Word {
  const NameTable<Enum, N>& names;
  [[nodiscard]] std::string name() const {
    std::vector<std::string_view> words;
    for (const auto& [value, word] : names) words.push_back(word);
    return listed(words);
  }
  [[nodiscard]] auto read(const ConfigReader& reader, std::string_view key) const {
    return reader.word(key, names);
  }
  [[nodiscard]] std::string text(Enum value) const { return std::string(name_in(names, value)); }
};

/// One of the words of a table that lasts.
template <class Enum, std::size_t N>
[[nodiscard]] Word<Enum, N> word(const NameTable<Enum, N>& names) {
  return {names};
}

namespace policy_key_detail {

template <class Member>
struct ValueOf {
  using type = Member;
};
template <class Value>
struct ValueOf<std::optional<Value>> {
  using type = Value;
};

template <class Type, class Value>
std::string text_of(const Type& type, const Value& value) {
  return type.text(value);
}
template <class Type, class Value>
std::string text_of(const Type& type, const std::optional<Value>& value) {
  return value ? type.text(*value) : std::string();
}

}  // namespace policy_key_detail

/// The key of a member, which may be optional.
template <class T, class Member, class Type>
[[nodiscard]] PolicyKey<T> key(std::string_view name, Member T::*member, const Type& type,
                               std::string_view help, std::string otherwise = {}) {
  using Value = typename policy_key_detail::ValueOf<Member>::type;
  return {.name = name,
          .type = type.name(),
          .help = help,
          .otherwise = std::move(otherwise),
          .read =
              [=](const ConfigReader& reader, T& into) {
                if (auto value = type.read(reader, name)) {
                  into.*member = static_cast<Value>(std::move(*value));
                }
              },
          .text = [=](const T& from) { return policy_key_detail::text_of(type, from.*member); },
          .is_the_same = [=](const T& a, const T& b) { return a.*member == b.*member; }};
}

/// A key that its section reads by hand.
template <class T>
[[nodiscard]] PolicyKey<T> key_by_hand(std::string_view name, std::string type,
                                       std::string_view help, std::string otherwise = {}) {
  return {.name = name, .type = std::move(type), .help = help, .otherwise = std::move(otherwise)};
}

/// Reads what is there of `table` into `into`, and gives the reader for further checks.
template <class T>
ConfigReader read_keys(const PolicyTable<T>& table, const ConfigNode& node, T& into,
                       ConfigProblems& problems) {
  std::vector<std::string_view> names;
  for (const auto& one : table.keys) names.push_back(one.name);
  ConfigReader reader(node, table.title, names, problems);
  for (const auto& one : table.keys) {
    if (one.read) one.read(reader, into);
  }
  return reader;
}

/// The keys of a table with the defaults of a T that nothing was read into.
template <class T>
[[nodiscard]] std::vector<KeyDescription> describe(const PolicyTable<T>& table) {
  std::vector<KeyDescription> keys;
  const T nothing_read{};
  for (const auto& one : table.keys) {
    const auto value = one.text ? one.text(nothing_read) : std::string();
    keys.push_back({.table = std::string(table.title),
                    .name = std::string(one.name),
                    .type = one.type,
                    .fallback = value.empty() ? one.otherwise : value,
                    .help = std::string(one.help),
                    .applies_to = std::string(table.applies_to)});
  }
  return keys;
}

}  // namespace benchgate::gate
