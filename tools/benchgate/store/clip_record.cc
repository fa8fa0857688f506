#include "benchgate/store/clip_record.h"

#include <cstddef>
#include <initializer_list>
#include <set>
#include <string_view>
#include <utility>

#include "benchgate/formats/utf8.h"
#include "benchgate/store/history_limits.h"

namespace benchgate::store {
namespace {

/// What a reader of a failure needs; 5,000 of them are a third of the largest record.
constexpr std::size_t kMostMessageBytes = 4'000;

std::string clipped(std::string_view text, std::size_t most) {
  static constexpr std::string_view kReplacement = "\xef\xbf\xbd";
  static constexpr std::string_view kEllipsis = "\xe2\x80\xa6";
  std::string kept;
  while (!text.empty()) {
    const auto valid = formats::valid_utf8_prefix(text);
    kept += text.substr(0, valid);
    text.remove_prefix(valid);
    if (text.empty()) break;
    kept += kReplacement;
    text.remove_prefix(1);
  }
  std::erase(kept, '\0');
  if (kept.size() <= most) return kept;
  kept.resize(most - kEllipsis.size());
  kept.resize(formats::valid_utf8_prefix(kept));
  kept += kEllipsis;
  return kept;
}

/// Names, and those among them that cannot be kept.
class Names {
 public:
  /// Can they all be kept?
  bool take(std::initializer_list<std::string_view> names) {
    bool all = true;
    for (const auto name : names) {
      if (can_be_kept(name)) continue;
      all = false;
      if (seen_.emplace(name).second) left_out_.emplace_back(name);
    }
    return all;
  }

  [[nodiscard]] std::vector<std::string> left_out() { return std::move(left_out_); }

 private:
  static bool can_be_kept(std::string_view name) {
    return name.size() <= kMostNameBytes && name.find('\0') == std::string_view::npos &&
           formats::valid_utf8_prefix(name) == name.size();
  }

  std::set<std::string, std::less<>> seen_;
  std::vector<std::string> left_out_;
};

}  // namespace

std::vector<std::string> clip_record(model::HistoryRecord& record) {
  Names names;
  std::erase_if(record.points, [&](const model::HistoryPoint& point) {
    return !names.take({point.series.suite, point.series.benchmark, point.series.metric});
  });
  std::erase_if(record.failures, [&](const model::HistoryFailure& failure) {
    return !names.take({failure.suite, failure.benchmark});
  });
  std::erase_if(record.run.environment,
                [&](const auto& field) { return !names.take({field.first}); });
  for (auto& failure : record.failures) {
    failure.message = clipped(failure.message, kMostMessageBytes);
  }
  for (auto& [field, value] : record.run.environment) {
    value = clipped(value, kMostTextBytes);
  }
  for (auto* text : {&record.run.subject, &record.run.title}) {
    *text = clipped(*text, kMostTextBytes);
  }
  return names.left_out();
}

}  // namespace benchgate::store
