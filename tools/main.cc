#include <csignal>
#include <string>
#include <vector>

#include "benchgate/cli/app.h"

int main(int argc, char** argv) {
  // A reader that went away (`| head`) shows as a failed write, which is handled.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // and so does a file that may not grow any more
  return benchgate::cli::run(std::vector<std::string>(argv + 1, argv + argc),
                             benchgate::cli::process_console());
}
