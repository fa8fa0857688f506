#include "support/private_postgres.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <vector>

#include <libpq-fe.h>

namespace test_support {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> programs() {
  std::vector<fs::path> folders;
  if (const char* named = std::getenv("BENCHGATE_POSTGRES_BIN")) folders.emplace_back(named);
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", ignored)) {
    folders.push_back(entry.path() / "bin");
  }
  const auto found = std::ranges::find_if(
      folders, [&](const auto& folder) { return fs::exists(folder / "initdb", ignored); });
  if (found == folders.end()) return std::nullopt;
  return *found;
}

std::string uri_of(const fs::path& folder) {
  return "postgresql:///postgres?user=benchgate&port=5432&host=" + folder.string();
}

benches::ServerPlan plan_for(const fs::path& programs) {
  benches::ServerPlan plan;
  plan.name = "postgres";
  plan.refuses_root = true;
  plan.prepare = {programs / "initdb",
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
  plan.command = {programs / "postgres", "-D", "{folder}/data", "-k", "{folder}", "-p", "5432"};
  for (const auto* setting :
       {"listen_addresses=", "fsync=off", "shared_buffers=32MB", "max_connections=20"}) {
    plan.command.insert(plan.command.end(), {"-c", setting});
  }
  plan.ready = [](const fs::path& folder) {
    return fs::exists(folder / ".s.PGSQL.5432") && PQping(uri_of(folder).c_str()) == PQPING_OK;
  };
  plan.stop_signal = SIGQUIT;
  return plan;
}

}  // namespace

PrivatePostgres::PrivatePostgres(const fs::path& programs) : server_(plan_for(programs)) {}

PrivatePostgres* PrivatePostgres::get() {
  static const std::unique_ptr<PrivatePostgres> kServer = [] {
    const auto found = programs();
    return std::unique_ptr<PrivatePostgres>(found ? new PrivatePostgres(*found) : nullptr);
  }();
  return kServer.get();
}

std::string PrivatePostgres::uri(const std::optional<fs::path>& folder) const {
  return uri_of(folder.value_or(server_.folder()));
}

std::string PrivatePostgres::new_location() {
  return uri() + "#test_" + std::to_string(++schemas_);
}

}  // namespace test_support
