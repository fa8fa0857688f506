#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "layering/rules.h"

namespace layering {
namespace {

using Layers = std::set<std::string, std::less<>>;

/// What each part of the tree may include, itself aside. Who adds an arrow here changes the
/// design: tools/README.md draws the same arrows.
const std::map<std::string, Layers, std::less<>>& arrows() {
  static const std::map<std::string, Layers, std::less<>> kArrows = {
      {"base", {}},
      {"stats", {}},
      {"model", {"base"}},
      {"formats", {"model", "base"}},
      {"store", {"formats", "model", "base"}},
      {"measure", {"stats", "formats", "model", "base"}},
      {"builds", {"measure", "model", "base"}},
      {"compare", {"stats", "model", "base"}},
      {"gate", {"compare", "stats", "model", "base"}},
      {"report", {"gate", "compare", "stats", "model", "base"}},
      {"github", {"report", "gate", "compare", "stats", "model", "base"}},
      {"history", {"gate", "compare", "stats", "store", "model", "base"}},
      {"site", {"history", "report", "store", "stats", "model", "base"}},
      {"work",
       {"report", "github", "site", "history", "builds", "measure", "store", "formats", "gate",
        "compare", "stats", "model", "base"}},
      {"cli",
       {"work", "report", "github", "site", "history", "builds", "measure", "store", "formats",
        "gate", "compare", "model", "base"}},
      {"main", {"cli"}},
      {"bench_main", {}},
      {"benches/support", {"bench_main"}},
      {"benches/db", {"benches/support"}},
      {"benches/cache", {"benches/support"}},
      {"benches/serialization", {"benches/support"}},
  };
  return kArrows;
}

/// The first `count` parts of a path.
std::string head_of(const std::filesystem::path& path, int count) {
  std::filesystem::path head;
  for (const auto& part : path) {
    if (count-- == 0) break;
    head /= part;
  }
  return head.generic_string();
}

/// Which layer a file belongs to: its key in arrows(), or an unknown name.
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

Violations check_layers(const std::vector<SourceFile>& files) {
  Violations found;
  for (const auto& file : files) {
    const auto layer = layer_of(file.path);
    const auto allowed = arrows().find(layer);
    if (allowed == arrows().end()) {
      found.push_back(file.path.string() + ":1: is in no known layer; add '" + layer +
                      "' and its arrows to tests/layering");
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

}  // namespace layering
