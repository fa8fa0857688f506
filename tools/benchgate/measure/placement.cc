#include "benchgate/measure/placement.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "benchgate/elf/elf_file.h"
#include "benchgate/measure/descriptor.h"

namespace benchgate::measure {
namespace {

constexpr std::uint64_t kPage = 4096;
/// Larger files are moved in larger parts, not for longer.
constexpr std::uint64_t kMaxParts = 4096;
constexpr std::uint64_t kMaxBytes = std::uint64_t{256} << 20U;
/// New places may take a ninth of the time.
constexpr int kPause = 8;

struct OpenFile {
  Descriptor descriptor;
  std::uint64_t bytes = 0;  ///< that are loaded
};

/// A part of a file, read as one.
struct Part {
  int descriptor = -1;
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
};

OpenFile opened(const std::filesystem::path& file) {
  Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status {};
  if (!descriptor.is_open() || ::fstat(descriptor.get(), &status) != 0) return {};
  if (!S_ISREG(status.st_mode)) return {};
  auto bytes = static_cast<std::uint64_t>(status.st_size);
  if (const auto elf = elf::ElfFile::open(file)) bytes = std::min(bytes, elf->loaded_end());
  return {.descriptor = std::move(descriptor), .bytes = bytes};
}

/// Pages that are not on the disk yet are not dropped.
bool drop_pages(const OpenFile& file) {
  if (file.bytes == 0 || file.bytes > kMaxBytes) return false;
  const int descriptor = file.descriptor.get();
  return ::fdatasync(descriptor) == 0 &&
         ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED) == 0;
}

void add_parts(const OpenFile& file, std::vector<Part>& parts) {
  const std::uint64_t pages = (file.bytes + kPage - 1) / kPage;
  const std::uint64_t bytes = (pages + kMaxParts - 1) / kMaxParts * kPage;
  for (std::uint64_t offset = 0; offset < file.bytes; offset += bytes) {
    parts.push_back({.descriptor = file.descriptor.get(), .offset = offset, .bytes = bytes});
  }
}

}  // namespace

void place_anew(std::span<const std::filesystem::path> files, std::mt19937_64& random) {
  std::vector<OpenFile> open;
  std::vector<Part> parts;
  for (const auto& path : files) {
    auto file = opened(path);
    if (!drop_pages(file)) continue;
    add_parts(file, parts);
    open.push_back(std::move(file));
  }
  // The system hands out first what was freed last. Read one after the other, each file would get
  // its own pages back; and in order, it would change between two ways of lying there.
  std::ranges::shuffle(parts, random);
  for (const auto& part : parts) {
    (void)::posix_fadvise(part.descriptor, static_cast<off_t>(part.offset),
                          static_cast<off_t>(part.bytes), POSIX_FADV_WILLNEED);
  }
  // All have arrived when they can be read.
  std::vector<char> buffer(1U << 16U);
  for (const auto& file : open) {
    off_t at = 0;
    while (static_cast<std::uint64_t>(at) < file.bytes) {
      const auto got = ::pread(file.descriptor.get(), buffer.data(), buffer.size(), at);
      if (got <= 0) break;
      at += got;
    }
  }
}

Placement::Placement(std::vector<std::filesystem::path> files, std::size_t benchmarks,
                     std::size_t at_once, std::uint64_t seed)
    : files_(std::move(files)), pairs_(benchmarks), at_once_(at_once), random_(seed) {
  if (!files_.empty()) renew(Clock::now());
}

bool Placement::is_due(std::size_t benchmark, Clock::time_point now) const {
  return !files_.empty() && pairs_[benchmark] >= at_once_ && now >= not_before_;
}

void Placement::renew(Clock::time_point asked) {
  place_anew(files_, random_);
  std::ranges::fill(pairs_, 0);
  const auto now = Clock::now();
  not_before_ = now + kPause * (now - asked);
}

}  // namespace benchgate::measure
