#include "benchgate/base/json_document.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <limits>
#include <utility>

#include <fmt/format.h>
#include <simdjson.h>

#include "benchgate/base/error.h"
#include "benchgate/base/text_position.h"

namespace benchgate {
namespace {

namespace ondemand = simdjson::ondemand;

enum class Kind : std::uint8_t { Object, Array, Text, Number, Boolean, Null };

constexpr std::uint64_t kMostCount = std::uint64_t{1} << 53U;
constexpr std::uint32_t kMostNodes = std::numeric_limits<std::uint32_t>::max() - 1;

/// A key is anybody's: nothing that moves a cursor may reach a terminal.
std::string shown(std::string_view key) {
  constexpr std::size_t kMost = 80;
  std::string text(key.substr(0, kMost));
  std::ranges::replace_if(
      text, [](char c) { return c < ' ' || c > '~'; }, '?');
  return text + (key.size() > kMost ? "..." : "");
}

}  // namespace

struct JsonDocument::Node {
  std::string_view key{};   ///< of a field
  std::string_view text{};  ///< of a text
  double number = 0;
  std::optional<std::int64_t> whole{};
  std::uint32_t parent = 0;
  std::uint32_t end = 0;   ///< the place behind it and what is in it
  std::uint32_t size = 0;  ///< how many are in it
  Kind kind = Kind::Null;
  bool is_true = false;
};

class JsonDocument::Builder {
 public:
  Builder(JsonDocument& document, std::string_view text, const Options& options)
      : document_(document), options_(options), given_(text), text_(text) {}

  void build() {
    const auto error = parser_.iterate(text_).get(parsed_);
    if (error != simdjson::SUCCESS) fail(nullptr, error);
    ondemand::json_type type{};
    if (const auto wrong = parsed_.type().get(type); wrong != simdjson::SUCCESS) {
      fail(text_.data(), wrong);
    }
    if (type != ondemand::json_type::object && type != ondemand::json_type::array) {
      document_.nodes_.push_back({.end = 1});
      return;
    }
    ondemand::value root;
    take(parsed_.get_value(), text_.data(), root);
    add(root, {}, 0, 1);
    if (const char* behind = nullptr; parsed_.current_location().get(behind) == simdjson::SUCCESS) {
      fail(behind, simdjson::TAPE_ERROR);
    }
  }

 private:
  using Nodes = std::vector<Node>;

  template <class Value>
  void take(simdjson::simdjson_result<Value> result, const char* at, Value& into) const {
    const auto error = std::move(result).get(into);
    if (error != simdjson::SUCCESS) fail(at, error);
  }

  void add(ondemand::value value, std::string_view key, std::uint32_t parent, std::size_t depth) {
    auto& nodes = document_.nodes_;
    const char* at = value.raw_json_token().data();
    if (depth > options_.most_depth) fail(at, simdjson::DEPTH_ERROR);
    if (nodes.size() >= kMostNodes) fail(at, simdjson::CAPACITY);
    const auto place = static_cast<std::uint32_t>(nodes.size());
    nodes.push_back({.key = key, .parent = parent});
    ondemand::json_type type{};
    take(value.type(), at, type);
    switch (type) {
      case ondemand::json_type::object:
        add_fields(value, at, place, depth);
        break;
      case ondemand::json_type::array:
        add_elements(value, at, place, depth);
        break;
      case ondemand::json_type::string:
        nodes[place].kind = Kind::Text;
        take(value.get_string(), at, nodes[place].text);
        break;
      case ondemand::json_type::number:
        add_number(value, at, nodes[place]);
        break;
      case ondemand::json_type::boolean:
        nodes[place].kind = Kind::Boolean;
        take(value.get_bool(), at, nodes[place].is_true);
        break;
      case ondemand::json_type::null:
        if (!is_word(value, "null")) fail(at, simdjson::N_ATOM_ERROR);
        break;
    }
    nodes[place].end = static_cast<std::uint32_t>(nodes.size());
  }

  static bool is_word(ondemand::value& value, std::string_view word) {
    const std::string_view token = value.raw_json_token();
    bool is_null = false;  // an error where the text ends behind it
    return token.substr(0, token.find_last_not_of(" \t\r\n") + 1) == word &&
           value.is_null().get(is_null) == simdjson::SUCCESS && is_null;
  }

  void add_number(ondemand::value& value, const char* at, Node& node) const {
    node.kind = Kind::Number;
    take(value.get_double(), at, node.number);
    if (std::int64_t whole = 0; value.get_int64().get(whole) == simdjson::SUCCESS) {
      node.whole = whole;
    }
  }

  void add_fields(ondemand::value& value, const char* at, std::uint32_t place, std::size_t depth) {
    auto& nodes = document_.nodes_;
    nodes[place].kind = Kind::Object;
    ondemand::object object;
    take(value.get_object(), at, object);
    std::vector<std::pair<std::string_view, std::uint32_t>> keys;
    for (auto result : object) {
      ondemand::field field;
      take(std::move(result), at, field);
      at = field.key().raw();
      // Newer versions of simdjson have unescaped_key() without an argument only in the result.
      std::string_view key;
      take(simdjson::simdjson_result<ondemand::field>(ondemand::field(field)).unescaped_key(), at,
           key);
      keys.emplace_back(key, static_cast<std::uint32_t>(nodes.size()));
      add(field.value(), key, place, depth + 1);
    }
    nodes[place].size = static_cast<std::uint32_t>(keys.size());
    std::ranges::sort(keys);
    const auto twice = std::ranges::adjacent_find(keys, {}, &decltype(keys)::value_type::first);
    if (twice != keys.end()) JsonField(document_, twice->second).refuse("stands twice");
  }

  void add_elements(ondemand::value& value, const char* at, std::uint32_t place,
                    std::size_t depth) {
    auto& nodes = document_.nodes_;
    nodes[place].kind = Kind::Array;
    ondemand::array array;
    take(value.get_array(), at, array);
    std::uint32_t size = 0;
    for (auto result : array) {
      ondemand::value element;
      take(std::move(result), at, element);
      at = element.raw_json_token().data();
      add(element, {}, place, depth + 1);
      ++size;
    }
    nodes[place].size = size;
  }

  [[noreturn]] void fail(const char* at, simdjson::error_code error) const {
    const bool too_large = error == simdjson::NUMBER_ERROR && at != nullptr && is_number(at);
    const auto what = fmt::format(
        "this is not JSON, or not all of it ({}); {}",
        too_large ? "a number is too large" : simdjson::error_message(error), options_.advice);
    std::optional<TextPosition> position;
    if (at != nullptr && !options_.content.empty()) {
      const auto begin = static_cast<std::size_t>(given_.data() - options_.content.data());
      position = position_of(options_.content, begin + static_cast<std::size_t>(at - text_.data()));
    }
    throw InputError(document_.file_, position, what);
  }

  /// Does a number of JSON begin here, and nothing that only begins like one?
  [[nodiscard]] static bool is_number(const char* at) {
    const std::string_view token(at, std::strcspn(at, " \t\r\n,]}"));
    return token.find_first_not_of("0123456789+-.eE") == std::string_view::npos;
  }

  JsonDocument& document_;
  Options options_;
  std::string_view given_;
  simdjson::padded_string text_;
  ondemand::parser parser_;
  ondemand::document parsed_;
};

JsonDocument::JsonDocument(std::string_view text, std::filesystem::path file,
                           const Options& options)
    : file_(std::move(file)), builder_(std::make_unique<Builder>(*this, text, options)) {
  builder_->build();
}

JsonDocument::~JsonDocument() = default;

JsonField JsonDocument::root() const {
  return {*this, 0};
}

const JsonDocument::Node& JsonField::node() const {
  return document_->nodes_[place_];
}

std::string JsonField::words() const {
  if (place_ == 0) return {};
  const JsonField around(*document_, node().parent);
  const auto outer = around.words();
  if (around.node().kind == Kind::Object) {
    return outer.empty() ? shown(key()) : fmt::format("{}.{}", outer, shown(key()));
  }
  std::size_t index = 0;
  for (auto at = node().parent + 1; at != place_; at = document_->nodes_[at].end) ++index;
  return fmt::format("{}[{}]", outer, index);
}

void JsonField::refuse(std::string_view what) const {
  const auto where = words();
  throw InputError(document_->file_,
                   fmt::format("{} {}", where.empty() ? "the document" : where, what));
}

template <class Visit>
void JsonField::each(Visit visit) const {
  for (auto at = place_ + 1; at < node().end; at = document_->nodes_[at].end) {
    visit(JsonField(*document_, at));
  }
}

std::optional<JsonField> JsonField::find(std::string_view key) const {
  if (node().kind != Kind::Object) return std::nullopt;
  for (auto at = place_ + 1; at < node().end; at = document_->nodes_[at].end) {
    if (document_->nodes_[at].key == key) return JsonField(*document_, at);
  }
  return std::nullopt;
}

JsonField JsonField::at(std::string_view key) const {
  if (node().kind != Kind::Object) refuse("must be an object");
  if (const auto found = find(key)) return *found;
  const auto outer = words();
  throw InputError(document_->file_,
                   fmt::format("{}{}{} is not there", outer, outer.empty() ? "" : ".", key));
}

std::vector<JsonField> JsonField::fields() const {
  if (node().kind != Kind::Object) refuse("must be an object");
  std::vector<JsonField> all;
  all.reserve(node().size);
  each([&](JsonField field) { all.push_back(field); });
  return all;
}

void JsonField::require_only(std::initializer_list<std::string_view> keys) const {
  if (node().kind != Kind::Object) refuse("must be an object");
  each([&](JsonField field) {
    if (std::ranges::find(keys, field.key()) == keys.end()) {
      field.refuse("is not a field that this version knows");
    }
  });
}

std::string_view JsonField::key() const {
  return node().key;
}

std::vector<JsonField> JsonField::elements() const {
  std::vector<JsonField> all;
  all.reserve(size());
  each([&](JsonField element) { all.push_back(element); });
  return all;
}

std::size_t JsonField::size() const {
  if (node().kind != Kind::Array) refuse("must be a list");
  if (node().size > kMostElements) refuse("is too long a list");
  return node().size;
}

JsonField JsonField::element(std::size_t index) const {
  assert(index < size());
  auto at = place_ + 1;
  for (; index > 0; --index) at = document_->nodes_[at].end;
  return {*document_, at};
}

bool JsonField::is_null() const {
  return node().kind == Kind::Null;
}
bool JsonField::is_text() const {
  return node().kind == Kind::Text;
}
bool JsonField::is_number() const {
  return node().kind == Kind::Number;
}
bool JsonField::is_boolean() const {
  return node().kind == Kind::Boolean;
}

std::string JsonField::text() const {
  if (!is_text()) refuse("must be a text");
  if (node().text.size() > kMostText) refuse("is too long a text");
  return std::string(node().text);
}

bool JsonField::boolean() const {
  if (!is_boolean()) refuse("must be true or false");
  return node().is_true;
}

double JsonField::number() const {
  if (!is_number()) refuse("must be a number");
  return node().number;
}

double JsonField::positive() const {
  const double value = number();
  if (value <= 0) refuse("must be above 0");
  return value;
}

double JsonField::fraction() const {
  const double value = number();
  if (value <= 0 || value >= 1) refuse("must lie between 0 and 1");
  return value;
}

std::size_t JsonField::count() const {
  const auto& whole = node().whole;
  if (!whole || *whole < 0 || static_cast<std::uint64_t>(*whole) > kMostCount) {
    refuse("must be a count");
  }
  return static_cast<std::size_t>(*whole);
}

std::uint32_t JsonField::whole(std::uint32_t most) const {
  const auto& whole = node().whole;
  if (!whole || *whole < 0 || *whole > std::int64_t{most}) {
    refuse(fmt::format("must be a whole number from 0 to {}", most));
  }
  return static_cast<std::uint32_t>(*whole);
}

int JsonField::integer() const {
  constexpr std::int64_t kMost = std::numeric_limits<int>::max();
  const auto& whole = node().whole;
  if (!whole || *whole < -kMost || *whole > kMost) refuse("must be a whole number");
  return static_cast<int>(*whole);
}

std::vector<double> JsonField::numbers() const {
  std::vector<double> values;
  values.reserve(size());
  each([&](JsonField element) {
    if (!element.is_number()) {
      refuse(fmt::format("must be a list of finite numbers, which [{}] is not", values.size()));
    }
    values.push_back(element.node().number);
  });
  return values;
}

std::vector<std::string> JsonField::texts() const {
  std::vector<std::string> values;
  values.reserve(size());
  each([&](JsonField element) { values.push_back(element.text()); });
  return values;
}

}  // namespace benchgate
