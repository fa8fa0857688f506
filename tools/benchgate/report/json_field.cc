#include "benchgate/report/json_field.h"

#include <cmath>
#include <cstdint>
#include <limits>

#include <fmt/format.h>

#include "benchgate/base/error.h"

namespace benchgate::report {

JsonField JsonField::at(std::string_view key) const {
  if (!value_->is_object()) refuse("must be an object");
  const auto found = value_->find(key);
  const auto name = name_.empty() ? std::string(key) : fmt::format("{}.{}", name_, key);
  if (found == value_->end()) throw InputError(*file_, name + " is not there");
  return {*found, name, *file_};
}

std::vector<JsonField> JsonField::elements() const {
  if (!value_->is_array()) refuse("must be a list");
  if (value_->size() > kMostElements) refuse("is too long a list");
  std::vector<JsonField> fields;
  fields.reserve(value_->size());
  for (const auto& element : *value_) {
    fields.emplace_back(element, fmt::format("{}[{}]", name_, fields.size()), *file_);
  }
  return fields;
}

std::string JsonField::text() const {
  if (!value_->is_string()) refuse("must be a text");
  const auto& text = value_->get_ref<const std::string&>();
  if (text.size() > kMostText) refuse("is too long a text");
  return text;
}

bool JsonField::boolean() const {
  if (!value_->is_boolean()) refuse("must be true or false");
  return value_->get<bool>();
}

double JsonField::number() const {
  if (!value_->is_number()) refuse("must be a number");
  const double number = value_->get<double>();
  if (!std::isfinite(number)) refuse("must be a finite number");
  return number;
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
  constexpr std::uint64_t kMost = std::uint64_t{1} << 53U;
  if (!value_->is_number_unsigned() || value_->get<std::uint64_t>() > kMost) {
    refuse("must be a count");
  }
  return value_->get<std::size_t>();
}

int JsonField::integer() const {
  constexpr std::int64_t kMost = std::numeric_limits<int>::max();
  const bool fits = value_->is_number_integer() && value_->get<std::int64_t>() >= -kMost &&
                    value_->get<std::int64_t>() <= kMost;
  if (!fits) refuse("must be a whole number");
  return value_->get<int>();
}

std::vector<double> JsonField::numbers() const {
  if (!value_->is_array()) refuse("must be a list");
  if (value_->size() > kMostElements) refuse("is too long a list");
  std::vector<double> values;
  values.reserve(value_->size());
  for (const auto& element : *value_) {
    if (!element.is_number() || !std::isfinite(element.get<double>())) {
      refuse(fmt::format("must be a list of finite numbers, which [{}] is not", values.size()));
    }
    values.push_back(element.get<double>());
  }
  return values;
}

std::vector<std::string> JsonField::texts() const {
  std::vector<std::string> values;
  for (const auto& element : elements()) values.push_back(element.text());
  return values;
}

void JsonField::refuse(const std::string& what) const {
  throw InputError(*file_, fmt::format("{} {}", name_.empty() ? "the document" : name_, what));
}

}  // namespace benchgate::report
