#include "benchgate/measure/interrupt.h"

#include <atomic>
#include <cstddef>

namespace benchgate::measure {
namespace {

// Any thread may be the one that a signal interrupts, and all of them ask.
std::atomic<int> received = 0;
static_assert(std::atomic<int>::is_always_lock_free);

void count(int) {
  ++received;
}

}  // namespace

InterruptHandler::InterruptHandler() {
  received = 0;
  struct sigaction action {};
  action.sa_handler = count;  // without SA_RESTART: a waiting poll() returns
  sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    sigaction(kSignals[i], &action, &previous_[i]);
    // nohup and CI runners ignore SIGHUP on purpose.
    if (previous_[i].sa_handler == SIG_IGN) sigaction(kSignals[i], &previous_[i], nullptr);
  }
}

InterruptHandler::~InterruptHandler() {
  for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &previous_[i], nullptr);
  received = 0;
}

int interrupts_received() {
  return received;
}

}  // namespace benchgate::measure
