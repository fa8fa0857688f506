// An executable that calls the driver as bench_main does and then says what the variable
// ROGUE_BENCH asks for: for the tests of driving. Escapes: \n; "#" stands for 1 MiB of x. "|" waits
// for a line.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace {

int call(const char* path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path, sizeof address.sun_path - 1);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  const void* place = &address;
  if (::connect(socket, static_cast<const sockaddr*>(place), sizeof address) != 0) std::exit(9);
  return socket;
}

void say(int socket, std::string_view text) {
  while (!text.empty()) {
    const auto sent = ::send(socket, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0) std::exit(0);
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
}

}  // namespace

int main() {
  const char* script = std::getenv("ROGUE_BENCH");
  const char* path = std::getenv("BENCHGATE_AGENT");
  if (script == nullptr || path == nullptr) return 8;
  const int socket = call(path);
  for (std::string_view rest = script; !rest.empty(); rest.remove_prefix(1)) {
    if (rest.front() == '#') {
      say(socket, std::string(std::size_t{1} << 20, 'x'));
    } else if (rest.front() == '|') {
      for (char c = 0; c != '\n';) {
        if (::recv(socket, &c, 1, 0) <= 0) return 0;
      }
    } else if (rest.starts_with("\\n")) {
      say(socket, "\n");
      rest.remove_prefix(1);
    } else {
      say(socket, rest.substr(0, 1));
    }
  }
  char c = 0;
  while (::recv(socket, &c, 1, 0) > 0) {
  }
  return 0;
}
