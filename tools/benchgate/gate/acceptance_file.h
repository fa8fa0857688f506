// Reads and extends baselines/accepted.toml, and refuses what it does not understand: an acceptance
// that is misread opens the gate.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/gate/acceptance.h"

namespace benchgate::gate {

struct Policy;

struct Policy;

/// The name of the file where the policy names no other: beside stored baselines.
inline constexpr std::string_view kAcceptanceFileName = "accepted.toml";

/// What the policy names, else baselines/accepted.toml; both relative to the policy's folder.
/// Reviewed like the policy, and not wherever --baselines leads to.
[[nodiscard]] std::filesystem::path acceptance_path(const Policy& policy,
                                                    const std::filesystem::path& folder);

/// What the policy names, else baselines/accepted.toml; both relative to the policy's folder.
/// Reviewed like the policy, and not wherever --baselines leads to.
[[nodiscard]] std::filesystem::path acceptance_path(const Policy& policy,
                                                    const std::filesystem::path& folder);

/// Throws UsageError that starts `path:line:column:` for a syntax error, an unknown or missing key,
/// a bad effect or date, and an entry that says the same as one above it.
[[nodiscard]] std::vector<Acceptance> parse_acceptances(std::string_view toml,
                                                        const std::filesystem::path& path);

/// The file at `path`; none where there is no such file. Throws UsageError where it cannot be read.
[[nodiscard]] std::vector<Acceptance> load_acceptances(const std::filesystem::path& path);

/// The entry as it is written: `[[accepted]]` and its keys, ending in a line end.
[[nodiscard]] std::string acceptance_text(const Acceptance& acceptance);

/// "+12 %", "64 kB", "3": as the file says it.
[[nodiscard]] std::string up_to_text(const model::Quantity& up_to);

/// `toml` with the entries behind what it has, which stays as it is. Throws UsageError as
/// parse_acceptances() where the two do not go together.
[[nodiscard]] std::string with_acceptances(std::string_view toml,
                                           std::span<const Acceptance> entries,
                                           const std::filesystem::path& path);

}  // namespace benchgate::gate
