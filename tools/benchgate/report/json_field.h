// A value inside a JSON file with the way to it, read strictly: right type, finite, not too long.
//
// Every refusal is an InputError that names the file, the field ("rows[3].effect.ratio") and what
// it must be.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace benchgate::report {

class JsonField {
 public:
  /// The longest text, in bytes, and the longest list that are accepted.
  static constexpr std::size_t kMostText = std::size_t{1} << 20U;
  static constexpr std::size_t kMostElements = std::size_t{1} << 20U;

  JsonField(const nlohmann::json& value, std::string name, const std::filesystem::path& file)
      : value_(&value), name_(std::move(name)), file_(&file) {}

  /// The field `key` of an object; refused if it is not there.
  [[nodiscard]] JsonField at(std::string_view key) const;
  /// The elements of an array.
  [[nodiscard]] std::vector<JsonField> elements() const;

  /// Whether an object has the field `key`: one that files of older versions lack.
  [[nodiscard]] bool has(std::string_view key) const { return value_->contains(key); }

  [[nodiscard]] bool is_null() const { return value_->is_null(); }
  [[nodiscard]] std::string text() const;
  [[nodiscard]] bool boolean() const;
  [[nodiscard]] double number() const;
  [[nodiscard]] double positive() const;
  /// Strictly between 0 and 1.
  [[nodiscard]] double fraction() const;
  [[nodiscard]] std::size_t count() const;
  /// A whole number, below zero too.
  [[nodiscard]] int integer() const;
  [[nodiscard]] std::vector<double> numbers() const;
  [[nodiscard]] std::vector<std::string> texts() const;

  /// The enumerator that `parse` finds for the text.
  template <class Parse>
  [[nodiscard]] auto name(Parse parse, std::string_view expected) const {
    const auto found = parse(text());
    if (!found) refuse("is not " + std::string(expected));
    return *found;
  }

  /// What `read` makes of it, or nothing where it is null.
  template <class Read>
  [[nodiscard]] auto optional(Read read) const {
    using Value = decltype(read(*this));
    return is_null() ? std::optional<Value>() : std::optional<Value>(read(*this));
  }

  [[noreturn]] void refuse(const std::string& what) const;

 private:
  const nlohmann::json* value_;
  std::string name_;
  const std::filesystem::path* file_;
};

}  // namespace benchgate::report
