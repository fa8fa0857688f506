#include "db/postgres_server.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include <fmt/core.h>
#include <libpq-fe.h>
#include <unistd.h>

#include "db/postgres_engine.h"
#include "support/environment_error.h"
#include "support/temporary_folder.h"

namespace benches::db {
namespace {

/// The private server's settings. Durability stays on, so that a commit costs what it
/// costs in production; what starts by itself and would fall into some measurements and
/// not others (vacuum, checkpoints, parallel workers, JIT) is off.
constexpr std::array<std::string_view, 17> kSettings = {
    "listen_addresses=",
    "fsync=on",
    "full_page_writes=on",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=4GB",
    "checkpoint_timeout=1h",
    "autovacuum=off",
    "shared_buffers=256MB",
    "work_mem=16MB",
    "random_page_cost=1.1",
    "effective_cache_size=1GB",
    "max_parallel_workers_per_gather=0",
    "jit=off",
    // A sample of 300 times this covers every table, so that ANALYZE is deterministic.
    "default_statistics_target=400",
    "huge_pages=off",
    "timezone=UTC",
};

constexpr std::string_view kReported =
    "autovacuum, checkpoint_timeout, default_statistics_target, effective_cache_size, fsync, "
    "full_page_writes, jit, max_parallel_workers_per_gather, max_wal_size, random_page_cost, "
    "server_encoding, shared_buffers, synchronous_commit, wal_level, work_mem";

std::optional<std::string> variable(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || *value == 0) return std::nullopt;
  return value;
}

bool has_server(const std::filesystem::path& folder) {
  return access((folder / "initdb").c_str(), X_OK) == 0 &&
         access((folder / "postgres").c_str(), X_OK) == 0;
}

/// /usr/lib/postgresql/15/bin of the newest version that Debian and Ubuntu installed.
std::optional<std::filesystem::path> newest_packaged() {
  std::optional<std::filesystem::path> newest;
  long newest_version = 0;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator("/usr/lib/postgresql", ignored)) {
    const long version = std::strtol(entry.path().filename().c_str(), nullptr, 10);
    if (version > newest_version && has_server(entry.path() / "bin")) {
      newest_version = version;
      newest = entry.path() / "bin";
    }
  }
  return newest;
}

std::filesystem::path find_binaries(const PostgresOptions& options) {
  if (options.binaries) {
    if (has_server(*options.binaries)) return *options.binaries;
    throw EnvironmentError(
        fmt::format("BENCHGATE_POSTGRES_BIN={}: there is no initdb and postgres in that folder",
                    *options.binaries));
  }
  if (const auto packaged = newest_packaged()) return *packaged;
  if (const auto initdb = find_program("initdb"); initdb && has_server(initdb->parent_path())) {
    return initdb->parent_path();
  }
  throw EnvironmentError(
      "PostgreSQL is not installed: no initdb and postgres in /usr/lib/postgresql/*/bin or PATH; "
      "install it (apt-get install postgresql), set BENCHGATE_POSTGRES_BIN to its bin folder, or "
      "BENCHGATE_POSTGRES to the connection string of a running server; or leave it out with "
      "--benchmark_filter=db/sqlite");
}

std::string socket_conninfo(const std::filesystem::path& folder) {
  return fmt::format("host='{}' port=5432 user=benchgate dbname=postgres",
                     of_constant_length(folder));
}

bool answers(const std::filesystem::path& folder) {
  if (!std::filesystem::exists(folder / ".s.PGSQL.5432")) return false;
  const std::string conninfo = socket_conninfo(folder);
  return PQping(conninfo.c_str()) == PQPING_OK;
}

ServerPlan plan_for(const std::filesystem::path& binaries) {
  ServerPlan plan;
  plan.name = "postgres";
  plan.refuses_root = true;
  plan.prepare = {binaries / "initdb",
                  "-D",
                  "{folder}/data",
                  "-U",
                  "benchgate",
                  "-A",
                  "trust",
                  "-E",
                  "UTF8",
                  "--locale=C",
                  "--no-sync",
                  "--no-instructions"};
  plan.command = {binaries / "postgres", "-D", "{folder}/data", "-k", "{folder}", "-p", "5432"};
  for (const std::string_view setting : kSettings) {
    plan.command.insert(plan.command.end(), {"-c", std::string(setting)});
  }
  plan.ready = answers;
  // "Immediate shutdown": nothing here is worth a checkpoint.
  plan.stop_signal = SIGQUIT;
  return plan;
}

constexpr std::string_view kPrivatePrefix = "benchgate_private";

/// For a server that others use too. Always of the same length: a longer name in a connection
/// string or a statement is more bytes, and bytes are counted.
std::string unique_prefix() {
  return fmt::format("benchgate_{:07}_{:08x}", getpid(),
                     static_cast<unsigned>(time(nullptr)) & 0xffffffffU);
}

void drop_schemas(const std::string& conninfo, const std::string& prefix) {
  PostgresConnection connection(conninfo);
  for (const std::string& schema : connection.column(fmt::format(
           "select nspname from pg_namespace where starts_with(nspname, '{}')", prefix))) {
    connection.execute(fmt::format("drop schema {} cascade", schema));
  }
}

}  // namespace

PostgresOptions PostgresOptions::from_environment() {
  return {variable("BENCHGATE_POSTGRES"), variable("BENCHGATE_POSTGRES_BIN")};
}

PostgresServer::PostgresServer(const PostgresOptions& options)
    : schema_prefix_(options.conninfo ? unique_prefix() : std::string(kPrivatePrefix)) {
  if (options.conninfo) {
    conninfo_ = *options.conninfo;
    describe();
    schema_guardian_.emplace([this](Guardian::Owner& owner) {
      while (owner.wait(std::nullopt) != Guardian::Event::OwnerGone) {
      }
      drop_schemas(conninfo_, schema_prefix_);
    });
    return;
  }
  private_server_.emplace(plan_for(find_binaries(options)));
  conninfo_ = socket_conninfo(private_server_->folder());
  describe();
}

void PostgresServer::describe() {
  try {
    PostgresConnection connection(conninfo_);
    version_ = connection.column("show server_version").at(0);
    std::string list(kReported);
    settings_ = connection
                    .column(
                        "select string_agg(name || '=' || current_setting(name), ' ' order by "
                        "name) from pg_settings where name = any(string_to_array('" +
                        list + "', ', '))")
                    .at(0);
  } catch (const QueryError& error) {
    // Not the connection string: it may hold a password.
    throw EnvironmentError(fmt::format(
        "cannot use PostgreSQL at {}: {}",
        private_server_ ? private_server_->folder().string() : "BENCHGATE_POSTGRES", error.what()));
  }
}

}  // namespace benches::db
