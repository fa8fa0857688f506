#pragma once

#include <stdexcept>

namespace benches {

/// The machine lacks something that the suite needs: a server, a permission, disk.
/// The message says where, what, and what to do. run_suite() turns it into exit code 4.
class EnvironmentError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace benches
