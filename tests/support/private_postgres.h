// A PostgreSQL of the tests' own: in a temporary folder, on a Unix socket only, gone with the
// process.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "support/private_server.h"

namespace test_support {

class PrivatePostgres {
 public:
  /// The one of this process, started when first asked for; nothing where PostgreSQL's programs are
  /// not installed. Ask before there is a second thread.
  [[nodiscard]] static PrivatePostgres* get();

  /// A location for open_history(), each time another schema.
  [[nodiscard]] std::string new_location();
  /// The database, by the socket in `folder`; its own where that is not given.
  [[nodiscard]] std::string uri(const std::optional<std::filesystem::path>& folder = {}) const;
  [[nodiscard]] const std::filesystem::path& folder() const { return server_.folder(); }

 private:
  explicit PrivatePostgres(const std::filesystem::path& programs);

  benches::PrivateServer server_;
  int schemas_ = 0;
};

}  // namespace test_support
