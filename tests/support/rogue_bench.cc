// An executable that calls the driver as bench_main does and then says what the variable
// ROGUE_BENCH asks for: for the tests of driving. Escapes: \n; "#" stands for 1 MiB of x. "|" waits
// for a line, "@" for a file `go` in the folder ROGUE_FOLDER; "!" makes a file `said` there.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include <fcntl.h>
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
  const char* given_folder = std::getenv("ROGUE_FOLDER");
  const std::string folder = given_folder == nullptr ? "." : given_folder;
  const int socket = call(path);
  // What is said between two waits arrives all at once.
  std::string words;
  const auto say_words = [&] { say(socket, std::exchange(words, {})); };
  for (std::string_view rest = script; !rest.empty(); rest.remove_prefix(1)) {
    if (rest.front() == '#') {
      words += std::string(std::size_t{1} << 20, 'x');
    } else if (rest.front() == '|') {
      say_words();
      for (char c = 0; c != '\n';) {
        if (::recv(socket, &c, 1, 0) <= 0) return 0;
      }
    } else if (rest.front() == '@') {
      say_words();
      while (::access((folder + "/go").c_str(), F_OK) != 0) ::usleep(1000);
    } else if (rest.front() == '!') {
      say_words();
      ::close(::creat((folder + "/said").c_str(), 0600));
    } else if (rest.starts_with("\\n")) {
      words += '\n';
      rest.remove_prefix(1);
    } else {
      words += rest.front();
    }
  }
  say_words();
  char c = 0;
  while (::recv(socket, &c, 1, 0) > 0) {
  }
  return 0;
}
