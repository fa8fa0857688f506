#include "layering/arrows.h"

#include <sstream>
#include <stdexcept>
#include <vector>

namespace layering {
namespace {

constexpr std::string_view kArrow = " -> ";
constexpr std::string_view kFence = "```";

/// The lines of the first fenced block that has arrows.
std::vector<std::string> lines_of_diagram(std::string_view readme) {
  std::istringstream text{std::string(readme)};
  std::vector<std::string> block;
  bool is_inside = false;
  bool has_arrows = false;
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with(kFence)) {
      if (is_inside && has_arrows) return block;
      is_inside = !is_inside;
      block.clear();
    } else if (is_inside) {
      has_arrows = has_arrows || line.find(kArrow) != std::string::npos;
      block.push_back(line);
    }
  }
  throw std::runtime_error("there is no diagram of the layers: a fenced block of `a -> b, c`");
}

/// "a, b" -> {"a", "b"}
Layers names_in(std::string_view list) {
  Layers names;
  while (!list.empty()) {
    const auto comma = list.find(',');
    auto name = list.substr(0, comma);
    name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
    name = name.substr(0, name.find(' '));
    if (name.empty()) throw std::runtime_error("a name is missing: " + std::string(list));
    names.emplace(name);
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
  return names;
}

}  // namespace

Arrows read_arrows(std::string_view readme) {
  Arrows arrows;
  for (const auto& line : lines_of_diagram(readme)) {
    const auto arrow = line.find(kArrow);
    if (arrow == std::string::npos) throw std::runtime_error("is no arrow: " + line);
    auto targets = names_in(std::string_view(line).substr(arrow + kArrow.size()));
    if (targets == Layers{"nothing"}) targets.clear();
    for (const auto& layer : names_in(std::string_view(line).substr(0, arrow))) {
      if (!arrows.emplace(layer, targets).second) {
        throw std::runtime_error("is drawn twice: " + layer);
      }
    }
  }
  for (const auto& [layer, targets] : arrows) {
    for (const auto& target : targets) {
      if (!arrows.contains(target)) throw std::runtime_error("is not drawn: " + target);
    }
  }
  return arrows;
}

}  // namespace layering
