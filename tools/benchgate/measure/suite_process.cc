#include "benchgate/measure/suite_process.h"

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "benchgate/base/error.h"
#include "benchgate/base/new_file.h"
#include "benchgate/base/system_reason.h"
#include "benchgate/formats/google_benchmark_reader.h"
#include "benchgate/formats/limits.h"
#include "benchgate/measure/descriptor.h"

namespace benchgate::measure {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Seconds kLookInterval{0.1};

/// The part of a file that was added since the last look. A file rather than stdout, which is
/// the suite's to chat on, and rather than a FIFO, which would make the suite wait for us.
class FileTail {
 public:
  explicit FileTail(std::filesystem::path path) : path_(std::move(path)) {}

  /// True if anything new was there.
  bool read_into(RowStream& stream) {
    if (!file_.is_open())
      file_ = Descriptor(::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file_.is_open()) return false;
    std::array<char, 64 * 1024> buffer;
    bool any = false;
    for (;;) {
      const ssize_t got = ::read(file_.get(), buffer.data(), buffer.size());
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return any;
      any = true;
      total_ += static_cast<std::size_t>(got);
      stream.feed({buffer.data(), static_cast<std::size_t>(got)});
      if (is_too_long()) return any;
    }
  }

  [[nodiscard]] bool is_too_long() const { return total_ > formats::kMaxFileBytes; }

 private:
  std::filesystem::path path_;
  Descriptor file_;
  std::size_t total_ = 0;
};

/// Adds the names of the rows from `first` on.
void add_names(ArrivedRows& rows, std::size_t first) {
  bool is_there_twice = false;  // another repetition, or another benchmark of the same name
  for (std::size_t i = first; i < rows.stream.row_count(); ++i) {
    try {
      const auto run = formats::read_google_benchmark(rows.stream.document(i, i + 1), {});
      for (const auto& benchmark : run.benchmarks) {
        is_there_twice |= !rows.names.insert(benchmark.name).second;
      }
    } catch (const InputError&) {
      // read() says so, once
    }
  }
  if (!is_there_twice) return;
  try {
    const auto run = formats::read_google_benchmark(rows.stream.document(), {});
    for (const auto& benchmark : run.benchmarks) rows.names.insert(benchmark.name);
  } catch (const InputError&) {
    // likewise
  }
}

model::Run read_row_by_row(const RowStream& stream, const std::string& first_problem) {
  model::Run run;
  std::size_t unreadable = 0;
  for (std::size_t i = 0; i < stream.row_count(); ++i) {
    try {
      model::append(run, formats::read_google_benchmark(stream.document(i, i + 1), {}));
    } catch (const InputError&) {
      ++unreadable;
    }
  }
  run.diagnostics.push_back(
      {.level = model::DiagnosticLevel::Problem,
       .code = "malformed-row",
       .benchmark = {},
       .message = fmt::format("{} of {} rows could not be read: {}", unreadable, stream.row_count(),
                              first_problem)});
  return run;
}

}  // namespace

ChildOptions child_options(const SuiteProcessPlan& plan) {
  const SuiteToRun& suite = *plan.suite;
  ChildOptions options = child_of(suite);
  options.cpus = plan.cpus;
  options.time_limit = suite.time_limit;
  if (plan.time_limit) {
    options.time_limit = std::min(*plan.time_limit, suite.time_limit.value_or(*plan.time_limit));
  }
  options.environment.emplace_back("BENCHGATE_PROCESS", std::to_string(plan.process));
  auto& arguments = options.command;
  if (!plan.filter.empty()) arguments.push_back("--benchmark_filter=" + plan.filter);
  // Every version reads a plain number; before 1.8 "0.5s" is an error.
  if (plan.iterations) {
    arguments.push_back(fmt::format("--benchmark_min_time={}x", *plan.iterations));
  } else if (suite.min_time) {
    arguments.push_back(fmt::format("--benchmark_min_time={}", suite.min_time->count()));
  }
  arguments.emplace_back("--benchmark_repetitions=1");
  arguments.push_back("--benchmark_out=" + plan.result_file.string());
  arguments.emplace_back("--benchmark_out_format=json");
  return options;
}

std::string describe_end(const SuiteProcessOutcome& outcome) {
  std::string text = describe_end(outcome.child);
  if (outcome.hung) {
    text = fmt::format(
        "was ended: no row for {:.3g} s, it hangs (if it is only slow, give it a time_limit in its "
        "[[suite]])",
        Seconds(outcome.child.wall_time).count());
  }
  const auto words = last_words(outcome.child.standard_error.text);
  return words.empty() ? text : fmt::format("{} (it said: {})", text, words);
}

void look_for_storage_trouble(SuiteProcessOutcome& outcome,
                              const std::filesystem::path& result_file) {
  if (outcome.rows.stream.is_whole()) return;
  const std::string some(64 * 1024, ' ');
  const auto folder = result_file.parent_path();
  const auto file = NewFile::in(folder);
  if (file && file->write(some)) return;
  outcome.storage_trouble =
      fmt::format("nothing can be written to {}: {}", folder.string(), system_reason(errno));
}

std::string describe_result(const SuiteProcessOutcome& outcome) {
  const RowStream& rows = outcome.rows.stream;
  std::string text = rows.document().empty() ? "no result" : "a result that breaks off";
  if (rows.is_broken()) text = "something that is not Google Benchmark JSON";
  if (rows.is_whole()) text = "a result without any row";
  if (rows.is_whole() && rows.row_count() > 0) text = "no row that can be read";
  if (outcome.storage_trouble.empty()) return text;
  return fmt::format("{}; {}", text, outcome.storage_trouble);
}

model::Run ArrivedRows::read(const std::string& suite) const {
  model::Run run;
  const std::string document = stream.document();
  if (document.empty()) return run;
  try {
    run = formats::read_google_benchmark(document, {.path = "the suite's result"});
  } catch (const InputError& error) {
    run = read_row_by_row(stream, error.what());
  }
  // The suite is called as the user calls it, whatever its executable says.
  if (run.suites.size() > 1) run.suites.resize(1);
  for (auto& known : run.suites) known.name = suite;
  for (auto& benchmark : run.benchmarks) benchmark.suite = suite;
  return run;
}

ArrivedRows read_rows(const std::filesystem::path& result_file) {
  ArrivedRows rows;
  FileTail(result_file).read_into(rows.stream);
  add_names(rows, 0);
  return rows;
}

SuiteProcessOutcome run_suite_process(const SuiteProcessPlan& plan, const RowsWatcher& watch) {
  SuiteProcessOutcome outcome;
  ArrivedRows& rows = outcome.rows;
  FileTail tail(plan.result_file);
  Child child(child_options(plan));
  auto last_row = Clock::now();
  const auto look = [&] {
    const std::size_t before = rows.stream.row_count();
    tail.read_into(rows.stream);
    if (rows.stream.row_count() == before) return;
    last_row = Clock::now();
    add_names(rows, before);
  };
  while (!child.wait(kLookInterval)) {
    look();
    watch(rows);
    const auto& limit = plan.suite->row_time_limit;
    if (limit && Clock::now() - last_row > *limit) {
      outcome.hung = true;
      child.stop();
    }
    if (rows.stream.is_broken() || tail.is_too_long()) child.stop();
  }
  look();
  watch(rows);
  outcome.child = child.result();
  look_for_storage_trouble(outcome, plan.result_file);
  return outcome;
}

}  // namespace benchgate::measure
