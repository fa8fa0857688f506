#include <string>
#include <vector>

#include "benchgate/base/error.h"
#include "benchgate/gate/acceptance_file.h"
#include "fuzz/properties.h"

namespace benchgate::fuzz {

void check_acceptances(std::string_view bytes) {
  std::vector<gate::Acceptance> entries;
  try {
    entries = gate::parse_acceptances(bytes, "accepted.toml");
  } catch (const UsageError& error) {
    require(std::string_view(error.what()).starts_with("accepted.toml:"), "messages say where");
    return;
  }
  std::string written;
  for (const auto& entry : entries) {
    require(!entry.reason.empty() && !entry.by.empty(), "acceptances have a reason and a name");
    written += gate::acceptance_text(entry);
  }
  auto back = gate::parse_acceptances(written, "accepted.toml");
  require(back.size() == entries.size(), "what was written has all entries");
  for (std::size_t i = 0; i < back.size(); ++i) {
    back[i].position = entries[i].position;
    require(back[i] == entries[i], "entries come back");
  }
}

}  // namespace benchgate::fuzz
