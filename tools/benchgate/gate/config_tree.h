// A TOML text as a tree of values that know where they stand.
//
// The only place that knows the TOML library. It does not know which keys exist or what they
// mean.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/base/error.h"
#include "benchgate/gate/config_problems.h"

namespace benchgate::gate {

struct ConfigEntry;

/// One value. Which members mean something depends on `kind`.
struct ConfigNode {
  enum class Kind { Table, List, Text, Integer, Real, Boolean, Date };

  Kind kind = Kind::Table;
  TextPosition position;
  std::vector<ConfigEntry> entries;  ///< Table: in the order of the file
  std::vector<ConfigNode> items;     ///< List
  std::string text;  ///< Text: valid UTF-8, may hold any control character. Date: the day as
                     ///< 2027-02-01; empty where it is not a day alone
  std::int64_t integer = 0;  ///< Integer
  double real = 0;           ///< Integer and Real: may be infinite or not a number
  bool boolean = false;      ///< Boolean
};

struct ConfigEntry {
  std::string key;
  TextPosition position;  ///< of the key
  ConfigNode value;
};

/// "a table", "a list", "a text", "a whole number", ...
[[nodiscard]] std::string_view kind_name(ConfigNode::Kind kind);

/// The tree of `toml`; a byte-order mark is skipped. On a syntax error, adds it to `problems` and
/// gives an empty table. Refuses nesting that no policy needs, so that no text can exhaust the
/// stack.
[[nodiscard]] ConfigNode parse_config(std::string_view toml, ConfigProblems& problems);

}  // namespace benchgate::gate
