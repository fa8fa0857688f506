#include <cctype>

#include "words.h"

std::size_t count_words(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const unsigned char c : text) {
    const bool space = std::isspace(c) != 0;
    words += inside && space ? 1 : 0;
    inside = !space;
  }
  return words + (inside ? 1 : 0);
}
