// Observations of a result file, in any order, put together into a run.
//
// Decides which observations are repetitions of one benchmark, which are another benchmark of the
// same name, which are summaries of others; which values are samples and which are not, and says
// so. Knows no file format.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "benchgate/formats/benchmark_draft.h"
#include "benchgate/formats/observation.h"
#include "benchgate/model/run.h"

namespace benchgate::formats {

class DiagnosticList;

/// What a file is about besides its rows.
struct RunFrame {
  std::vector<model::Suite> suites{};  ///< complete environments, in their order
  std::string default_suite{};         ///< of rows that name none
  model::Environment other_suite{};    ///< environment of suites that only rows name
  model::Diagnostics diagnostics{};    ///< stored in the file: come first, and only once
  std::optional<model::Session> session{};
  std::optional<model::Shard> shard{};
};

class RunBuilder {
 public:
  /// Throws InputError with the message and the place of the row that was added last: the file asks
  /// for more than limits.h grants.
  using Refuse = std::function<void(const std::string& message)>;

  explicit RunBuilder(Refuse refuse) : refuse_(std::move(refuse)) {}

  /// The texts of `observation` must stay alive until finish().
  void add(const Observation& observation);
  /// A row that is no observation: what follows it is no repetition of what stands before it.
  void add_other_row();

  /// What has been seen so far, for a format whose names say more than its rows.
  [[nodiscard]] std::deque<BenchmarkDraft>& drafts() { return drafts_; }
  [[nodiscard]] bool has(std::uint32_t suite, std::string_view benchmark) const {
    return by_name_.contains({suite, benchmark});
  }
  /// Leaves draft number `index` out of the run.
  void drop(std::size_t index);

  /// The run: benchmarks in order of appearance; of each the clocks first (real_time, cpu_time),
  /// then its counters by name.
  /// `diagnostics` are those of the file as a whole.
  [[nodiscard]] model::Run finish(RunFrame frame, model::Diagnostics diagnostics);

 private:
  struct NameKey {
    std::uint32_t suite;
    std::string_view name;
    bool operator==(const NameKey&) const = default;
  };
  struct NameKeyHash {
    std::size_t operator()(const NameKey& key) const;
  };
  /// All observations of one name in one suite: nearly always one benchmark.
  struct Entry {
    std::size_t first_draft = 0;
    Registration registration;  ///< of the first measured one
    std::int64_t generation = 0;
    std::optional<std::int64_t> last_repetition;
    std::uint32_t last_process = 0;
    bool measured = false;
    bool ambiguous = false;  ///< has more than one registration
  };
  using Registered = std::pair<Registration, std::size_t>;

  void count_row();
  std::uint32_t suite_of(std::string_view name);
  std::size_t new_draft(std::uint32_t suite, std::string_view name);
  std::size_t entry_of(std::uint32_t suite, std::string_view name);
  std::size_t draft_of_summary(std::size_t index, const Observation& observation);
  std::size_t draft_of(std::size_t index, const Observation& observation);
  Registration registration_of(std::size_t index, const Observation& observation);
  void make_ambiguous(std::size_t index);
  std::size_t draft_of_ambiguous(std::size_t index, const Registration& registration,
                                 std::uint32_t process);
  void add_missing_suites(model::Run& run, const model::Environment& environment) const;
  void finish_benchmarks(model::Run& run, DiagnosticList& diagnostics);

  Refuse refuse_;
  std::size_t rows_ = 0;
  std::size_t series_ = 0;
  std::deque<BenchmarkDraft> drafts_;  ///< large, and many: never moved
  std::vector<bool> dropped_;
  std::vector<Entry> entries_;
  std::unordered_map<NameKey, std::size_t, NameKeyHash> by_name_;
  std::optional<std::size_t> last_entry_;                ///< of the row before
  std::vector<std::string> suite_names_{std::string()};  ///< the first one is the default
  std::unordered_map<std::string_view, std::uint32_t> suites_{{std::string_view(), 0}};
  std::uint32_t last_suite_ = 0;
  std::map<std::size_t, std::vector<std::size_t>> variants_;  ///< drafts of an ambiguous entry
  std::map<std::pair<std::size_t, std::uint32_t>, std::vector<Registered>> registered_;
};

}  // namespace benchgate::formats
