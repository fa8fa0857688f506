#include "support/temporary_folder.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>

#include "support/environment_error.h"

namespace benches {

std::filesystem::path make_temporary_folder(std::string_view purpose) {
  const char* variable = std::getenv("TMPDIR");
  const std::filesystem::path parent = variable == nullptr || *variable == 0 ? "/tmp" : variable;
  std::string pattern = parent / fmt::format("benchgate-{}-XXXXXX", purpose);
  if (mkdtemp(pattern.data()) == nullptr) {
    throw EnvironmentError(fmt::format(
        "cannot make a temporary folder in {}: {}; set TMPDIR to a folder that can be written",
        parent.string(), std::strerror(errno)));
  }
  return pattern;
}

std::string of_constant_length(const std::filesystem::path& path) {
  // A socket in such a folder keeps well within the 107 characters that the kernel allows.
  constexpr std::size_t kLength = 92;
  std::string text = path.string();
  if (text.size() < kLength) text.insert(0, kLength - text.size(), '/');
  return text;
}

void keep_in_use(const std::filesystem::path& folder) {
  const auto lock = folder / ".owner";
  const int file = open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file >= 0) flock(file, LOCK_SH);  // open, and so locked, as long as the process lives
}

TemporaryFolder::TemporaryFolder(std::string_view purpose)
    : path_(make_temporary_folder(purpose)), guardian_([this](Guardian::Owner& owner) {
        keep_in_use(path_);
        while (owner.wait(std::nullopt) != Guardian::Event::OwnerGone) {
        }
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
      }) {}

}  // namespace benches
