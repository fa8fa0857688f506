#include "benchgate/model/history.h"

#include <algorithm>

#include "benchgate/base/name_table.h"

namespace benchgate::model {
namespace {

constexpr std::size_t kLongestId = 80;

constexpr NameTable<Basis::Kind, 2> kBases{{
    {Basis::Kind::Machine, "machine"},
    {Basis::Kind::Reference, "reference"},
}};

constexpr NameTable<HistoryFinding::Answer, 4> kAnswers{{
    {HistoryFinding::Answer::Culprit, "culprit"},
    {HistoryFinding::Answer::Range, "range"},
    {HistoryFinding::Answer::NotConfirmed, "not_confirmed"},
    {HistoryFinding::Answer::Unanswered, "unanswered"},
}};

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
