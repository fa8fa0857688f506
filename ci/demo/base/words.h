// What the demonstration of gated pull requests measures.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

std::size_t count_words(std::string_view text);
std::string join(const std::vector<std::string>& words);
