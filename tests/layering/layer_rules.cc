#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "layering/rules.h"

namespace layering {
namespace {

/// The first `count` parts of a path.
std::string head_of(const std::filesystem::path& path, int count) {
  std::filesystem::path head;
  for (const auto& part : path) {
    if (count-- == 0) break;
    head /= part;
  }
  return head.generic_string();
}

/// Which layer a file belongs to: its name in the diagram, or an unknown name.
std::string layer_of(const std::filesystem::path& path) {
  const auto text = path.generic_string();
  if (text == "tools/main.cc") return "main";
  if (text.starts_with("tools/benchgate/"))
    return head_of(path.lexically_relative("tools/benchgate"), 1);
  if (text.starts_with("tools/")) return head_of(path.lexically_relative("tools"), 1);
  return head_of(path, 2);
}

/// Which layer an include of ours means; nothing where it is not written from an include root.
std::optional<std::string> layer_of_include(const std::string& included, bool from_tools) {
  const auto slash = included.find('/');
  if (slash == std::string::npos) return std::nullopt;
  if (!from_tools) {
    if (included.starts_with("benchgate/")) return head_of(included, 2);
    if (included.starts_with("bench_main/")) return "bench_main";
    return "benches/" + included.substr(0, slash);
  }
  if (!included.starts_with("benchgate/")) return head_of(included, 1);
  return head_of(std::filesystem::path(included).lexically_relative("benchgate"), 1);
}

/// Made by a code generator, and included as it names them.
bool is_generated(const std::string& included) {
  return included.ends_with(".pb.h") || included.ends_with("_generated.h");
}

std::string listed(const Layers& layers) {
  std::string text;
  for (const auto& layer : layers) text += (text.empty() ? "" : ", ") + layer;
  return text.empty() ? "nothing of ours" : text;
}

}  // namespace

Violations check_layers(const std::vector<SourceFile>& files, const Arrows& arrows) {
  Violations found;
  for (const auto& file : files) {
    const auto layer = layer_of(file.path);
    const auto allowed = arrows.find(layer);
    if (allowed == arrows.end()) {
      found.push_back(file.path.string() + ":1: is in no known layer; draw '" + layer +
                      "' in tools/README.md");
      continue;
    }
    const bool from_tools = file.path.string().starts_with("tools/");
    for (const auto& include : file.includes) {
      if (!include.quoted && !include.path.starts_with("benchgate/")) continue;
      if (is_generated(include.path)) continue;
      const auto where = file.path.string() + ":" + std::to_string(include.line) + ": ";
      const auto target = layer_of_include(include.path, from_tools);
      if (!target || include.path.find("..") != std::string::npos) {
        found.push_back(where + "\"" + include.path +
                        "\" is not written from an include root; write \"benchgate/layer/file.h\"");
      } else if (*target != layer && !allowed->second.contains(*target)) {
        found.push_back(where + layer + " may not include " + *target + " (" + include.path +
                        "), but only " + listed(allowed->second) +
                        "; move the code or turn the dependency around");
      }
    }
  }
  return found;
}

Violations check_arrows(const std::vector<SourceFile>& files, const Arrows& arrows) {
  Arrows used;
  for (const auto& file : files) {
    const bool from_tools = file.path.string().starts_with("tools/");
    auto& layers = used[layer_of(file.path)];
    for (const auto& include : file.includes) {
      if (!include.quoted && !include.path.starts_with("benchgate/")) continue;
      if (const auto target = layer_of_include(include.path, from_tools)) layers.insert(*target);
    }
  }
  Violations found;
  for (const auto& [layer, targets] : arrows) {
    for (const auto& target : targets) {
      if (used[layer].contains(target)) continue;
      found.push_back("tools/README.md: " + layer + " -> " + target +
                      " is drawn, and no file uses it; remove the arrow");
    }
  }
  return found;
}

Violations check_circles(const Arrows& arrows) {
  Violations found;
  auto left = arrows;
  for (bool is_shrinking = true; is_shrinking;) {
    is_shrinking = std::erase_if(left, [&](const auto& layer) {
                     return std::ranges::none_of(layer.second, [&](const std::string& target) {
                       return left.contains(target);
                     });
                   }) > 0;
  }
  for (const auto& [layer, targets] : left) {
    found.push_back("tools/README.md: " + layer +
                    " includes what includes it; turn one arrow round");
  }
  return found;
}

}  // namespace layering
