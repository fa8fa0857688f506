#include "benchgate/base/name_filter.h"

#include <stdexcept>

#include <regex.h>

namespace benchgate {

/// POSIX, and not std::regex: that recurses once per character, and names from a file may be long
/// enough to exhaust the stack; nor is it bounded in time.
struct NameFilter::Compiled {
  explicit Compiled(const std::string& text) {
    const int status = ::regcomp(&expression, text.c_str(), REG_EXTENDED | REG_NOSUB);
    if (status == 0) return;
    std::string reason(256, '\0');
    reason.resize(::regerror(status, &expression, reason.data(), reason.size()) - 1);
    throw std::invalid_argument(reason);
  }
  ~Compiled() { ::regfree(&expression); }
  Compiled(const Compiled&) = delete;
  Compiled& operator=(const Compiled&) = delete;

  regex_t expression{};
};

NameFilter::NameFilter(const std::string& text) : inverted_(text.starts_with('-')) {
  if (!text.empty()) compiled_ = std::make_unique<Compiled>(text.substr(inverted_ ? 1 : 0));
}
NameFilter::~NameFilter() = default;
NameFilter::NameFilter(NameFilter&&) noexcept = default;
NameFilter& NameFilter::operator=(NameFilter&&) noexcept = default;

bool NameFilter::keeps(const std::string& name) const {
  if (!compiled_) return true;
  const bool found = ::regexec(&compiled_->expression, name.c_str(), 0, nullptr, 0) == 0;
  return found != inverted_;
}

}  // namespace benchgate
