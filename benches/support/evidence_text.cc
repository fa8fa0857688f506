#include "support/evidence_text.h"

#include <array>
#include <string_view>

#include <fmt/core.h>

namespace benches {
namespace {

using Words = std::span<const std::string_view>;
using namespace std::string_view_literals;

constexpr std::array kDocuments = {
    "access review"sv,          "backup policy"sv,           "encryption standard"sv,
    "incident response plan"sv, "vendor assessment"sv,       "penetration test report"sv,
    "change record"sv,          "awareness training log"sv,  "firewall configuration"sv,
    "vulnerability scan"sv,     "continuity plan"sv,         "retention schedule"sv,
    "asset inventory"sv,        "privileged account list"sv, "audit log export"sv,
    "risk register"sv,
};
constexpr std::array kClaims = {
    "confirms that"sv, "shows that"sv,   "documents how"sv,          "demonstrates that"sv,
    "states that"sv,   "records that"sv, "provides evidence that"sv,
};
constexpr std::array kSubjects = {
    "production databases"sv,   "customer records"sv,    "administrator accounts"sv,
    "employee laptops"sv,       "payment terminals"sv,   "cloud storage buckets"sv,
    "source repositories"sv,    "network segments"sv,    "mobile devices"sv,
    "third-party processors"sv, "signing keys"sv,        "backup archives"sv,
    "container images"sv,       "service credentials"sv, "visitor badges"sv,
    "build pipelines"sv,
};
constexpr std::array kPractices = {
    "are encrypted at rest with AES-256"sv,
    "are reviewed every quarter by their owner"sv,
    "are restored from backup in under four hours"sv,
    "are monitored around the clock"sv,
    "require multi-factor authentication"sv,
    "are patched within thirty days of a release"sv,
    "are disposed of by a certified supplier"sv,
    "are covered by a signed processing agreement"sv,
    "are limited to named individuals"sv,
    "are retained for seven years and then erased"sv,
    "are scanned for malware on upload"sv,
    "are segregated from the corporate network"sv,
    "are rotated automatically every ninety days"sv,
    "are rebuilt from a pinned and verified base"sv,
};
constexpr std::array kFindings = {
    "No exceptions were found."sv,
    "No exceptions were found in the sample."sv,
    "One exception was noted and remediated within a week."sv,
    "Two exceptions were accepted by the risk committee."sv,
    "The sample covered all systems in scope."sv,
    "A screenshot of the console is attached."sv,
    "The export was taken directly from the system of record."sv,
    "Compensating controls are described in the appendix."sv,
};
constexpr std::array kDepartments = {
    "information security"sv, "internal audit"sv, "platform engineering"sv, "legal"sv,
    "human resources"sv,      "finance"sv,        "customer support"sv,     "data protection"sv,
};
constexpr std::array kMonths = {
    "January"sv, "February"sv, "March"sv,     "April"sv,   "May"sv,      "June"sv,
    "July"sv,    "August"sv,   "September"sv, "October"sv, "November"sv, "December"sv,
};
constexpr std::array kGivenNames = {
    "Maria"sv,  "James"sv, "Wei"sv,    "Amara"sv, "Luca"sv,   "Sofia"sv,  "Omar"sv,   "Ingrid"sv,
    "Priya"sv,  "Mateo"sv, "Hannah"sv, "Kofi"sv,  "Yuki"sv,   "Elena"sv,  "Tomas"sv,  "Aisha"sv,
    "Noah"sv,   "Freya"sv, "Diego"sv,  "Leila"sv, "Anton"sv,  "Grace"sv,  "Ravi"sv,   "Clara"sv,
    "Jonas"sv,  "Nadia"sv, "Peter"sv,  "Mei"sv,   "Samuel"sv, "Ines"sv,   "Viktor"sv, "Zara"sv,
    "Daniel"sv, "Helga"sv, "Marco"sv,  "Rosa"sv,  "Erik"sv,   "Fatima"sv, "Paul"sv,   "Olga"sv,
};
constexpr std::array kFamilyNames = {
    "Okafor"sv,  "Smith"sv,   "Zhang"sv,   "Rossi"sv,  "Novak"sv,     "Haddad"sv,   "Berg"sv,
    "Patel"sv,   "Garcia"sv,  "Weiss"sv,   "Mensah"sv, "Tanaka"sv,    "Petrov"sv,   "Svoboda"sv,
    "Khan"sv,    "Muller"sv,  "Larsen"sv,  "Lopez"sv,  "Hosseini"sv,  "Ivanov"sv,   "Clarke"sv,
    "Iyer"sv,    "Fischer"sv, "Dubois"sv,  "Silva"sv,  "Kowalski"sv,  "Chen"sv,     "Brown"sv,
    "Moreau"sv,  "Horvat"sv,  "Nguyen"sv,  "Jensen"sv, "Costa"sv,     "Andersen"sv, "Yilmaz"sv,
    "Schmidt"sv, "Fraser"sv,  "Bauer"sv,   "Ortega"sv, "Lindqvist"sv, "Marin"sv,    "Popescu"sv,
    "Keller"sv,  "Vargas"sv,  "Eriksen"sv, "Kim"sv,    "Santos"sv,    "Romano"sv,   "Adeyemi"sv,
    "Walsh"sv,   "Sato"sv,    "Nielsen"sv, "Rahman"sv, "Wagner"sv,    "Ferrari"sv,  "Mbeki"sv,
    "Hansen"sv,  "Duarte"sv,  "Olsen"sv,   "Becker"sv,
};
constexpr std::array kCompanyNames = {
    "Northwind"sv, "Bluepeak"sv, "Harbour"sv, "Silverline"sv, "Redwood"sv,    "Atlas"sv,
    "Meridian"sv,  "Cobalt"sv,   "Juniper"sv, "Granite"sv,    "Lighthouse"sv, "Orchard"sv,
};
constexpr std::array kCompanyKinds = {
    "Logistics"sv, "Health"sv, "Capital"sv, "Software"sv,
    "Foods"sv,     "Energy"sv, "Retail"sv,  "Analytics"sv,
};

std::string_view pick(Random& random, Words words) {
  return random.pick(words);
}

std::string finding(Random& random) {
  return std::string(pick(random, kFindings));
}

std::string review(Random& random) {
  const std::string name = person_name(random);
  return fmt::format("Reviewed by {} on behalf of {}.", name, pick(random, kDepartments));
}

std::string reference(Random& random) {
  const std::size_t ticket = 1'000 + random.below(9'000);
  return fmt::format("Reference CMP-{}, next review due in {}.", ticket, pick(random, kMonths));
}

// Each argument is drawn in a statement of its own: the order in which a call
// evaluates its arguments differs between compilers.
std::string claim(Random& random) {
  const auto document = pick(random, kDocuments);
  const auto verb = pick(random, kClaims);
  const auto subject = pick(random, kSubjects);
  const auto practice = pick(random, kPractices);
  return fmt::format("The {} {} {} {}.", document, verb, subject, practice);
}

}  // namespace

std::string evidence_title(Random& random) {
  std::string title(pick(random, kDocuments));
  title.front() = static_cast<char>(title.front() - 'a' + 'A');
  return fmt::format("{} for {}", title, pick(random, kSubjects));
}

std::string evidence_text(Random& random) {
  std::string text = claim(random);
  if (random.chance(0.6)) text += ' ' + claim(random);
  text += ' ' + finding(random);
  text += ' ' + review(random);
  if (random.chance(0.7)) text += ' ' + reference(random);
  return text;
}

std::string person_name(Random& random) {
  const auto given = pick(random, kGivenNames);
  return fmt::format("{} {}", given, pick(random, kFamilyNames));
}

std::string company_name(Random& random) {
  const auto name = pick(random, kCompanyNames);
  return fmt::format("{} {}", name, pick(random, kCompanyKinds));
}

}  // namespace benches
