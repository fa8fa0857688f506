#include "words.h"

std::string join(const std::vector<std::string>& words) {
  std::string all;
  for (const auto& word : words) all = all + word + ' ';
  return all;
}
