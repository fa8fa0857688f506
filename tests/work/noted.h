// What a use case tells its observer, kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "benchgate/work/observer.h"

namespace benchgate::work {

class Noted : public Observer {
 public:
  void note(std::string_view message) override { notes.emplace_back(message); }
  void writing(const measure::Progress& progress) override { written.push_back(progress.done); }

  std::vector<std::string> notes;
  std::vector<std::size_t> written;
};

}  // namespace benchgate::work
