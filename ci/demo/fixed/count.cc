#include <stdexcept>

#include "words.h"

std::size_t count_words(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  bool is_text = true;
  for (const char c : text) {
    const bool space = c == ' ' || (c >= '\t' && c <= '\r');
    is_text &= space || (c > ' ' && c <= '~');
    words += inside && space ? 1 : 0;
    inside = !space;
  }
  if (!is_text) throw std::invalid_argument("no text");
  return words + (inside ? 1 : 0);
}
