#include "report/assessments.h"

#include <cmath>

#include <fmt/format.h>

namespace benchgate::report::example {
namespace {

using gate::Judgement;
using gate::Reason;
using gate::Severity;
using gate::Verdict;
using model::Direction;
using model::MetricDefinition;
using model::MetricKind;
using model::Unit;

constexpr MetricDefinition kNanoseconds = {Unit::Nanoseconds, Direction::LowerIsBetter,
                                           MetricKind::Timing};
constexpr MetricDefinition kRows = {Unit::Count, Direction::NeitherIsBetter, MetricKind::Exact};
constexpr MetricDefinition kAllocations = {Unit::Count, Direction::LowerIsBetter,
                                           MetricKind::Exact};
constexpr MetricDefinition kRate = {Unit::ItemsPerSecond, Direction::HigherIsBetter,
                                    MetricKind::Timing};
constexpr MetricDefinition kPlan = {Unit::None, Direction::NeitherIsBetter, MetricKind::Exact};
constexpr MetricDefinition kHitRatio = {Unit::Fraction, Direction::HigherIsBetter,
                                        MetricKind::Timing};

/// Ten values around `middle`, always the same.
std::vector<double> samples_around(double middle) {
  constexpr double kOffsets[] = {-0.004, 0.011,  0.002, -0.012, 0.0,
                                 0.006,  -0.007, 0.019, 0.003,  -0.001};
  std::vector<double> values;
  for (const double offset : kOffsets) values.push_back(middle * (1 + offset));
  return values;
}

compare::Summary summary_around(double middle) {
  return {.samples = 10,
          .processes = 10,
          .median = middle,
          .interval = stats::ConfidenceInterval{{middle * 0.993, middle * 1.006}, 0.978515625},
          .minimum = middle * 0.988,
          .maximum = middle * 1.019};
}

Judgement exact(std::string benchmark, std::string metric, MetricDefinition definition, double base,
                double head, Verdict verdict, Reason reason) {
  const auto side = [](double value) {
    return compare::Summary{.samples = 3,
                            .processes = 3,
                            .median = value,
                            .interval = std::nullopt,
                            .minimum = value,
                            .maximum = value};
  };
  return {.suite = "db",
          .benchmark = std::move(benchmark),
          .metric = std::move(metric),
          .definition = definition,
          .verdict = verdict,
          .reason = reason,
          .closes_gate = verdict == Verdict::Regressed,
          .base = side(base),
          .head = side(head),
          .base_samples = {base, base, base},
          .head_samples = {head, head, head},
          .ratio = stats::Estimate{head / base, std::nullopt},
          .limit = 0.0};
}

Judgement lone(std::string benchmark, Verdict verdict, Reason reason, std::string message,
               std::vector<std::string> similar = {}) {
  return {.suite = "db",
          .benchmark = std::move(benchmark),
          .verdict = verdict,
          .reason = reason,
          .closes_gate = verdict != Verdict::New,
          .message = std::move(message),
          .similar = std::move(similar)};
}

Judgement rate() {
  auto judgement = timing({.benchmark = "cache/lru/hit/threads:4",
                           .base = 48.2e6,
                           .ratio = 0.9,
                           .verdict = Verdict::Regressed,
                           .reason = Reason::WorseThanLimit,
                           .metric = "items_per_second",
                           .suite = "cache"});
  judgement.definition = kRate;
  return judgement;
}

Judgement plan_change() {
  auto judgement = exact("db/postgres/filter/indexed/rows:10000", "plan_hash", kPlan, 2871530214,
                         911823375, Verdict::Regressed, Reason::ExactMoved);
  judgement.base_label = "Limit(Index Scan using evidence_items_status_idx on evidence_items)";
  judgement.head_label = "Limit(Seq Scan on evidence_items)";
  return judgement;
}

Judgement undecided() {
  auto judgement = timing({.benchmark = "db/sqlite/upsert/rows:1000/real_time",
                           .base = 912'400,
                           .ratio = 1.031,
                           .half_width = 0.061,
                           .verdict = Verdict::Inconclusive,
                           .reason = Reason::NotShown,
                           .metric = "real_time"});
  judgement.detectable = 0.083;
  judgement.samples_needed = 26;
  return judgement;
}

gate::BudgetJudgement budget(std::string benchmark, std::string metric, double value,
                             gate::BudgetState state) {
  return {.suite = "db",
          .benchmark = std::move(benchmark),
          .metric = std::move(metric),
          .definition = kNanoseconds,
          .state = state,
          .value = value,
          .base = value * 0.97,
          .target = 5e6,
          .warning = std::nullopt,
          .error = 10e6,
          .closes_gate = state == gate::BudgetState::Exceeded};
}

gate::Assessment empty() {
  return {.outcome = gate::Outcome::Passed,
          .base = {.name = "baselines/2-core/main.json",
                   .commit = "1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b",
                   .dirty = false,
                   .date = "2026-11-18T21:04:11+00:00",
                   .machine_class = "2-core"},
          .head = {.name = "out/run.json",
                   .commit = "9f8e7d6c5b4a39281706f5e4d3c2b1a098765432",
                   .dirty = true,
                   .date = "2026-11-21T02:40:00+00:00",
                   .machine_class = "2-core"},
          .method = {.pairing = compare::Pairing::Apart, .family_size = 214}};
}

}  // namespace

Judgement timing(const Timing& timing) {
  const double head = timing.base * timing.ratio;
  const stats::Interval interval{timing.ratio - timing.half_width,
                                 timing.ratio + timing.half_width};
  return {.suite = timing.suite,
          .benchmark = timing.benchmark,
          .metric = timing.metric,
          .definition = kNanoseconds,
          .verdict = timing.verdict,
          .reason = timing.reason,
          .closes_gate = timing.verdict == Verdict::Regressed,
          .base = summary_around(timing.base),
          .head = summary_around(head),
          .base_samples = samples_around(timing.base),
          .head_samples = samples_around(head),
          .ratio = stats::Estimate{timing.ratio, stats::ConfidenceInterval{interval, 0.95}},
          .limit = 0.05,
          .adjusted_p = timing.verdict == Verdict::Regressed ? 0.0004 : 0.61,
          .detectable = 0.024};
}

gate::Assessment passed() {
  auto assessment = empty();
  assessment.coverage = {4, 4};
  assessment.judgements = {
      timing({.benchmark = "db/sqlite/select_by_key/rows:1000", .base = 812, .ratio = 1.004}),
      timing({.benchmark = "db/sqlite/join_three/rows:10000", .base = 1.284e7, .ratio = 0.991}),
      timing({.benchmark = "cache/lru/hit/threads:1", .base = 61.9, .ratio = 1, .suite = "cache"}),
      exact("db/sqlite/join_three/rows:10000", "rows", kRows, 1000, 1000, Verdict::Unchanged,
            Reason::ExactSame)};
  assessment.budgets = {
      budget("db/sqlite/select_by_key/rows:1000", "p95", 1.2e6, gate::BudgetState::Met)};
  return assessment;
}

gate::Assessment regressed() {
  auto assessment = empty();
  assessment.outcome = gate::Outcome::Closed;
  assessment.coverage = {212, 214};
  auto renamed = timing({.benchmark = "db/postgres/page_keyset/rows:100000/real_time",
                         .base = 2.41e6,
                         .ratio = 0.712,
                         .verdict = Verdict::Improved,
                         .reason = Reason::BetterThanLimit,
                         .metric = "real_time"});
  renamed.renamed_from = "db/postgres/page_after/rows:100000/real_time";
  auto added = lone("db/postgres/copy/rows:1000", Verdict::New, Reason::Appeared, "");
  added.metric = "real_time";
  added.definition = kNanoseconds;
  added.head = summary_around(4.4e6);
  added.head_samples = samples_around(4.4e6);
  auto tolerated = timing({.benchmark = "serialization/export/gzip_strong",
                           .base = 8.2e8,
                           .ratio = 1.066,
                           .half_width = 0.01,
                           .verdict = Verdict::Regressed,
                           .reason = Reason::WorseThanLimit,
                           .suite = "serialization"});
  tolerated.severity = Severity::Warn;
  tolerated.closes_gate = false;
  assessment.judgements = {
      timing({.benchmark = "db/postgres/join_three/rows:10000/real_time",
              .base = 1.23e7,
              .ratio = 1.123,
              .verdict = Verdict::Regressed,
              .reason = Reason::WorseThanLimit,
              .metric = "real_time"}),
      rate(),
      plan_change(),
      exact("db/postgres/filter/indexed/rows:10000", "rows", kRows, 1000, 998, Verdict::Regressed,
            Reason::ExactMoved),
      exact("serialization/record/nlohmann/encode", "allocs_per_iter", kAllocations, 12, 14,
            Verdict::Regressed, Reason::ExactMoved),
      tolerated,
      undecided(),
      added,
      renamed,
      timing({.benchmark = "cache/redis/get_hit/bytes:100/real_time",
              .base = 21'400,
              .ratio = 0.934,
              .half_width = 0.011,
              .verdict = Verdict::Improved,
              .reason = Reason::BetterThanLimit,
              .metric = "real_time",
              .suite = "cache"}),
      timing({.benchmark = "db/sqlite/select_by_key/rows:1000", .base = 812, .ratio = 1.004}),
      timing({.benchmark = "db/sqlite/join_three/rows:10000", .base = 1.284e7, .ratio = 0.991}),
      exact("db/sqlite/join_three/rows:10000", "rows", kRows, 1000, 1000, Verdict::Unchanged,
            Reason::ExactSame)};
  assessment.budgets = {
      budget("db/postgres/join_three/rows:10000/real_time", "p95", 1.38e7,
             gate::BudgetState::Exceeded),
      budget("db/postgres/upsert/rows:1000/real_time", "p95", 6.2e6,
             gate::BudgetState::AboveTarget),
      budget("db/sqlite/select_by_key/rows:1000", "p95", 1.2e6, gate::BudgetState::Met),
      {.suite = "cache",
       .benchmark = "cache/two_level/zipf",
       .metric = "hit_ratio",
       .definition = kHitRatio,
       .state = gate::BudgetState::Met,
       .value = 0.9312,
       .base = 0.9308,
       .target = 0.9,
       .warning = std::nullopt,
       .error = 0.8}};
  return assessment;
}

gate::Assessment broken() {
  auto assessment = empty();
  assessment.outcome = gate::Outcome::Closed;
  assessment.coverage = {1, 6};
  assessment.judgements = {
      lone("db/postgres/simple_select", Verdict::Errored, Reason::Failed,
           "could not connect to server: No such file or directory"),
      lone("db/postgres/n_plus_one", Verdict::Errored, Reason::FailedInBase,
           "timed out after 60 s"),
      lone("db/sqlite/page_after/rows:1000", Verdict::Missing, Reason::Gone, "",
           {"db/sqlite/page_keyset/rows:1000", "db/sqlite/page_offset/rows:1000"}),
      lone("cache/lru/evict", Verdict::Missing, Reason::Gone, ""),
      timing({.benchmark = "db/sqlite/select_by_key/rows:1000", .base = 812, .ratio = 1.004})};
  assessment.judgements[1].closes_gate = false;
  auto gone = lone("db/sqlite/select_by_key/rows:1000", Verdict::Missing, Reason::MetricGone, "");
  gone.metric = "p95";
  assessment.judgements.insert(assessment.judgements.begin() + 4, gone);
  assessment.environment = {{.suite = "db",
                             .field = "cpu_model",
                             .aspect = model::EnvironmentAspect::Machine,
                             .base = "AMD EPYC 7763 64-Core Processor",
                             .head = "Intel(R) Xeon(R) Platinum 8370C"},
                            {.suite = "cache",
                             .field = "cpu_model",
                             .aspect = model::EnvironmentAspect::Machine,
                             .base = "AMD EPYC 7763 64-Core Processor",
                             .head = "Intel(R) Xeon(R) Platinum 8370C"},
                            {.suite = "db",
                             .field = "postgres_version",
                             .aspect = model::EnvironmentAspect::Engine,
                             .base = "15.8",
                             .head = std::nullopt}};
  assessment.diagnostics = {
      {.level = model::DiagnosticLevel::Problem,
       .code = "truncated-file",
       .benchmark = "",
       .message = "The file ends in the middle of a benchmark: the run was killed or is still "
                  "going on. What is whole was read."},
      {.level = model::DiagnosticLevel::Warning,
       .code = "non-finite",
       .benchmark = "db/sqlite/join_three/rows:10000",
       .message = "The counter hit_ratio is NaN and was left out."},
      {.level = model::DiagnosticLevel::Note,
       .code = "library-build-type",
       .benchmark = "",
       .message = "The library says that it is a debug build, as Debian's package always does."}};
  return assessment;
}

gate::Assessment nothing_compared() {
  auto assessment = empty();
  assessment.outcome = gate::Outcome::Closed;
  assessment.coverage = {0, 4};
  assessment.method.family_size = 0;
  assessment.judgements = {
      lone("db/old_name/a", Verdict::Missing, Reason::Gone, "", {"db/new_name/a"}),
      lone("db/old_name/b", Verdict::Missing, Reason::Gone, "", {"db/new_name/b"}),
      lone("db/new_name/a", Verdict::New, Reason::Appeared, "", {"db/old_name/a"}),
      lone("db/new_name/b", Verdict::New, Reason::Appeared, "", {"db/old_name/b"})};
  return assessment;
}

gate::Assessment shifted() {
  auto assessment = empty();
  assessment.method.pairing = compare::Pairing::Apart;
  assessment.method.family_size = 10;
  assessment.method.common_shift = 1.09;
  assessment.coverage = {10, 10};
  for (int i = 0; i < 10; ++i) {
    auto judgement = timing({.benchmark = fmt::format("db/sqlite/query_{}", i),
                             .base = 1000.0 * (i + 1),
                             .ratio = 1.08 + 0.002 * i,
                             .half_width = 0.03,
                             .verdict = Verdict::Inconclusive,
                             .reason = Reason::WithinNoiseOfRuns});
    judgement.noise_floor = 0.3;
    assessment.judgements.push_back(judgement);
  }
  return assessment;
}

gate::Assessment together() {
  auto assessment = empty();
  assessment.outcome = gate::Outcome::Closed;
  assessment.coverage = {7, 7};
  assessment.base.name = "build/base";
  assessment.head.name = "build/head";
  assessment.base.machine_class = assessment.head.machine_class;
  assessment.method = {.pairing = compare::Pairing::Together, .family_size = 7};
  const auto paired = [](const Timing& one, gate::PairedMeasurement measured) {
    auto judgement = timing(one);
    measured.unchanged_within = 0.02;
    judgement.paired = measured;
    judgement.limit = 0.005;
    return judgement;
  };
  auto unsettled =
      paired({.benchmark = "db/postgres/n_plus_one/rows:1000/real_time",
              .base = 3.31e6,
              .ratio = 1.012,
              .half_width = 0.021,
              .verdict = Verdict::Inconclusive,
              .reason = Reason::BudgetSpent,
              .metric = "real_time"},
             {.pacing = model::Pacing::Lockstep, .on_one_core = true, .screening_pairs = 8});
  unsettled.samples_needed = 40;
  auto noisy = paired({.benchmark = "cache/lru/evict",
                       .base = 143,
                       .ratio = 0.994,
                       .half_width = 0.031,
                       .verdict = Verdict::Inconclusive,
                       .reason = Reason::NotShown,
                       .suite = "cache"},
                      {.pacing = model::Pacing::InTurn, .screening_pairs = 24});
  noisy.samples_needed = 110;
  auto rows = exact("db/sqlite/join_three/rows:10000", "rows", kRows, 1000, 1000,
                    Verdict::Unchanged, Reason::ExactSame);
  rows.paired = gate::PairedMeasurement{.screening_pairs = 6, .unchanged_within = 0.02};
  assessment.judgements = {paired({.benchmark = "serialization/record/nlohmann/encode",
                                   .base = 4'180,
                                   .ratio = 1.031,
                                   .half_width = 0.008,
                                   .verdict = Verdict::Regressed,
                                   .reason = Reason::WorseThanLimit,
                                   .suite = "serialization"},
                                  {.screening_pairs = 8, .confirming_pairs = 32}),
                           unsettled,
                           noisy,
                           paired({.benchmark = "db/sqlite/page_keyset/rows:1000",
                                   .base = 52'300,
                                   .ratio = 0.953,
                                   .half_width = 0.012,
                                   .verdict = Verdict::Improved,
                                   .reason = Reason::BetterThanLimit},
                                  {.screening_pairs = 6, .confirming_pairs = 16}),
                           paired({.benchmark = "db/sqlite/select_by_key/rows:1000",
                                   .base = 812,
                                   .ratio = 1.002,
                                   .half_width = 0.006},
                                  {.screening_pairs = 6}),
                           paired({.benchmark = "db/sqlite/join_three/rows:10000",
                                   .base = 1.284e7,
                                   .ratio = 0.998,
                                   .half_width = 0.011},
                                  {.screening_pairs = 12}),
                           rows};
  return assessment;
}

gate::Assessment alone() {
  auto assessment = empty();
  assessment.base = {};
  assessment.method = {.pairing = compare::Pairing::Alone, .family_size = 0};
  assessment.coverage = {0, 3};
  for (const auto* name : {"db/sqlite/select_by_key/rows:1000", "db/sqlite/join_three/rows:10000",
                           "cache/redis/get_hit/bytes:10000/real_time"}) {
    auto judgement = lone(name, Verdict::New, Reason::Appeared, "");
    judgement.metric = "cpu_time";
    judgement.definition = kNanoseconds;
    judgement.head = summary_around(812.0 * static_cast<double>(std::string_view(name).size()));
    judgement.head_samples = samples_around(judgement.head->median);
    assessment.judgements.push_back(judgement);
  }
  assessment.budgets = passed().budgets;
  assessment.budgets.front().base = std::nullopt;
  return assessment;
}

const std::vector<std::string>& hostile_names() {
  static const std::vector<std::string> names = {
      "a|b|c",
      "`code` ``more``",
      "back\\|slash\\`tick\\",
      "<script>document.title='PWNED'</script>",
      "<img src=x onerror=\"document.title='PWNED'\">",
      "\"><svg onload=document.title='PWNED'>",
      "' onmouseover='document.title=1' x='",
      "</details></table></script><h1>PWNED</h1>",
      "</style><style>body{display:none}</style>",
      "<!-- PWNED --> --> <![CDATA[ PWNED ]]>",
      "@everyone and @octocat/team",
      "someone@example.com",
      "fixes #12, GH-12, octo/repo#7, gh-3",
      "![PWNED](http://example.com/x.png)",
      "[PWNED](javascript:alert(1))",
      "[PWNED]: http://example.com",
      "http://example.com/PWNED www.example.com WWW.EXAMPLE.COM https://x.example",
      "<http://example.com>",
      "mailto:a@example.com xmpp:a@example.com",
      ":rocket: :+1:",
      "**bold** _it_ __b__ ~~gone~~ *x*",
      "$\\frac{1}{2}$ $`x`$",
      "line one\nline two\r\n\r\n# PWNED\n- list\n| a | b |\n",
      "- [ ] PWNED",
      "1. PWNED",
      "# PWNED",
      "=====",
      "    indented",
      " ",
      "tab\there",
      "\x1b[31mred\x1b[0m \x1b]0;PWNED\x07",
      "nul" + std::string(1, '\0') + "byte",
      "\u202Egnp.exe\u202C \u2066iso\u2069 \u200Fmark",
      "zero\u200Bwidth\uFEFF",
      "&lt;b&gt; &amp; &#60;script&#62;",
      "{{TITLE}} {{#CHANGED}} {{!",
      "not utf-8: \xff\xfe \xc0\xaf \xed\xa0\x80",
      "日本語のベンチマーク/速い",
      "e\u0301le\u0300ve 👩‍💻",
      "%s%n ${HOME} $(id) `id`",
      std::string(10'000, 'x') + "/end",
  };
  return names;
}

gate::Assessment hostile() {
  auto assessment = empty();
  assessment.outcome = gate::Outcome::Closed;
  const auto& names = hostile_names();
  assessment.coverage = {names.size(), names.size()};
  for (const auto& name : names) {
    auto judgement = timing({.benchmark = name,
                             .ratio = 1.2,
                             .verdict = Verdict::Regressed,
                             .reason = Reason::WorseThanLimit,
                             .metric = name,
                             .suite = name});
    judgement.renamed_from = name;
    judgement.base_label = name;
    judgement.head_label = name;
    assessment.judgements.push_back(judgement);
  }
  for (const auto& name : names) {
    assessment.judgements.push_back(lone(name, Verdict::Errored, Reason::Failed, name, {name}));
    assessment.judgements.push_back(lone(name, Verdict::Missing, Reason::Gone, name, {name}));
    assessment.diagnostics.push_back({.level = model::DiagnosticLevel::Warning,
                                      .code = name,
                                      .benchmark = name,
                                      .message = name});
    assessment.environment.push_back({.suite = name,
                                      .field = name,
                                      .aspect = model::EnvironmentAspect::Engine,
                                      .base = name,
                                      .head = name + "!"});
    auto over = budget(name, name, 2e7, gate::BudgetState::Exceeded);
    over.suite = name;
    assessment.budgets.push_back(over);
    const gate::Acceptance acceptance{.benchmark = name,
                                      .metric = name,
                                      .up_to = {0.05, model::Unit::Fraction},
                                      .reason = name,
                                      .by = name,
                                      .base = name};
    assessment.acceptances.push_back(
        {.acceptance = acceptance, .state = gate::AcceptanceState::OtherBase, .rows = 1});
  }
  auto plan = plan_change();
  plan.base_label = "@everyone |`<script>document.title='PWNED'</script>";
  assessment.judgements.push_back(plan);
  assessment.base = {.name = names[3],
                     .commit = names[4],
                     .dirty = true,
                     .date = names[10],
                     .machine_class = names[16]};
  return assessment;
}

gate::Assessment many(std::size_t rows) {
  auto assessment = empty();
  assessment.outcome = gate::Outcome::Closed;
  assessment.coverage = {rows, rows};
  assessment.method.family_size = rows;
  const auto add = [&](std::size_t remainder, Timing base) {
    for (std::size_t i = remainder; i < rows; i += 5) {
      Timing one = base;
      one.benchmark = fmt::format("suite/group_{}/benchmark_{}/rows:{}", i % 17, i, 10 * i);
      one.base = 50.0 * std::pow(1.01, static_cast<double>(i % 1500));
      one.ratio *= 1 + 0.018 * std::sin(0.7 * static_cast<double>(i));
      one.half_width *= 1 + 0.4 * std::cos(0.3 * static_cast<double>(i));
      assessment.judgements.push_back(timing(one));
    }
  };
  add(0, {.ratio = 1.08,
          .half_width = 0.015,
          .verdict = Verdict::Regressed,
          .reason = Reason::WorseThanLimit});
  add(1, {.ratio = 0.92,
          .half_width = 0.015,
          .verdict = Verdict::Improved,
          .reason = Reason::BetterThanLimit});
  for (const std::size_t remainder : {2U, 3U, 4U}) add(remainder, {});
  return assessment;
}

gate::Assessment some_slower(std::size_t slower) {
  constexpr std::string_view kNames[] = {
      "parse/json/twitter", "parse/json/canada",  "parse/toml/cargo",    "encode/json/twitter",
      "hash/sha256/4096",   "sort/radix/1000000", "cache/lru/hit/10000", "search/regex/log",
      "copy/large",         "queue/push_pop"};
  constexpr double kEffects[] = {1.030, 2.60,  1.412, 1.087, 1.061,
                                 1.049, 1.033, 1.021, 1.014, 1.009};
  auto assessment = empty();
  assessment.coverage = {100, 100};
  assessment.outcome = slower > 0 ? gate::Outcome::Closed : gate::Outcome::Passed;
  assessment.base.name = "merge base of HEAD and origin/main";
  assessment.head.name = "HEAD";
  assessment.head.dirty = false;
  assessment.method = {.pairing = compare::Pairing::Together, .family_size = 100};
  const auto add = [&](Timing one, double limit) {
    auto judgement = timing(one);
    judgement.clock = judgement.metric;
    judgement.limit = limit;
    judgement.detectable = 0.006;
    judgement.paired = gate::PairedMeasurement{.screening_pairs = 8,
                                               .confirming_pairs = one.ratio > 1.008 ? 24U : 0U,
                                               .unchanged_within = 0.02};
    assessment.judgements.push_back(judgement);
  };
  for (std::size_t i = 0; i < 100; ++i) {
    const double base = 42'030 * (1 + 0.37 * static_cast<double>(i % 10));
    if (i < slower) {
      add({.benchmark = std::string(kNames[i % 10]),
           .base = base,
           .ratio = kEffects[i % 10],
           .half_width = 0.003,
           .verdict = Verdict::Regressed,
           .reason = Reason::WorseThanLimit,
           .suite = "parse"},
          0.005);
    } else {
      add({.benchmark = fmt::format("parse/other/case_{}", i),
           .base = base,
           .ratio = 1 + 0.0034 * std::sin(static_cast<double>(i)),
           .half_width = 0.003,
           .suite = "parse"},
          0.005);
    }
  }
  return assessment;
}

gate::Assessment noisy() {
  auto assessment = some_slower(0);
  assessment.judgements.resize(40);
  assessment.coverage = {40, 40};
  for (auto& judgement : assessment.judgements) {
    judgement.verdict = Verdict::Inconclusive;
    judgement.reason = Reason::NotShown;
    judgement.detectable = 0.09;
    judgement.samples_needed = 90;
    judgement.ratio->interval->bounds = {0.96, 1.051};
  }
  return assessment;
}

gate::Assessment over_before() {
  auto assessment = some_slower(0);
  assessment.outcome = gate::Outcome::Closed;
  auto over = budget("parse/json/twitter", "p95", 1.38e7, gate::BudgetState::Exceeded);
  assessment.budgets = {over};
  return assessment;
}

std::vector<Named> all_assessments() {
  return {{"passed", passed()},
          {"regressed", regressed()},
          {"broken", broken()},
          {"nothing_compared", nothing_compared()},
          {"shifted", shifted()},
          {"together", together()},
          {"alone", alone()},
          {"accepted", accepted()},
          {"hostile", hostile()},
          {"many", many(300)},
          {"none_slower", some_slower(0)},
          {"one_slower", some_slower(1)},
          {"ten_slower", some_slower(10)},
          {"noisy", noisy()},
          {"over_before", over_before()}};
}

}  // namespace benchgate::report::example
