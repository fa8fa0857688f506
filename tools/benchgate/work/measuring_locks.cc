#include "benchgate/work/measuring_locks.h"

#include <string>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/base/hash.h"
#include "benchgate/base/new_file.h"
#include "benchgate/base/scratch_folder.h"
#include "benchgate/work/tree_suites.h"

namespace benchgate::work {
namespace {

namespace fs = std::filesystem;

/// Where this user's locks are; empty: nowhere, which keeps nobody from measuring.
fs::path lock_folder(const Getenv& getenv) try {
  const auto folder = cache_folder("", getenv) / "locks";
  std::error_code error;
  fs::create_directories(folder, error);
  return error ? fs::path() : folder;
} catch (const EnvironmentError&) {
  return {};
}

std::string whose(const ProcessLock& lock) {
  return lock.holder() ? fmt::format("another benchgate (process {})", *lock.holder())
                       : "another benchgate";
}

std::string name_of_lock(const fs::path& output) {
  std::error_code error;
  const auto place = fs::weakly_canonical(fs::absolute(output, error), error);
  return "output-" + short_hash(place.string());
}

}  // namespace

MeasuringLocks::MeasuringLocks(const fs::path& output, const Caller& caller) {
  remove_abandoned_folders(temporary_place());
  if (!output.empty()) {
    remove_abandoned_files(output);  // a folder, or nothing to look into
    remove_abandoned_files(output.has_parent_path() ? output.parent_path() : fs::path("."));
  }
  const auto folder = lock_folder(caller.getenv);
  if (folder.empty()) return;
  std::error_code error;
  if (!output.empty() && !fs::is_other(output, error)) {
    ProcessLock lock(folder / name_of_lock(output));
    if (lock.is_taken()) {
      throw EnvironmentError(
          fmt::format("{}: {} is writing it; wait for its end, or write somewhere else",
                      output.string(), whose(lock)));
    }
    locks_.push_back(std::move(lock));
  }
  ProcessLock machine(folder / "machine");
  if (machine.is_taken()) {
    caller.observer.note(
        fmt::format("warning: {} is measuring on this machine; both disturb each other, so run one "
                    "after the other",
                    whose(machine)));
  }
  locks_.push_back(std::move(machine));
}

}  // namespace benchgate::work
