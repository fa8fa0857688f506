#include "benchgate/model/history.h"

#include <algorithm>
#include <array>
#include <utility>

namespace benchgate::model {
namespace {

constexpr std::size_t kLongestId = 80;

constexpr std::array<std::pair<Basis::Kind, std::string_view>, 2> kBases{{
    {Basis::Kind::Machine, "machine"},
    {Basis::Kind::Reference, "reference"},
}};

constexpr std::array<std::pair<HistoryFinding::Answer, std::string_view>, 4> kAnswers{{
    {HistoryFinding::Answer::Culprit, "culprit"},
    {HistoryFinding::Answer::Range, "range"},
    {HistoryFinding::Answer::NotConfirmed, "not_confirmed"},
    {HistoryFinding::Answer::Unanswered, "unanswered"},
}};

template <class Table, class Value>
std::string_view name_in(const Table& table, Value value) {
  return std::ranges::find(table, value, &Table::value_type::first)->second;
}

template <class Table>
auto value_in(const Table& table, std::string_view name)
    -> std::optional<typename Table::value_type::first_type> {
  const auto found = std::ranges::find(table, name, &Table::value_type::second);
  if (found == table.end()) return std::nullopt;
  return found->first;
}

}  // namespace

std::string_view basis_name(Basis::Kind kind) {
  return name_in(kBases, kind);
}

std::optional<Basis::Kind> basis_from(std::string_view name) {
  return value_in(kBases, name);
}

std::string_view answer_name(HistoryFinding::Answer answer) {
  return name_in(kAnswers, answer);
}

std::optional<HistoryFinding::Answer> answer_from(std::string_view name) {
  return value_in(kAnswers, name);
}

bool is_history_id(std::string_view text) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
  };
  return !text.empty() && text.size() <= kLongestId && text.front() != '.' && text.front() != '-' &&
         std::ranges::all_of(text, allowed);
}

}  // namespace benchgate::model
