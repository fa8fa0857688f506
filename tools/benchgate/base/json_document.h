// JSON of files with a fixed form, read strictly: all of it is JSON, no key stands twice in an
// object, and every value is taken as what it must be.
//
// Every fault is an InputError with the file, the place and the expected value: line and column
// if it is not JSON, else the path to the field ("rows[3].effect.ratio"). Result files of
// other programs, which bend JSON's rules and are large, have a reader of their own: formats/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace benchgate {

class JsonField;

class JsonDocument {
 public:
  struct Options {
    /// The file's whole content, which `text` is a view into. Empty where places in `text` are none
    /// of a file: then no line is named.
    std::string_view content{};
    std::size_t most_depth = 32;
    /// What to do about a text that is not JSON.
    std::string_view advice = "was it edited by hand, or cut off?";
  };

  JsonDocument(std::string_view text, std::filesystem::path file, const Options& options);
  ~JsonDocument();
  JsonDocument(const JsonDocument&) = delete;
  JsonDocument& operator=(const JsonDocument&) = delete;

  [[nodiscard]] JsonField root() const;

 private:
  friend class JsonField;
  struct Node;
  class Builder;

  std::filesystem::path file_;
  std::unique_ptr<Builder> builder_;  // owns the texts
  std::vector<Node> nodes_;           // each followed by what is in it
};

/// A value of a document, which must outlive it.
class JsonField {
 public:
  /// The longest text, in bytes, and the longest list that are accepted.
  static constexpr std::size_t kMostText = std::size_t{1} << 20U;
  static constexpr std::size_t kMostElements = std::size_t{1} << 20U;

  /// The field `key` of an object; refused if it is not there.
  [[nodiscard]] JsonField at(std::string_view key) const;
  /// Nothing where it is not there, or where this is no object.
  [[nodiscard]] std::optional<JsonField> find(std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const { return find(key).has_value(); }
  /// Refuses a field of an object that is none of `keys`.
  void require_only(std::initializer_list<std::string_view> keys) const;
  /// The fields of an object.
  [[nodiscard]] std::vector<JsonField> fields() const;
  [[nodiscard]] std::string_view key() const;

  /// The elements of a list.
  [[nodiscard]] std::vector<JsonField> elements() const;
  /// Their number, and one of them: quick in short lists.
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] JsonField element(std::size_t index) const;

  [[nodiscard]] bool is_null() const;
  [[nodiscard]] bool is_text() const;
  [[nodiscard]] bool is_number() const;
  [[nodiscard]] bool is_boolean() const;
  [[nodiscard]] std::string text() const;
  [[nodiscard]] bool boolean() const;
  [[nodiscard]] double number() const;
  [[nodiscard]] double positive() const;
  /// Strictly between 0 and 1.
  [[nodiscard]] double fraction() const;
  [[nodiscard]] std::size_t count() const;
  /// A whole number from 0 to `most`.
  [[nodiscard]] std::uint32_t whole(std::uint32_t most) const;
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

  [[noreturn]] void refuse(std::string_view what) const;

 private:
  friend class JsonDocument;
  JsonField(const JsonDocument& document, std::uint32_t place)
      : document_(&document), place_(place) {}

  [[nodiscard]] const JsonDocument::Node& node() const;
  [[nodiscard]] std::string words() const;
  template <class Visit>
  void each(Visit visit) const;

  const JsonDocument* document_;
  std::uint32_t place_;
};

}  // namespace benchgate
