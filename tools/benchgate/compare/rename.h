// Two names that are one benchmark: it was renamed between base and head.
#pragma once

#include <string>

#include "benchgate/base/error.h"

namespace benchgate::compare {

struct Rename {
  std::string from;            ///< name in base
  std::string to;              ///< name in head
  TextPosition position = {};  ///< where the policy says so
  bool optional = false;       ///< it may concern nothing
  bool operator==(const Rename&) const = default;
};

}  // namespace benchgate::compare
