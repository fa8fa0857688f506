#include "benchgate/work/found_policy.h"

#include "benchgate/gate/acceptance_file.h"
#include "benchgate/gate/policy_file.h"
#include "benchgate/work/acceptances.h"

namespace benchgate::work {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> nearest_policy() {
  std::error_code error;
  const auto start = fs::current_path(error);
  if (error) return std::nullopt;
  for (fs::path folder = start;; folder = folder.parent_path()) {
    if (fs::is_regular_file(folder / "benchgate.toml", error)) {
      // As a person would write it: relative where that is shorter.
      return folder == start ? fs::path("benchgate.toml") : folder / "benchgate.toml";
    }
    if (folder == folder.parent_path()) return std::nullopt;
  }
}

}  // namespace

FoundPolicy find_policy(const PolicyPlace& place) {
  FoundPolicy found;
  found.path = place.path.empty() ? nearest_policy() : std::optional<fs::path>(place.path);
  if (found.path) found.policy = gate::load_policy(*found.path);
  if (found.path) found.folder = found.path->parent_path();
  found.baselines =
      place.baselines.empty() ? found.folder / "baselines" : fs::path(place.baselines);
  found.acceptances = gate::load_acceptances(acceptance_path(found));
  return found;
}

}  // namespace benchgate::work
