#include "benchgate/builds/cmake_text.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace benchgate::builds {
namespace {

bool is_of_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool is_space(char c) {
  return std::isspace(static_cast<unsigned char>(c)) != 0;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::vector<CMakeCommand> commands() {
    std::vector<CMakeCommand> found;
    while (skip_to_something()) {
      if (!is_of_name(peek())) {
        take();
        continue;
      }
      CMakeCommand command{.name = word(), .arguments = {}, .line = line_};
      if (!skip_to_something() || peek() != '(') continue;
      take();
      if (!read_arguments(command.arguments)) break;
      found.push_back(std::move(command));
    }
    return found;
  }

 private:
  [[nodiscard]] bool at_end() const { return text_.empty(); }
  [[nodiscard]] char peek() const { return text_.front(); }
  char take() {
    const char c = text_.front();
    text_.remove_prefix(1);
    if (c == '\n') ++line_;
    return c;
  }

  std::string word() {
    std::string name;
    while (!at_end() && is_of_name(peek())) {
      name += static_cast<char>(std::tolower(static_cast<unsigned char>(take())));
    }
    return name;
  }

  /// How many bytes `[[`, `[=[`, ... has here; nothing where there is none.
  [[nodiscard]] std::optional<std::size_t> bracket(std::string_view at) const {
    if (!at.starts_with('[')) return std::nullopt;
    const auto end = at.find_first_not_of('=', 1);
    if (end == std::string_view::npos || at[end] != '[') return std::nullopt;
    return end + 1;
  }

  /// What stands between the brackets.
  std::string bracket_text(std::size_t opening) {
    std::string closing(text_.substr(0, opening));
    std::ranges::replace(closing, '[', ']');
    for (std::size_t i = 0; i < opening; ++i) take();
    std::string inside;
    while (!at_end() && !text_.starts_with(closing)) inside += take();
    for (std::size_t i = 0; i < opening && !at_end(); ++i) take();
    return inside;
  }

  void skip_comment() {
    take();
    if (const auto opening = bracket(text_)) {
      (void)bracket_text(*opening);
    } else {
      while (!at_end() && peek() != '\n') take();
    }
  }

  /// False at the end.
  bool skip_to_something() {
    while (!at_end() && (is_space(peek()) || peek() == '#')) {
      if (peek() == '#') {
        skip_comment();
      } else {
        take();
      }
    }
    return !at_end();
  }

  std::string quoted() {
    take();
    std::string inside;
    while (!at_end() && peek() != '"') {
      if (peek() == '\\' && text_.size() > 1) take();
      inside += take();
    }
    if (!at_end()) take();
    return inside;
  }

  std::string unquoted() {
    std::string all;
    while (!at_end() && !is_space(peek()) && std::string_view("()#\";").find(peek()) == npos) {
      if (peek() == '\\' && text_.size() > 1) take();
      all += take();
    }
    return all;
  }

  /// False where the text ends before the parenthesis is closed.
  bool read_arguments(std::vector<std::string>& arguments) {
    int depth = 1;
    while (skip_to_something()) {
      const char c = peek();
      if (c == '(' || c == ')' || c == ';') {
        take();
        if (c != ';') depth += c == '(' ? 1 : -1;
        if (depth == 0) return true;
      } else if (const auto opening = bracket(text_)) {
        arguments.push_back(bracket_text(*opening));
      } else {
        arguments.push_back(c == '"' ? quoted() : unquoted());
      }
    }
    return false;
  }

  static constexpr auto npos = std::string_view::npos;
  std::string_view text_;
  std::size_t line_ = 1;
};

}  // namespace

std::vector<CMakeCommand> cmake_commands(std::string_view text) {
  return Reader(text).commands();
}

}  // namespace benchgate::builds
