#include "benchgate/gate/apply_acceptances.h"

#include <algorithm>

namespace benchgate::gate {
namespace {

bool base_has(const AcceptanceFile& file, const Acceptance& entry) {
  return file.of_base && std::ranges::any_of(*file.of_base, [&](const Acceptance& other) {
           return entry.says_the_same_as(other);
         });
}

/// Used where the entry counts; else why it does not.
AcceptanceState standing_of(const Acceptance& entry, const AcceptanceFile& file,
                            const SideIdentity& base) {
  if (entry.until < file.today) return AcceptanceState::Expired;
  if (file.of_base) {
    return base_has(file, entry) ? AcceptanceState::InBase : AcceptanceState::Used;
  }
  const bool on_top = is_on_top_of(entry, base.commit, base.name);
  return on_top ? AcceptanceState::Used : AcceptanceState::OtherBase;
}

/// The first entry that covers the row; else the one that says most about it: in the order of
/// AcceptanceState.
class Choice {
 public:
  void consider(std::size_t entry, AcceptanceState state) {
    const bool better = !chosen_ || (state == AcceptanceState::Used
                                         ? state_ != AcceptanceState::Used
                                         : state_ != AcceptanceState::Used && state < state_);
    if (!better) return;
    chosen_ = entry;
    state_ = state;
  }
  [[nodiscard]] const std::optional<std::size_t>& entry() const { return chosen_; }
  [[nodiscard]] AcceptanceState state() const { return state_; }

 private:
  std::optional<std::size_t> chosen_;
  AcceptanceState state_ = AcceptanceState::Unused;
};

void note_on(const Acceptance& entry, AcceptanceState state, Judgement& judgement) {
  judgement.acceptance = RowAcceptance{.state = state,
                                       .up_to = entry.up_to,
                                       .reason = entry.reason,
                                       .by = entry.by,
                                       .until = entry.until};
  if (state == AcceptanceState::Used) judgement.verdict = Verdict::Accepted;
}

/// Of an entry that concerns several rows, the gravest is what is said.
void count(AcceptanceState state, AcceptanceUse& use) {
  if (state == AcceptanceState::Exceeded) {
    use.state = state;
    return;
  }
  ++use.rows;
  if (use.state == AcceptanceState::Unused) use.state = state;
}

}  // namespace

std::vector<Acceptance> new_in_change(const AcceptanceFile& file) {
  std::vector<Acceptance> entries;
  if (!file.of_base) return entries;
  for (const auto& entry : file.entries) {
    if (!base_has(file, entry)) entries.push_back(entry);
  }
  return entries;
}

std::vector<AcceptanceUse> apply_acceptances(const AcceptanceFile& file, const SideIdentity& base,
                                             std::vector<Judgement>& judgements) {
  std::vector<AcceptanceState> standings;
  std::vector<AcceptanceUse> uses;
  for (const auto& entry : file.entries) {
    const auto standing = standing_of(entry, file, base);
    standings.push_back(standing);
    AcceptanceUse use{
        .acceptance = entry,
        .state = standing == AcceptanceState::Used ? AcceptanceState::Unused : standing,
        .days_left = static_cast<int>((entry.until - file.today).count())};
    if (file.of_base) use.is_new = !base_has(file, entry);
    use.names_nothing = std::ranges::none_of(
        judgements, [&](const Judgement& judgement) { return names(entry, judgement); });
    uses.push_back(std::move(use));
  }
  for (auto& judgement : judgements) {
    if (judgement.verdict != Verdict::Regressed) continue;
    Choice choice;
    for (std::size_t i = 0; i < file.entries.size(); ++i) {
      const auto& entry = file.entries[i];
      if (!names(entry, judgement)) continue;
      const bool too_bad = standings[i] == AcceptanceState::Used && !covers(entry, judgement);
      choice.consider(i, too_bad ? AcceptanceState::Exceeded : standings[i]);
    }
    if (!choice.entry()) continue;
    note_on(file.entries[*choice.entry()], choice.state(), judgement);
    count(choice.state(), uses[*choice.entry()]);
  }
  return uses;
}

}  // namespace benchgate::gate
