#include <algorithm>
#include <cctype>
#include <stdexcept>

#include "words.h"

std::size_t count_words(std::string_view text) {
  const auto is_text = [](unsigned char c) { return std::isprint(c) != 0 || std::isspace(c) != 0; };
  if (!std::all_of(text.begin(), text.end(), is_text)) throw std::invalid_argument("no text");
  std::size_t words = 0;
  bool inside = false;
  for (const unsigned char c : text) {
    const bool space = std::isspace(c) != 0;
    words += inside && space ? 1 : 0;
    inside = !space;
  }
  return words + (inside ? 1 : 0);
}
