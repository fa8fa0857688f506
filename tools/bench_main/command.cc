#include "bench_main/command.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

namespace benchgate::agent {
namespace {

/// The text before the first blank, which is taken away with it.
std::string_view take_word(std::string_view& text) {
  const auto blank = text.find(' ');
  const auto word = text.substr(0, blank);
  text = blank == std::string_view::npos ? std::string_view{} : text.substr(blank + 1);
  return word;
}

ParsedCommand wrong(std::string error) {
  return {std::nullopt, std::move(error)};
}

bool is_within(std::string_view number, double most) {
  double value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  return error == std::errc{} && end == number.data() + number.size() && std::isfinite(value) &&
         value > 0 && value <= most;
}

std::optional<Length> parse_length(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (text.back() != 'x') {
    if (!is_within(text, kMaxSeconds)) return std::nullopt;
    return Length{std::string(text), false};
  }
  text.remove_suffix(1);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  if (!is_within(text, kMaxIterations)) return std::nullopt;
  return Length{std::string(text), true};
}

}  // namespace

ParsedCommand parse_command(const std::string& line) {
  std::string_view rest = line;
  const auto verb = take_word(rest);
  if (verb == "list" || verb == "quit") {
    if (!rest.empty()) return wrong(std::string(verb) + " takes nothing");
    return {Command{verb == "list" ? Verb::List : Verb::Quit, {}, {}}, {}};
  }
  if (verb == "count") {
    if (rest.empty()) return wrong("count: expected the name of a benchmark");
    return {Command{Verb::Count, {}, std::string(rest)}, {}};
  }
  if (verb != "run") return wrong("unknown command; there are: list, run, count, quit");
  const auto length = parse_length(take_word(rest));
  if (!length)
    return wrong("run: expected seconds above 0, or a number of iterations such as 100x");
  if (rest.empty()) return wrong("run: expected the name of a benchmark");
  return {Command{Verb::Run, *length, std::string(rest)}, {}};
}

}  // namespace benchgate::agent
