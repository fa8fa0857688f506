// What use cases tell, on the console's stderr: one line of progress that redraws itself on a
// terminal and is gone in the end, and the messages, which stay.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "benchgate/cli/console.h"
#include "benchgate/cli/progress.h"
#include "benchgate/work/observer.h"

namespace benchgate::cli {

class ConsoleObserver : public work::Observer {
 public:
  /// `console` must outlive it.
  explicit ConsoleObserver(const Console& console) : console_(console) {}

  /// Must not outlive this.
  [[nodiscard]] work::Caller caller() { return {console_.getenv, *this}; }

  void note(std::string_view message) override;
  void building(const builds::BuildProgress& progress) override;
  void waiting_for(const std::string& process) override;
  void measuring(const measure::Progress& progress) override;
  void writing(const measure::Progress& progress) override;
  void comparing(const compare::PairSchedule::Progress& schedule,
                 const measure::PairProgress& progress) override;
  void asking(std::string_view subject, const measure::PairProgress& progress) override;
  void finished() override;

 private:
  const Console& console_;
  std::optional<BuildDisplay> build_;
  std::optional<ProgressDisplay> progress_;
  std::optional<StatusLine> line_;
};

}  // namespace benchgate::cli
