#include "benchgate/gate/policy_file.h"

#include <chrono>
#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "benchgate/base/error.h"
#include "benchgate/base/file.h"
#include "support/temporary_folder.h"

namespace benchgate::gate {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using testing::StartsWith;

/// What parse_policy says of a text that it refuses.
std::string refusal(std::string_view toml) {
  try {
    static_cast<void>(parse_policy(toml, "benchgate.toml"));
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(PolicyFile, EmptyIsThePolicyOfDefaults) {
  const auto policy = parse_policy("", "benchgate.toml");
  EXPECT_EQ(policy, Policy());
  EXPECT_DOUBLE_EQ(policy.family_alpha, 0.01);
  EXPECT_DOUBLE_EQ(policy.level, 0.95);
  EXPECT_DOUBLE_EQ(policy.max_regression, 0.05);
}

TEST(PolicyFile, ReadsTheGate) {
  const auto policy = parse_policy(R"(
[gate]
family_alpha = 0.02
level = 0.99
max_regression = "2.5 %"
[apart]
noise_floor = "20 %"
history_runs = 30
[on]
missing = "warn"
errored = "warn"
new = "fail"
inconclusive = "fail"
)",
                                   "benchgate.toml");
  EXPECT_DOUBLE_EQ(policy.family_alpha, 0.02);
  EXPECT_DOUBLE_EQ(policy.level, 0.99);
  EXPECT_DOUBLE_EQ(policy.max_regression, 0.025);
  EXPECT_DOUBLE_EQ(policy.apart.noise_floor, 0.2);
  EXPECT_EQ(policy.apart.history_runs, 30U);
  EXPECT_EQ(policy.on, (OnFinding{.missing = Severity::Warn,
                                  .errored = Severity::Warn,
                                  .added = Severity::Fail,
                                  .inconclusive = Severity::Fail}));
}

TEST(PolicyFile, ReadsDuets) {
  using std::chrono::duration;
  const auto duet = parse_policy(R"(
[duet]
max_regression = "1 %"
unchanged_within = "3 %"
min_time = "20 ms"
budget = "10 min"
)",
                                 "benchgate.toml")
                        .duet;
  EXPECT_DOUBLE_EQ(duet.max_regression, 0.01);
  EXPECT_DOUBLE_EQ(duet.unchanged_within, 0.03);
  EXPECT_DOUBLE_EQ(duet.min_time.count(), 0.02);
  EXPECT_DOUBLE_EQ(duet.budget.value().count(), 600);
  const DuetPolicy defaults = parse_policy("[duet]\n", "benchgate.toml").duet;
  EXPECT_DOUBLE_EQ(defaults.max_regression, 0.005);
  EXPECT_DOUBLE_EQ(defaults.unchanged_within, 0.02);
  EXPECT_DOUBLE_EQ(defaults.min_time.count(), 0.045);
  EXPECT_FALSE(defaults.budget);
  // What may be lost is unchanged, whatever the default says (paired_unchanged_within).
  EXPECT_DOUBLE_EQ(parse_policy("[duet]\nmax_regression = \"5 %\"\n", "f").duet.max_regression,
                   0.05);
}

TEST(PolicyFile, ReadsSuitesInTheirOrder) {
  const auto policy = parse_policy(R"(
[[suite]]
name = "db"
command = ["build/release/bin/db_bench", "--scale=1"]
filter = "db/sqlite/.*"
min_time = "50 ms"
restarts = 10
time_limit = "10 min"
environment = { LANG = "C", EMPTY = "", NPM_TOKEN = true }
working_directory = "benches/db"
inputs = ["data/**", "../words.txt"]
optional = true
[[suite]]
name = "cache-2.0_x"
command = ["./cache"]
)",
                                   "benchgate.toml");
  ASSERT_EQ(policy.suites.size(), 2U);
  const auto& db = policy.suites[0];
  EXPECT_EQ(db.name, "db");
  EXPECT_THAT(db.command, ElementsAre("build/release/bin/db_bench", "--scale=1"));
  EXPECT_EQ(db.filter, "db/sqlite/.*");
  EXPECT_EQ(db.min_time, 50ms);
  EXPECT_EQ(db.restarts, 10);
  EXPECT_EQ(db.time_limit, 10min);
  EXPECT_THAT(db.environment, ElementsAre(Pair("EMPTY", ""), Pair("LANG", "C")));
  EXPECT_THAT(db.passed_secrets, ElementsAre("NPM_TOKEN"));
  EXPECT_EQ(db.working_directory, "benches/db");
  EXPECT_THAT(db.inputs, ElementsAre("data/**", "../words.txt"));
  EXPECT_TRUE(db.optional);
  EXPECT_EQ(policy.suites[1], (SuiteEntry{.name = "cache-2.0_x",
                                          .command = {"./cache"},
                                          .filter = "",
                                          .min_time = std::nullopt,
                                          .restarts = std::nullopt,
                                          .time_limit = std::nullopt,
                                          .environment = {}}));
}

TEST(PolicyFile, ReadsRules) {
  const auto policy = parse_policy(R"(
[[rule]]
benchmark = "db/*"
metric = "clock"
max_regression = "3 %"
absolute_floor = "20 us"
severity = "warn"

[[rule]]
metric = "my_counter"
unit = "B"
direction = "higher"
kind = "exact"
max_regression = "0 %"
)",
                                   "benchgate.toml");
  ASSERT_EQ(policy.rules.size(), 2U);
  const auto& first = policy.rules[0];
  EXPECT_EQ(first.benchmark, "db/*");
  EXPECT_EQ(first.metric, "clock");
  EXPECT_DOUBLE_EQ(first.max_regression.value_or(-1), 0.03);
  EXPECT_EQ(first.absolute_floor, (model::Quantity{20'000, model::Unit::Nanoseconds}));
  EXPECT_EQ(first.severity, Severity::Warn);
  EXPECT_EQ(first.unit, std::nullopt);
  EXPECT_EQ(first.position, (TextPosition{2, 1}));
  const auto& second = policy.rules[1];
  EXPECT_EQ(second.benchmark, "*");
  EXPECT_EQ(second.unit, model::Unit::Bytes);
  EXPECT_EQ(second.direction, model::Direction::HigherIsBetter);
  EXPECT_EQ(second.kind, model::MetricKind::Exact);
  EXPECT_EQ(second.max_regression, 0.0);
  EXPECT_EQ(second.severity, std::nullopt);
}

TEST(PolicyFile, ReadsBudgetsInTheScaleOfTheirMetric) {
  const auto policy = parse_policy(R"(
[[rule]]
metric = "heap"
unit = "B"
[[budget]]
benchmark = "db/*/select_by_key/*"
metric = "p95"
target = "5 ms"
warning = "7500 us"
error = "10 ms"
[[budget]]
metric = "hit_ratio"
target = "95 %"
error = "80 %"
[[budget]]
metric = "heap"
error = "64 KiB"
[[budget]]
metric = "rows_returned"
error = -12.5
[[budget]]
metric = "error_rate"
error = "0 %"
[[budget]]
metric = "allocs_per_iter"
error = 0
[[budget]]
metric = "items_per_second"
error = "1000 items/s"
)",
                                   "benchgate.toml");
  ASSERT_EQ(policy.budgets.size(), 7U);
  EXPECT_EQ(policy.budgets[0], (Budget{.benchmark = "db/*/select_by_key/*",
                                       .metric = "p95",
                                       .target = 5e6,
                                       .warning = 7.5e6,
                                       .error = 1e7,
                                       .position = {5, 1}}));
  EXPECT_DOUBLE_EQ(policy.budgets[1].target.value_or(-1), 0.95);
  EXPECT_DOUBLE_EQ(policy.budgets[1].error.value_or(-1), 0.8);
  EXPECT_EQ(policy.budgets[1].warning, std::nullopt);
  EXPECT_EQ(policy.budgets[2].error, 65536.0);
  EXPECT_EQ(policy.budgets[3].error, -12.5);
  EXPECT_EQ(policy.budgets[4].error, 0.0);
  EXPECT_EQ(policy.budgets[5].error, 0.0);
  EXPECT_EQ(policy.budgets[6].error, 1000.0);
}

TEST(PolicyFile, ReadsRenamesInTheirOrder) {
  const auto policy =
      parse_policy("[renames]\n\"z/old\" = \"z/new\"\n\"a.b\" = \"c|d\"\n", "benchgate.toml");
  EXPECT_THAT(policy.renames,
              ElementsAre(compare::Rename{"z/old", "z/new", {.line = 2, .column = 1}},
                          compare::Rename{"a.b", "c|d", {.line = 3, .column = 1}}));
}

TEST(PolicyFile, ReadsWhatMayApplyToNothing) {
  const auto policy = parse_policy(
      "[[rule]]\nmetric = \"x\"\nseverity = \"fail\"\noptional = true\n"
      "[[budget]]\nmetric = \"p95\"\nerror = \"1 s\"\noptional = true\n"
      "[renames]\n\"a\" = { to = \"b\", optional = true }\n[on]\nundecided = \"warn\"\n",
      "benchgate.toml");
  EXPECT_TRUE(policy.rules.at(0).optional);
  EXPECT_TRUE(policy.budgets.at(0).optional);
  EXPECT_TRUE(policy.renames.at(0).optional);
  EXPECT_EQ(policy.renames.at(0).to, "b");
  EXPECT_EQ(policy.on.undecided, Severity::Warn);
  EXPECT_EQ(Policy().on.undecided, Severity::Fail);
}

struct Accepted {
  std::string_view what;
  std::string_view toml;
};

void PrintTo(const Accepted& tested, std::ostream* out) {
  *out << tested.what;
}

class PolicyFileAccepts : public testing::TestWithParam<Accepted> {};

TEST_P(PolicyFileAccepts, WithoutComplaint) {
  EXPECT_EQ(refusal(GetParam().toml), "accepted");
}

INSTANTIATE_TEST_SUITE_P(
    Texts, PolicyFileAccepts,
    testing::Values(
        Accepted{"AByteOrderMark", "\xEF\xBB\xBF[gate]\nlevel = 0.9\n"},
        Accepted{"CarriageReturns", "[gate]\r\nlevel = 0.9\r\n[[rule]]\r\nseverity = \"off\"\r\n"},
        Accepted{"CharactersWhereTheyMayStand",
                 "# \xC2\xA7 \"\n[renames]\n'\xC2\xA7' = \"\xC3\xA4\\\"\xC3\xA4\" # \xC2\xA7\n"
                 "a = \"\"\"\xC2\xA7\n\xC2\xA7\\\n  x\"\"\"\"\nb = '''\n\xC2\xA7\\'''\n"},
        Accepted{"QuotesInDottedKeys", "\"gate\".\"level\" = 0.9\non.'missing' = \"off\"\n"},
        Accepted{"CommentsOnly", "# nothing yet\n"},
        Accepted{"DottedKeys", "gate.level = 0.9\non.missing = \"off\"\n"},
        Accepted{"InlineLists", "rule = [{ metric = \"p95\", severity = \"warn\" }]\n"},
        Accepted{"TheSameRuleTwice", "[[rule]]\nseverity=\"off\"\n[[rule]]\nseverity=\"off\"\n"},
        Accepted{"ASecondRuleForOtherFields",
                 "[[rule]]\nmetric=\"p95\"\nseverity=\"off\"\n"
                 "[[rule]]\nmetric=\"p95\"\nmax_regression=\"1%\"\n"},
        Accepted{"OverridesByAnotherPattern",
                 "[[rule]]\nbenchmark=\"a*\"\nseverity=\"off\"\n"
                 "[[rule]]\nbenchmark=\"ab\"\nseverity=\"fail\"\n"},
        Accepted{"EqualLimits", "[[budget]]\nmetric=\"p95\"\ntarget=\"1 s\"\nerror=\"1 s\"\n"},
        Accepted{"ZeroToleranceForCounts", "[[rule]]\nmetric=\"rows\"\nmax_regression=\"0 %\"\n"},
        Accepted{"AFloorForEverything", "[[rule]]\nabsolute_floor=\"20 us\"\n"},
        Accepted{"APlainFloorForCounts", "[[rule]]\nmetric=\"rows\"\nabsolute_floor=2\n"},
        Accepted{"APercentileInBytesByRule",
                 "[[rule]]\nmetric=\"p95\"\nunit=\"B\"\n"
                 "[[budget]]\nmetric=\"p95\"\nerror=\"5 KiB\"\n"},
        Accepted{"OrderReversedByRule",
                 "[[rule]]\nmetric=\"x\"\ndirection=\"higher\"\n"
                 "[[budget]]\nmetric=\"x\"\ntarget=5\nerror=1\n"},
        Accepted{"ABudgetOnTheClock", "[[budget]]\nmetric=\"clock\"\nerror=\"5 ms\"\n"}),
    [](const auto& tested) { return std::string(tested.param.what); });

struct Refused {
  std::string_view what;
  std::string_view toml;
  std::string_view start;  ///< of the message, after "benchgate.toml:"
  std::string_view hint;   ///< somewhere in it
};

void PrintTo(const Refused& tested, std::ostream* out) {
  *out << tested.what;
}

class PolicyFileRefuses : public testing::TestWithParam<Refused> {};

TEST_P(PolicyFileRefuses, WithPlaceAndAdvice) {
  const auto message = refusal(GetParam().toml);
  EXPECT_THAT(message, StartsWith("benchgate.toml:" + std::string(GetParam().start)));
  EXPECT_THAT(message, HasSubstr(std::string(GetParam().hint)));
  EXPECT_THAT(message, testing::Not(HasSubstr("\n"))) << "one fault, one line";
}

std::string refused_name(const testing::TestParamInfo<Refused>& tested) {
  return std::string(tested.param.what);
}

using namespace std::string_view_literals;

INSTANTIATE_TEST_SUITE_P(
    Syntax, PolicyFileRefuses,
    testing::Values(
        Refused{"NotToml", "[gate\n", "1:6: not TOML: ", "toml.io"},
        Refused{"NoKeyInATableHeader", "[gate]\n[=]\n", "2:2: not TOML: ", "toml.io"},
        Refused{"AControlCharacterInATableHeader", std::string_view("[\x06\0\0jvvel\x01\0\0z", 13),
                "1:2: not TOML: ", ""},
        Refused{"NoKeyInAHeaderOfTables", "[[\n", "1:3: not TOML: ", ""},
        Refused{"NoValue", "[gate]\nlevel =\n", "2:8: not TOML: ", ""},
        Refused{"KeyTwice", "[gate]\nlevel = 0.9\nlevel = 0.8\n", "3:", "level"},
        Refused{"TableTwice", "[gate]\n[on]\n[gate]\n", "3:", "gate"},
        Refused{"Json", "{\"gate\": 1}", "1:1: not TOML: ", ""},
        Refused{"InvalidUtf8", "[gate]\nlevel = \"\xFF\"\n", "2:", "utf-8"},
        Refused{"Utf16", "\xFF\xFE[\0g\0]\0"sv, "1:1: ", ""},
        Refused{"ANulByte", "[gate]\n\0"sv, "2:1: ", ""},
        Refused{"UnclosedText", "[gate]\nmax_regression = \"5 %\n", "2:", ""},
        Refused{"UnknownSection", "[gates]\n", "1:2: unknown key \"gates\"", "mean \"gate\"?"},
        Refused{"PluralSection", "[[rules]]\nseverity=\"off\"\n", "1:3: ", "mean \"rule\"?"},
        Refused{"SectionOfAnotherTool", "[tool.ruff]\nx = 1\n", "1:2: ", "known here: \"gate\""},
        Refused{"ABareCharacter", "[gate]\n\xC3\xA4 = 1\n", "2:1: not TOML: ", "quotes"},
        Refused{"QuotesInsideAWord", "a = 5\" ms\"\n", "1:6: not TOML: quotes inside a word", ""},
        Refused{"QuotesBehindADotInAValue", "a = 1.\" ms\"\n", "1:7: not TOML: quotes", ""},
        Refused{"QuotesBehindASecondEqualsSign", "a = -=\"9\xCE\xBCs\n", "1:7: not TOML: quotes",
                ""},
        Refused{"QuotesBehindABracketInAWord", "a = -[\"9\xCE\xBCs\n", "1:7: not TOML: quotes", ""},
        Refused{"ABareSpace", "[gate]\xC2\xA0\n", "1:7: not TOML: ", "quotes"},
        Refused{"ABareCharacterBehindQuotes", "a = \"\\\"#\"\xC2\xA7\n", "1:10: not TOML: ", ""},
        Refused{"ACharacterBehindAJoint", "s = \"\"\"\\\n\xC2\xA7\"\"\"\n", "2:1: not TOML: ", ""},
        Refused{"AnEscapedCharacter", "s = \"\\\xC2\xA7\"\n", "1:7: not TOML: ", ""},
        Refused{"ColumnsInBytes", "[renames]\n\"\xC3\xA4\" = 3\n", "2:8: ", "\"\xC3\xA4\""},
        Refused{"EscapesOfC1InNames", "\"\\u009B2J\" = 1\n", "1:1: ", "\"\\xc2\\x9b2J\""},
        Refused{"ControlInSyntaxError", "a = n\x7F\n", "1:6: ", ""},
        Refused{"EscapesInNames", "\"a\\u001B[2J\\n\" = 1\n", "1:1: ", "\"a\\x1b[2J\\x0a\""}),
    refused_name);

INSTANTIATE_TEST_SUITE_P(
    Gate, PolicyFileRefuses,
    testing::Values(
        Refused{"UnknownKey", "[gate]\nmax_regresion = \"5 %\"\n", "2:1: unknown key",
                "did you mean \"max_regression\"?"},
        Refused{"NotATable", "gate = 3\n", "1:1: gate is a whole number", "write [gate]"},
        Refused{"AListOfTables", "[[gate]]\nlevel = 0.9\n", "1:3: gate is a list", "write [gate]"},
        Refused{"AlphaZero", "[gate]\nfamily_alpha = 0\n", "2:16: ", "above 0 and below 0.5"},
        Refused{"AlphaOne", "[gate]\nfamily_alpha = 1\n", "2:16: ", "above 0 and below 0.5"},
        Refused{"AlphaNegative", "[gate]\nfamily_alpha = -0.01\n", "2:16: ", "above 0"},
        Refused{"AlphaThatIsALevel", "[gate]\nfamily_alpha = 0.95\n", "2:16: ", "below 0.5"},
        Refused{"AlphaInPercent", "[gate]\nfamily_alpha = \"1 %\"\n", "2:16: ", "a number"},
        Refused{"AlphaNotANumber", "[gate]\nfamily_alpha = nan\n", "2:16: ", "above 0"},
        Refused{"AlphaInfinite", "[gate]\nfamily_alpha = inf\n", "2:16: ", "above 0"},
        Refused{"LevelThatIsAnAlpha", "[gate]\nlevel = 0.05\n", "2:9: ", "above 0.5 and below 1"},
        Refused{"LevelInPercent", "[gate]\nlevel = 95\n", "2:9: ", "above 0.5 and below 1"},
        Refused{"LevelOne", "[gate]\nlevel = 1.0\n", "2:9: ", "below 1"},
        Refused{"FractionForPercent", "[gate]\nmax_regression = 0.05\n",
                "2:18: ", "write max_regression = \"5 %\""},
        Refused{"NumberForPercent", "[gate]\nmax_regression = 5\n", "2:18: ", "\"5 %\""},
        Refused{"TextWithoutPercent", "[gate]\nmax_regression = \"0.05\"\n", "2:18: ", "\"5 %\""},
        Refused{"OtherUnitForPercent", "[gate]\nmax_regression = \"5 ms\"\n", "2:18: ", "\"5 %\""},
        Refused{"PercentNegative", "[gate]\nmax_regression = \"-5 %\"\n", "2:18: ", "negative"},
        Refused{"PercentZero", "[gate]\nmax_regression = \"0 %\"\n", "2:18: ", "never be shown"},
        Refused{"PercentInfinite", "[gate]\nmax_regression = \"inf %\"\n", "2:18: ", "\"5 %\""},
        Refused{"PercentOfNothing", "[gate]\nmax_regression = \"\"\n", "2:18: ", "\"5 %\""},
        Refused{"ABoolean", "[gate]\nmax_regression = true\n", "2:18: ", "is true or false"},
        Refused{"FloorNegative", "[apart]\nnoise_floor = \"-1 %\"\n", "2:15: ", "negative"},
        Refused{"RunsReal", "[apart]\nhistory_runs = 2.5\n", "2:16: ", "whole number"},
        Refused{"RunsTooFew", "[apart]\nhistory_runs = 2\n", "2:16: ", "from 3"},
        Refused{"RunsNegative", "[apart]\nhistory_runs = -20\n", "2:16: ", "from 3"},
        Refused{"RunsHuge", "[apart]\nhistory_runs = 9223372036854775807\n", "2:16: ", "from 3"},
        Refused{"DuetUnknownKey", "[duet]\nbudgets = \"1 min\"\n", "2:1: unknown key",
                "did you mean \"budget\"?"},
        Refused{"DuetFraction", "[duet]\nmax_regression = 0.005\n", "2:18: ", "\"0.5 %\""},
        Refused{"DuetZero", "[duet]\nmax_regression = \"0 %\"\n", "2:18: ", "\"0.5 %\""},
        Refused{"DuetNothingUnchanged", "[duet]\nunchanged_within = \"0 %\"\n",
                "2:20: ", "never be shown"},
        Refused{"DuetUnchangedBelowLimit", "[duet]\nunchanged_within = \"0.2 %\"\n",
                "2:20: ", "is below max_regression (0.5 %)"},
        Refused{"DuetTimeZero", "[duet]\nmin_time = \"0 ms\"\n", "2:12: ", "above zero"},
        Refused{"DuetTimeNumber", "[duet]\nmin_time = 60\n", "2:12: ", "\"50 ms\""},
        Refused{"DuetBudgetPercent", "[duet]\nbudget = \"5 %\"\n", "2:10: ", "not a time"},
        Refused{"DuetBudgetTooShort", "[duet]\nbudget = \"45 ms\"\n",
                "2:10: ", "not above min_time"},
        Refused{"OnUnknownWord", "[on]\nmissing = \"error\"\n", "2:11: missing cannot be",
                "\"fail\", \"warn\" or \"off\""},
        Refused{"OnWrongCase", "[on]\nmissing = \"Fail\"\n", "2:11: ", "\"fail\""},
        Refused{"OnBoolean", "[on]\nmissing = false\n", "2:11: ", "\"off\""},
        Refused{"OnUnknownKey", "[on]\nadded = \"off\"\n", "2:1: unknown key", "\"new\""}),
    refused_name);

INSTANTIATE_TEST_SUITE_P(
    Suites, PolicyFileRefuses,
    testing::Values(
        Refused{"SingleBrackets", "[suite]\nname=\"a\"\n", "1:2: ", "write [[suite]]"},
        Refused{"ListOfNames", "suite = [\"db\"]\n", "1:10: ", "write [[suite]]"},
        Refused{"NoName", "[[suite]]\ncommand=[\"x\"]\n", "1:1: a [[suite]] has no name", ""},
        Refused{"NoCommand", "[[suite]]\nname=\"a\"\n", "1:1: a [[suite]] has no command", ""},
        Refused{"CommandAsText", "[[suite]]\nname=\"a\"\ncommand = \"x -y\"\n",
                "3:11: ", "[\"x -y\"]"},
        Refused{"CommandEmpty", "[[suite]]\nname=\"a\"\ncommand = []\n", "3:11: ", "empty list"},
        Refused{"CommandOfNothing", "[[suite]]\nname=\"a\"\ncommand = [\"\"]\n", "3:12: ", "empty"},
        Refused{"CommandOfNumbers", "[[suite]]\nname=\"a\"\ncommand = [1]\n", "3:12: ", "text"},
        Refused{"CommandWithNul", "[[suite]]\nname=\"a\"\ncommand = [\"a\\u0000\"]\n",
                "3:12: ", "NUL"},
        Refused{"NameEmpty", "[[suite]]\nname=\"\"\ncommand = [\"x\"]\n", "2:6: ", "empty"},
        Refused{"NameIsAPath", "[[suite]]\nname=\"../x\"\ncommand = [\"x\"]\n",
                "2:6: ", "file name"},
        Refused{"NameIsHidden", "[[suite]]\nname=\".x\"\ncommand = [\"x\"]\n",
                "2:6: ", "file name"},
        Refused{"NameIsAnOption", "[[suite]]\nname=\"-x\"\ncommand = [\"x\"]\n",
                "2:6: ", "file name"},
        Refused{"NameWithSpace", "[[suite]]\nname=\"a b\"\ncommand = [\"x\"]\n",
                "2:6: ", "file name"},
        Refused{"NameTwice",
                "[[suite]]\nname=\"a\"\ncommand=[\"x\"]\n[[suite]]\nname=\"a\"\ncommand=[\"y\"]\n",
                "5:6: ", "on line 2 already"},
        Refused{"MinTimeWithoutUnit", "[[suite]]\nname=\"a\"\ncommand=[\"x\"]\nmin_time=\"50\"\n",
                "4:10: ", "\"50 ms\""},
        Refused{"MinTimeNumber", "[[suite]]\nname=\"a\"\ncommand=[\"x\"]\nmin_time=0.5\n",
                "4:10: ", "\"50 ms\""},
        Refused{"MinTimeInBytes", "[[suite]]\nname=\"a\"\ncommand=[\"x\"]\nmin_time=\"5 kB\"\n",
                "4:10: ", "not a time"},
        Refused{"MinTimeZero", "[[suite]]\nname=\"a\"\ncommand=[\"x\"]\nmin_time=\"0 s\"\n",
                "4:10: ", "above zero"},
        Refused{"MinTimeNegative", "[[suite]]\nname=\"a\"\ncommand=[\"x\"]\nmin_time=\"-1 s\"\n",
                "4:10: ", "above zero"},
        Refused{"MinTimeOverflow",
                "[[suite]]\nname=\"a\"\ncommand=[\"x\"]\nmin_time=\"1e308 min\"\n",
                "4:10: ", "not a time"},
        Refused{"LimitBelowMinTime",
                "[[suite]]\nname=\"a\"\ncommand=[\"x\"]\nmin_time=\"2 s\"\ntime_limit=\"1 s\"\n",
                "5:12: ", "raise it"},
        Refused{"NoRestarts", "[[suite]]\nname=\"a\"\ncommand=[\"x\"]\nrestarts=0\n",
                "4:10: restarts is 0", "from 1"},
        Refused{"TooManyRestarts", "[[suite]]\nname=\"a\"\ncommand=[\"x\"]\nrestarts=1001\n",
                "4:10: ", "to 1000"},
        Refused{"RestartsAsText", "[[suite]]\nname=\"a\"\ncommand=[\"x\"]\nrestarts=\"10\"\n",
                "4:10: ", "whole number"},
        Refused{"EnvironmentAsList",
                "[[suite]]\nname=\"a\"\ncommand=[\"x\"]\nenvironment=[\"A=b\"]\n",
                "4:13: ", "NAME = \"value\""},
        Refused{"EnvironmentNumber", "[[suite]]\nname=\"a\"\ncommand=[\"x\"]\nenvironment={A=1}\n",
                "4:16: ", "quotes"},
        Refused{"EnvironmentFalse",
                "[[suite]]\nname=\"a\"\ncommand=[\"x\"]\nenvironment={A=false}\n",
                "4:16: ", "or true to pass on benchgate's own"},
        Refused{"WorkingDirectoryOutside",
                "[[suite]]\nname=\"a\"\ncommand=[\"x\"]\nworking_directory=\"a/../../b\"\n",
                "4:19: ", "not below the folder of this file"},
        Refused{"WorkingDirectoryAbsolute",
                "[[suite]]\nname=\"a\"\ncommand=[\"x\"]\nworking_directory=\"/tmp\"\n",
                "4:19: ", "\"benchmarks\""},
        Refused{"InputsAbsolute",
                "[[suite]]\nname=\"a\"\ncommand=[\"x\"]\ninputs=[\"data/*\", \"/tmp/x\"]\n",
                "4:8: ", "\"/tmp/x\" is an absolute path"},
        Refused{"InputsText", "[[suite]]\nname=\"a\"\ncommand=[\"x\"]\ninputs=\"data/*\"\n",
                "4:8: ", "[\"data/*\"]"},
        Refused{"EnvironmentName",
                "[[suite]]\nname=\"a\"\ncommand=[\"x\"]\nenvironment={\"A=B\"=\"\"}\n",
                "4:14: ", "\"A=B\" cannot be"},
        Refused{"EnvironmentNul",
                "[[suite]]\nname=\"a\"\ncommand=[\"x\"]\nenvironment={A=\"\\u0000\"}\n",
                "4:16: ", "NUL"},
        Refused{"UnknownKeyInSuite", "[[suite]]\nname=\"a\"\ncommand=[\"x\"]\nfliter=\"y\"\n",
                "4:1: ", "did you mean \"filter\"?"}),
    refused_name);

INSTANTIATE_TEST_SUITE_P(
    Rules, PolicyFileRefuses,
    testing::Values(
        Refused{"SetsNothing", "[[rule]]\nbenchmark=\"db/*\"\n", "1:1: this rule sets nothing",
                "max_regression"},
        Refused{"EmptyBenchmark", "[[rule]]\nbenchmark=\"\"\nseverity=\"off\"\n",
                "2:11: ", "empty"},
        Refused{"EmptyMetric", "[[rule]]\nmetric=\"\"\nseverity=\"off\"\n", "2:8: ", "empty"},
        Refused{"MetricAsList", "[[rule]]\nmetric=[\"p95\"]\nseverity=\"off\"\n",
                "2:8: ", "a text"},
        Refused{"UnknownUnit", "[[rule]]\nmetric=\"x\"\nunit=\"seconds\"\n", "3:6: ", "\"ns\""},
        Refused{"ScaledUnit", "[[rule]]\nmetric=\"x\"\nunit=\"ms\"\n", "3:6: ", "\"ns\""},
        Refused{"UnknownDirection", "[[rule]]\nmetric=\"x\"\ndirection=\"up\"\n",
                "3:11: ", "\"lower\", \"higher\" or \"neither\""},
        Refused{"UnknownKind", "[[rule]]\nmetric=\"x\"\nkind=\"count\"\n",
                "3:6: ", "\"timing\" or \"exact\""},
        Refused{"UnknownSeverity", "[[rule]]\nseverity=\"error\"\n", "2:10: ", "\"fail\""},
        Refused{"UnitOfEverything", "[[rule]]\nunit=\"B\"\n", "2:6: ", "name the metric"},
        Refused{"UnitOfTheClock", "[[rule]]\nmetric=\"clock\"\nunit=\"B\"\n", "3:6: ", "clock"},
        Refused{"DirectionOfAClock", "[[rule]]\nmetric=\"real_time\"\ndirection=\"higher\"\n",
                "3:11: ", "clock"},
        Refused{"ExactClock", "[[rule]]\nmetric=\"cpu_time\"\nkind=\"exact\"\n", "3:6: ", "clock"},
        Refused{"ExactClockByPattern", "[[rule]]\nmetric=\"*_time\"\nkind=\"exact\"\n",
                "3:6: ", "clock"},
        Refused{"NoToleranceForTimings", "[[rule]]\nmetric=\"clock\"\nmax_regression=\"0 %\"\n",
                "3:16: ", "never be shown"},
        Refused{"NoToleranceForAll", "[[rule]]\nmax_regression=\"0 %\"\n",
                "2:16: ", "never be shown"},
        Refused{"ToleranceNegative", "[[rule]]\nmetric=\"p95\"\nmax_regression=\"-3 %\"\n",
                "3:16: ", "negative"},
        Refused{"ToleranceNumber", "[[rule]]\nmetric=\"p95\"\nmax_regression=0.03\n",
                "3:16: ", "\"3 %\""},
        Refused{"FloorOfZero", "[[rule]]\nmetric=\"p95\"\nabsolute_floor=\"0 us\"\n",
                "3:16: ", "not above zero"},
        Refused{"FloorInAnotherUnit", "[[rule]]\nmetric=\"p95\"\nabsolute_floor=\"1 KiB\"\n",
                "3:16: ", "write \"5 ms\""},
        Refused{"FloorWithoutUnit", "[[rule]]\nmetric=\"clock\"\nabsolute_floor=20\n",
                "3:16: ", "write \"5 ms\""},
        Refused{"FloorInPercent", "[[rule]]\nmetric=\"clock\"\nabsolute_floor=\"3 %\"\n",
                "3:16: ", "measured in ns"},
        Refused{"FloorNotANumber", "[[rule]]\nmetric=\"x\"\nabsolute_floor=nan\n",
                "3:16: ", "finite"},
        Refused{"FloorWithUnknownUnit", "[[rule]]\nmetric=\"x\"\nabsolute_floor=\"3 hours\"\n",
                "3:16: ", "known units: ns"},
        Refused{"Contradiction",
                "[[rule]]\nmetric=\"p95\"\nmax_regression=\"3 %\"\n"
                "[[rule]]\nmetric=\"p95\"\nmax_regression=\"4 %\"\n",
                "6:16: max_regression contradicts line 3", "keep one"},
        Refused{"ContradictionByDefaultPattern",
                "[[rule]]\nseverity=\"off\"\n[[rule]]\nbenchmark=\"*\"\nseverity=\"fail\"\n",
                "5:10: severity contradicts line 2", "keep one"},
        Refused{"ContradictionFurtherApart",
                "[[rule]]\nmetric=\"x\"\nkind=\"exact\"\n[[rule]]\nmetric=\"x\"\nunit=\"B\"\n"
                "[[rule]]\nmetric=\"x\"\nkind=\"timing\"\n",
                "9:6: kind contradicts line 3", "keep one"}),
    refused_name);

INSTANTIATE_TEST_SUITE_P(
    Budgets, PolicyFileRefuses,
    testing::Values(
        Refused{"NoMetric", "[[budget]]\nerror=\"5 ms\"\n", "1:1: a [[budget]] names no metric",
                "p95"},
        Refused{"MetricPattern", "[[budget]]\nmetric=\"p9*\"\nerror=\"5 ms\"\n",
                "2:8: ", "whole name"},
        Refused{"NoLimit", "[[budget]]\nmetric=\"p95\"\n", "1:1: this budget has no limit", ""},
        Refused{"SizeForATime", "[[budget]]\nmetric=\"p95\"\nerror=\"5 KiB\"\n",
                "3:7: ", "\"p95\" is measured in ns"},
        Refused{"NumberForATime", "[[budget]]\nmetric=\"p95\"\nerror=5\n", "3:7: ", "\"5 ms\""},
        Refused{"QuotedNumber", "[[budget]]\nmetric=\"x\"\nerror=\"5\"\n",
                "3:7: ", "without quotes"},
        Refused{"TimeForAShare", "[[budget]]\nmetric=\"hit_ratio\"\nerror=\"5 ms\"\n",
                "3:7: ", "\"95 %\""},
        Refused{"NumberForAShare", "[[budget]]\nmetric=\"hit_ratio\"\nerror=0.95\n",
                "3:7: ", "\"95 %\""},
        Refused{"UnitForAnUnknownMetric", "[[budget]]\nmetric=\"x\"\nerror=\"5 ms\"\n",
                "3:7: ", "unit = \"ns\""},
        Refused{"UnknownUnitInLimit", "[[budget]]\nmetric=\"p95\"\nerror=\"5 parsecs\"\n",
                "3:7: ", "known units"},
        Refused{"ZeroTime", "[[budget]]\nmetric=\"p95\"\nerror=\"0 ms\"\n", "3:7: ", "above zero"},
        Refused{"NegativeTime", "[[budget]]\nmetric=\"p95\"\nerror=\"-5 ms\"\n",
                "3:7: ", "above zero"},
        Refused{"NegativeShare", "[[budget]]\nmetric=\"error_rate\"\nerror=\"-1 %\"\n",
                "3:7: ", "below zero"},
        Refused{"MoreThanAll", "[[budget]]\nmetric=\"hit_ratio\"\nerror=\"950 %\"\n",
                "3:7: ", "more than 100 %"},
        Refused{"InfiniteLimit", "[[budget]]\nmetric=\"x\"\nerror=inf\n", "3:7: ", "finite"},
        Refused{"LimitNotANumber", "[[budget]]\nmetric=\"x\"\nerror=-nan\n", "3:7: ", "finite"},
        Refused{"LimitAsDate", "[[budget]]\nmetric=\"x\"\nerror=2026-01-01\n",
                "3:7: ", "is a date or time"},
        Refused{"ErrorBeforeTarget",
                "[[budget]]\nmetric=\"p95\"\ntarget=\"5 ms\"\nerror=\"1 ms\"\n",
                "4:7: ", "target <= warning <= error"},
        Refused{"WarningBeforeTarget",
                "[[budget]]\nmetric=\"p95\"\ntarget=\"5 ms\"\nwarning=\"1 ms\"\n",
                "4:9: ", "target <= warning <= error"},
        Refused{"HigherIsBetterOrder",
                "[[budget]]\nmetric=\"hit_ratio\"\ntarget=\"80 %\"\nerror=\"90 %\"\n",
                "4:7: ", "target >= warning >= error"},
        Refused{"NeitherIsBetter", "[[budget]]\nmetric=\"plan_hash\"\nerror=7\n",
                "2:8: ", "direction"},
        Refused{"BudgetTwice",
                "[[budget]]\nmetric=\"p95\"\ntarget=\"5 ms\"\n"
                "[[budget]]\nmetric=\"p95\"\nerror=\"9 ms\"\n",
                "4:1: ", "on line 1 already"},
        Refused{"UnknownKeyInBudget", "[[budget]]\nmetric=\"x\"\nerror=1\nwarn=1\n",
                "4:1: unknown key \"warn\"", "\"warning\""}),
    refused_name);

INSTANTIATE_TEST_SUITE_P(
    Renames, PolicyFileRefuses,
    testing::Values(
        Refused{"NumberAsName", "[renames]\n\"a\" = 1\n", "2:7: ", "in quotes"},
        Refused{"DotsWithoutQuotes", "[renames]\na.b = \"c\"\n", "2:1: ", "put names with dots"},
        Refused{"OptionalWithoutName", "[renames]\n\"a\" = { optional = true }\n",
                "2:1: ", "no new name"},
        Refused{"OptionalOfAnotherType", "[renames]\n\"a\" = { to = \"b\", optional = 1 }\n",
                "2:", "optional = true"},
        Refused{"ToItself", "[renames]\n\"a\" = \"a\"\n", "2:1: ", "itself"},
        Refused{"ToNothing", "[renames]\n\"a\" = \"\"\n", "2:1: ", "empty"},
        Refused{"FromNothing", "[renames]\n\"\" = \"a\"\n", "2:1: ", "empty"},
        Refused{"Chain", "[renames]\n\"a\" = \"b\"\n\"b\" = \"c\"\n",
                "2:7: ", "which line 3 renames again"},
        Refused{"TwoToOne", "[renames]\n\"b\" = \"c\"\n\"a\" = \"c\"\n",
                "3:7: ", "so does \"b\" on line 2"},
        Refused{"SameNameTwice", "[renames]\n\"a\" = \"b\"\n\"a\" = \"c\"\n", "3:", "a"},
        Refused{"AList", "[[renames]]\n\"a\" = \"b\"\n", "1:3: ", "write [renames]"}),
    refused_name);

TEST(PolicyFile, SaysEverythingThatIsWrongInTheOrderOfTheFile) {
  EXPECT_EQ(refusal("[[budget]]\nmetric = \"p95\"\n[gate]\nlevel = 95\nfoo = 1\n"),
            "benchgate.toml:1:1: this budget has no limit; add target, warning or error, or remove "
            "it\n"
            "benchgate.toml:4:9: level is 95; write a number above 0.5 and below 1\n"
            "benchgate.toml:5:1: unknown key \"foo\" in [gate]; known here: \"family_alpha\", "
            "\"level\" or \"max_regression\"");
}

TEST(PolicyFile, RefusesACycleOfRenames) {
  const auto message = refusal("[renames]\n\"a\" = \"b\"\n\"b\" = \"a\"\n");
  EXPECT_THAT(message, HasSubstr("benchgate.toml:2:7: \"a\" becomes \"b\", which line 3 renames"));
  EXPECT_THAT(message, HasSubstr("benchgate.toml:3:7: \"b\" becomes \"a\", which line 2 renames"));
}

TEST(PolicyFile, ShowsOnlyTheFirstOfVeryManyFaults) {
  std::string toml = "[gate]\n";
  for (int i = 0; i < 2000; ++i) toml += "k" + std::to_string(i) + " = 1\n";
  const auto message = refusal(toml);
  EXPECT_LT(message.size(), 10'000U);
  EXPECT_THAT(message, testing::EndsWith("and 1950 more"));
}

TEST(PolicyFile, RefusesMoreRulesThanAnybodyWrites) {
  std::string toml;
  for (int i = 0; i < 1001; ++i) toml += "[[rule]]\nseverity = \"off\"\n";
  EXPECT_THAT(refusal(toml), HasSubstr("1:3: there are 1001 [[rule]]"));
}

TEST(PolicyFile, SurvivesNestingThatWouldExhaustTheStack) {
  std::string dotted = "a";
  for (int i = 0; i < 200'000; ++i) dotted += ".a";
  EXPECT_THAT(refusal(dotted + " = 1\n"), HasSubstr("1:4097: the line is longer"));
  EXPECT_THAT(refusal("a = " + std::string(4000, '[')), HasSubstr("not TOML"));
  // As deep as both limits let it be.
  std::string half = "a";
  for (int i = 0; i < 2000; ++i) half += ".a";
  std::string nested;
  for (int i = 0; i < 30; ++i) nested += "{" + half + " = [\n";
  EXPECT_THAT(refusal("x = " + nested), HasSubstr("not TOML"));
  EXPECT_THAT(refusal("[" + half + "]\n" + half + "=1\n"), HasSubstr("unknown key \"a\""));
}

class PolicyOnDisk : public testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path path(std::string_view name) const {
    return folder_.path() / name;
  }

  test_support::TemporaryFolder folder_;
};

TEST_F(PolicyOnDisk, IsLoaded) {
  write_file_atomically(path("benchgate.toml"), "[gate]\nlevel = 0.9\n");
  EXPECT_DOUBLE_EQ(load_policy(path("benchgate.toml")).level, 0.9);
}

TEST_F(PolicyOnDisk, MissingIsAUsageErrorWithItsPath) {
  try {
    static_cast<void>(load_policy(path("none.toml")));
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), StartsWith((path("none.toml")).string() + ": "));
    EXPECT_EQ(error.exit_code(), ExitCode::Usage);
  }
}

TEST_F(PolicyOnDisk, AFolderIsAUsageError) {
  EXPECT_THROW((void)load_policy(folder_.path()), UsageError);
}

TEST_F(PolicyOnDisk, OfMegabytesIsAUsageError) {
  write_file_atomically(path("benchgate.toml"), std::string(2 << 20, '\n'));
  EXPECT_THROW((void)load_policy(path("benchgate.toml")), UsageError);
}

}  // namespace
}  // namespace benchgate::gate
