#pragma once

// The PostgreSQL that the suite measures: a private one in a temporary folder, on a
// Unix socket only, or the one that BENCHGATE_POSTGRES points to, where everything
// lives in schemas of our own that are dropped at the end, however this process ends.

#include <optional>
#include <string>

#include "support/guardian.h"
#include "support/private_server.h"

namespace benches::db {

struct PostgresOptions {
  /// A libpq connection string; nothing: start a private server.
  std::optional<std::string> conninfo;
  /// The folder that holds initdb and postgres; nothing: look for it.
  std::optional<std::string> binaries;

  /// From BENCHGATE_POSTGRES and BENCHGATE_POSTGRES_BIN.
  [[nodiscard]] static PostgresOptions from_environment();
};

class PostgresServer {
 public:
  /// Starts or connects. Throws EnvironmentError if that fails.
  explicit PostgresServer(const PostgresOptions& options);

  [[nodiscard]] const std::string& conninfo() const { return conninfo_; }

  /// What the names of our schemas start with: the same in every process on a private server; with
  /// the process's own on a shared one, where every schema that starts so is dropped at the end.
  [[nodiscard]] const std::string& schema_prefix() const { return schema_prefix_; }

  /// "15.18 (Debian ...)"
  [[nodiscard]] const std::string& version() const { return version_; }

  /// "fsync=on shared_buffers=..." of the settings that move a benchmark's numbers, as the
  /// server reports them.
  [[nodiscard]] const std::string& settings() const { return settings_; }

 private:
  void describe();

  std::string conninfo_;
  std::string schema_prefix_;
  std::string version_;
  std::string settings_;
  std::optional<PrivateServer> private_server_;
  std::optional<Guardian> schema_guardian_;
};

}  // namespace benches::db
