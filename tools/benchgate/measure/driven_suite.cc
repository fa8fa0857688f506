#include "benchgate/measure/driven_suite.h"

#include <algorithm>

#include <fmt/format.h>

#include "benchgate/base/error.h"
#include "benchgate/measure/agent_answer.h"
#include "benchgate/measure/agent_socket.h"
#include "benchgate/measure/allocation_counter.h"

namespace benchgate::measure {
namespace {

using Clock = std::chrono::steady_clock;
using Reason = NotDriven::Reason;
using Kind = model::Failure::Kind;

constexpr Seconds kLookInterval{0.1};
/// After a process has closed its socket, until its end tells why.
constexpr Seconds kLastMoment{5};

ChildOptions options_of(const SuiteToRun& suite, const DrivenOptions& options,
                        const std::filesystem::path& socket) {
  ChildOptions child = child_of(suite);
  child.cpus = options.cpus;
  child.time_limit = suite.time_limit;
  child.environment.emplace_back("BENCHGATE_AGENT", socket.string());
  child.environment.emplace_back("BENCHGATE_PROCESS", std::to_string(options.process));
  if (const auto counter = allocation_counter(); counter && options.counts_allocations) {
    child.environment.emplace_back("LD_PRELOAD", counter->string());
  }
  // An agent does not care; whatever else this is had better not measure for minutes.
  child.command.emplace_back("--benchmark_list_tests=true");
  return child;
}

std::string text_of(const RunLength& length) {
  if (const auto* iterations = std::get_if<Iterations>(&length)) {
    return fmt::format("{}x", iterations->count);
  }
  return fmt::format("{}", std::get<Seconds>(length).count());
}

}  // namespace

struct DrivenSuite::State {
  State(const SuiteToRun& what, const DrivenOptions& options)
      : suite(what),
        socket(options.scratch_folder),
        child(options_of(what, options, socket.path())) {}

  /// What take() gives, once it gives something. Nothing: the suite is done for; `gone` and
  /// `trouble` say how.
  template <typename Take>
  auto wait_for(std::optional<Seconds> limit, Take take) -> decltype(take()) {
    const auto began = Clock::now();
    while (!gone) {
      const bool ended = child.wait(kLookInterval, socket.descriptor());
      socket.receive();
      if (auto taken = take()) return taken;
      if (ended) {
        finish("");
      } else if (!socket.fault().empty()) {
        give_up(socket.fault());
      } else if (socket.is_closed()) {
        finish_soon();
      } else if (limit && Clock::now() - began > *limit) {
        hung = true;
        give_up(fmt::format("was ended: no answer for {:.3g} s, it hangs", limit->count()));
      }
    }
    return std::nullopt;
  }

  /// The payload of the answer, or what the command came to without one.
  std::variant<std::string, model::Run> tell(const std::string& verb, const std::string& benchmark,
                                             std::optional<Seconds> time_limit) {
    const auto fail = [&](Kind kind, const std::string& what) {
      return failed_run(suite.name, benchmark, kind, what);
    };
    if (gone) return fail(Kind::Errored, fmt::format("suite {} {} before", suite.name, trouble));
    if (benchmark.find('\n') != std::string::npos) {
      return fail(Kind::Errored, "a name of several lines cannot be told to a suite");
    }
    socket.receive();  // what came since the last answer
    if (socket.has_unread()) {
      give_up("spoke without being asked");
    } else {
      // Where nobody listens, the wait finds out why.
      static_cast<void>(socket.send_line(fmt::format("{} {}", verb, benchmark)));
    }
    auto answer = wait_for(time_limit ? time_limit : suite.row_time_limit,
                           [&] { return socket.take_answer(); });
    if (!answer) {
      return fail(failure_kind(),
                  fmt::format("suite {} {} while measuring it", suite.name, trouble));
    }
    if (answer->kind == Answer::Kind::Ok) return std::move(answer->text);
    auto failed = fail(Kind::Errored, answer->text);
    if (answer->kind == Answer::Kind::Unavailable) {
      failed.diagnostics.push_back(
          {.level = model::DiagnosticLevel::Problem,
           .code = "suite-failed",
           .benchmark = {},
           .message = fmt::format("suite {}: {}", suite.name, answer->text)});
    }
    return failed;
  }

  [[nodiscard]] Kind failure_kind() const {
    if (hung || gone->end == ChildEnd::TimedOut) return Kind::TimedOut;
    return gone->end == ChildEnd::Signalled ? Kind::Killed : Kind::Errored;
  }

  void finish(std::string why) {
    gone = child.result();
    trouble = why.empty() ? describe_end(*gone) : std::move(why);
    const auto words = last_words(gone->standard_error.text);
    if (!words.empty()) trouble += fmt::format(" (it said: {})", words);
  }

  void give_up(std::string why) {
    child.stop();
    while (!child.wait(kLookInterval)) {
    }
    finish(std::move(why));
  }

  void finish_soon() {
    if (child.wait(std::max(kLastMoment, suite.grace))) return finish("");
    give_up("closed its socket and went on");
  }

  SuiteToRun suite;
  AgentSocket socket;
  Child child;
  Hello hello{};
  std::optional<ChildResult> gone{};
  bool hung = false;
  std::string trouble{};
};

DrivenSuite::DrivenSuite(std::unique_ptr<State> state) : state_(std::move(state)) {}
DrivenSuite::~DrivenSuite() {
  // Rather than to kill it: its servers are to clean up.
  if (state_ && is_running()) static_cast<void>(end());
}
DrivenSuite::DrivenSuite(DrivenSuite&&) noexcept = default;

std::variant<DrivenSuite, NotDriven> DrivenSuite::start(const SuiteToRun& suite,
                                                        const DrivenOptions& options) {
  auto state = std::make_unique<State>(suite, options);
  const auto line =
      state->wait_for(suite.row_time_limit, [&] { return state->socket.take_line(); });
  if (line) {
    const auto hello = read_hello(*line);
    if (hello && hello->protocol == kAgentProtocol) {
      state->hello = *hello;
      return DrivenSuite(std::move(state));
    }
    return NotDriven{Reason::NoAgent,
                     fmt::format("suite {} speaks another protocol than {} {}; link it with this "
                                 "version's bench_main",
                                 suite.name, kAgentGreeting, kAgentProtocol)};
  }
  const ChildResult& end = *state->gone;
  const auto reason = end.end == ChildEnd::Interrupted            ? Reason::Interrupted
                      : end.end != ChildEnd::Exited               ? Reason::Failed
                      : end.exit_status == 0                      ? Reason::NoAgent
                      : end.exit_status == kSuiteLacksEnvironment ? Reason::LacksEnvironment
                                                                  : Reason::Failed;
  if (reason == Reason::NoAgent) {
    return NotDriven{reason, fmt::format("suite {} is not linked with bench_main", suite.name)};
  }
  return NotDriven{reason, fmt::format("suite {} {}", suite.name, state->trouble)};
}

const std::string& DrivenSuite::library_version() const {
  return state_->hello.library_version;
}

bool DrivenSuite::has_fixed_iterations() const {
  return state_->hello.has_fixed_iterations;
}

bool DrivenSuite::is_running() const {
  return !state_->gone;
}

int DrivenSuite::root_process() const {
  return state_->child.root_process();
}

bool DrivenSuite::counts_allocations() const {
  return state_->hello.counts_allocations;
}

model::Run DrivenSuite::run(const std::string& benchmark, const RunLength& length,
                            std::optional<Seconds> time_limit) {
  auto told = state_->tell("run " + text_of(length), benchmark, time_limit);
  if (auto* failed = std::get_if<model::Run>(&told)) return std::move(*failed);
  return read_result(state_->suite.name, benchmark, std::get<std::string>(told));
}

model::Run DrivenSuite::count(const std::string& benchmark, std::optional<Seconds> time_limit) {
  auto told = state_->tell("count", benchmark, time_limit);
  if (auto* failed = std::get_if<model::Run>(&told)) return std::move(*failed);
  return read_counts(state_->suite.name, benchmark, std::get<std::string>(told));
}

std::string DrivenSuite::end() {
  State& state = *state_;
  if (state.gone) return state.trouble;
  static_cast<void>(state.socket.send_line("quit"));
  if (!state.child.wait(state.suite.grace)) state.child.stop();
  while (!state.child.wait(kLookInterval)) {
  }
  state.finish("");
  const bool obeyed = state.gone->end == ChildEnd::Exited && state.gone->exit_status == 0;
  return obeyed ? "" : state.trouble;
}

}  // namespace benchgate::measure
