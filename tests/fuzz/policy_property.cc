#include <cmath>
#include <optional>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "benchgate/base/error.h"
#include "benchgate/gate/policy_file.h"
#include "fuzz/properties.h"

namespace benchgate::fuzz {
namespace {

/// Every line is "f.toml:line:column: text", the last one perhaps "f.toml: and N more"; none holds
/// a control character.
void check_message(const std::string& message) {
  static const std::regex kLine(R"(f\.toml:([1-9]\d*:[1-9]\d*: .+|\ and \d+ more))");
  std::istringstream lines(message);
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    for (const char c : line) {
      const auto byte = static_cast<unsigned char>(c);
      require(byte >= 0x20 && byte != 0x7F, "messages have no control characters");
    }
    // A long line would exhaust std::regex's stack.
    require(std::regex_match(line.substr(0, 200), kLine), "every line says where");
  }
  require(count >= 1 && count <= 51, "there is a message, and it is not endless");
}

void require_fraction(const std::optional<double>& value) {
  require(!value || (std::isfinite(*value) && *value >= 0), "fractions are finite, not negative");
}

void check_suites(const gate::Policy& policy) {
  std::set<std::string> names;
  for (const auto& suite : policy.suites) {
    require(names.insert(suite.name).second, "suites have names of their own");
    require(suite.name.find('/') == std::string::npos, "suite names are file names");
    require(!suite.command.empty() && !suite.command.front().empty(), "suites have commands");
    require(!suite.min_time || suite.min_time->count() > 0, "times are above zero");
    require(!suite.restarts || *suite.restarts > 0, "restarts are above zero");
  }
}

void check_values(const gate::Policy& policy) {
  require(policy.family_alpha > 0 && policy.family_alpha < 1, "alpha is between 0 and 1");
  require(policy.level > 0 && policy.level < 1, "the level is between 0 and 1");
  require(policy.max_regression > 0, "something may be lost");
  require_fraction(policy.max_regression);
  require_fraction(policy.apart.noise_floor);
  require_fraction(policy.duet.max_regression);
  require_fraction(policy.duet.unchanged_within);
  require(policy.duet.max_regression > 0, "something may be lost in duets");
  require(policy.duet.min_time.count() > 0, "pairs take time");
  require(!policy.duet.budget || policy.duet.budget->count() > 0, "budgets are above zero");
  for (const auto& rule : policy.rules) {
    require_fraction(rule.max_regression);
    if (rule.absolute_floor) require_fraction(rule.absolute_floor->value);
  }
  for (const auto& budget : policy.budgets) {
    require(!budget.metric.empty(), "budgets have metrics");
    require(budget.target || budget.warning || budget.error, "budgets have limits");
    for (const auto& limit : {budget.target, budget.warning, budget.error}) {
      require(!limit || std::isfinite(*limit), "limits are finite");
    }
  }
}

}  // namespace

void check_policy(std::string_view bytes) {
  try {
    const auto policy = gate::parse_policy(bytes, "f.toml");
    check_suites(policy);
    check_values(policy);
    const model::TimedName name{.name = "db/x/real_time", .clock = "real_time"};
    const model::NamedMetric clock{.name = "real_time",
                                   .definition = model::default_definition("real_time")};
    static_cast<void>(gate::rule_for(policy, name, clock));
    static_cast<void>(gate::budget_for(policy, name, "p95"));
  } catch (const UsageError& error) {
    check_message(error.what());
  }
}

}  // namespace benchgate::fuzz
