// Counts what a process allocates: a library to be preloaded, so that an executable whose time is
// measured has none of this in it.
//
// Counts every successful malloc(), calloc(), realloc() and aligned allocation of every thread
// between start and stop, and so operator new of the C++ library and what C libraries allocate; and
// the most bytes, as asked for, that these had in use at once. Does not see mmap(), the stack, or
// memory that an allocator linked into the executable hands out by itself.
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <dlfcn.h>
#include <sys/mman.h>

namespace {

/// Addresses in use and their sizes. Its memory comes from the kernel: it must not count itself.
class LiveBytes {
 public:
  void clear() {
    if (slots_ != nullptr) ::munmap(slots_, capacity_ * sizeof(Slot));
    slots_ = nullptr;
    capacity_ = 0;
    used_ = 0;
  }

  void insert(std::uintptr_t address, std::size_t bytes) {
    if (2 * (used_ + 1) > capacity_) grow();
    if (capacity_ == 0) return;
    Slot& slot = find(address);
    if (slot.address == 0) ++used_;
    slot = {address, bytes};
  }

  /// Its size; 0 where it is not known.
  std::size_t erase(std::uintptr_t address) {
    if (capacity_ == 0) return 0;
    Slot& slot = find(address);
    if (slot.address == 0) return 0;
    const std::size_t bytes = slot.bytes;
    close_gap(static_cast<std::size_t>(&slot - slots_));
    --used_;
    return bytes;
  }

 private:
  struct Slot {
    std::uintptr_t address;
    std::size_t bytes;
  };

  [[nodiscard]] std::size_t home(std::uintptr_t address) const {
    return (address >> 4U) * 0x9E3779B97F4A7C15U & (capacity_ - 1);
  }

  Slot& find(std::uintptr_t address) {
    std::size_t i = home(address);
    while (slots_[i].address != 0 && slots_[i].address != address) i = (i + 1) & (capacity_ - 1);
    return slots_[i];
  }

  void close_gap(std::size_t gap) {
    for (std::size_t i = (gap + 1) & (capacity_ - 1); slots_[i].address != 0;
         i = (i + 1) & (capacity_ - 1)) {
      const std::size_t from_home = (i - home(slots_[i].address)) & (capacity_ - 1);
      if (from_home < ((i - gap) & (capacity_ - 1))) continue;
      slots_[gap] = slots_[i];
      gap = i;
    }
    slots_[gap] = {0, 0};
  }

  void grow() {
    const std::size_t more = capacity_ == 0 ? std::size_t{1} << 16U : 2 * capacity_;
    void* const place = ::mmap(nullptr, more * sizeof(Slot), PROT_READ | PROT_WRITE,
                               MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (place == MAP_FAILED) return;
    LiveBytes larger;
    larger.slots_ = static_cast<Slot*>(place);
    larger.capacity_ = more;
    for (std::size_t i = 0; i < capacity_; ++i) {
      if (slots_[i].address != 0) larger.insert(slots_[i].address, slots_[i].bytes);
    }
    clear();
    *this = larger;
  }

  Slot* slots_ = nullptr;
  std::size_t capacity_ = 0;  ///< a power of two
  std::size_t used_ = 0;
};

struct Counts {
  std::uint64_t allocations = 0;
  std::uint64_t bytes = 0;
  std::uint64_t peak_bytes = 0;
};

std::atomic<bool> is_counting{false};
std::atomic_flag lock = ATOMIC_FLAG_INIT;
Counts counts;
LiveBytes live;

class Locked {
 public:
  Locked() {
    while (lock.test_and_set(std::memory_order_acquire)) {
    }
  }
  ~Locked() { lock.clear(std::memory_order_release); }
  Locked(const Locked&) = delete;
  Locked& operator=(const Locked&) = delete;
};

void* allocated(void* place, std::size_t bytes) {
  if (place == nullptr || !is_counting.load(std::memory_order_relaxed)) return place;
  const Locked locked;
  ++counts.allocations;
  counts.bytes += bytes;
  if (counts.bytes > counts.peak_bytes) counts.peak_bytes = counts.bytes;
  live.insert(reinterpret_cast<std::uintptr_t>(place), bytes);
  return place;
}

/// To be called before it is freed: from then on another thread may get the same address.
void freed(void* place) {
  if (place == nullptr || !is_counting.load(std::memory_order_relaxed)) return;
  const Locked locked;
  counts.bytes -= live.erase(reinterpret_cast<std::uintptr_t>(place));
}

/// dlsym() itself may allocate before it has found anything to allocate with.
class FirstAid {
 public:
  void* allocate(std::size_t bytes) {
    const std::size_t begin = used_.fetch_add((bytes + 63) / 64 * 64);
    return begin + bytes <= sizeof memory_ ? memory_ + begin : nullptr;
  }
  /// How many bytes of it are from there on; 0 where that is not in it.
  [[nodiscard]] std::size_t bytes_from(const void* place) const {
    const auto address = reinterpret_cast<std::uintptr_t>(place);
    const auto begin = reinterpret_cast<std::uintptr_t>(memory_);
    if (address < begin || address >= begin + sizeof memory_) return 0;
    return begin + sizeof memory_ - address;
  }

 private:
  alignas(64) unsigned char memory_[16384]{};
  std::atomic<std::size_t> used_{0};
};

FirstAid first_aid;
thread_local bool is_looking __attribute__((tls_model("initial-exec"))) = false;

template <typename Function>
Function* next(std::atomic<Function*>& known, const char* name) {
  if (Function* function = known.load(std::memory_order_relaxed)) return function;
  if (is_looking) return nullptr;
  is_looking = true;
  void* const symbol = ::dlsym(RTLD_NEXT, name);
  is_looking = false;
  Function* function = nullptr;
  static_assert(sizeof function == sizeof symbol);
  std::memcpy(&function, &symbol, sizeof function);
  known.store(function, std::memory_order_relaxed);
  return function;
}

std::atomic<void* (*)(std::size_t)> next_malloc{nullptr};
std::atomic<void* (*)(std::size_t, std::size_t)> next_calloc{nullptr};
std::atomic<void* (*)(void*, std::size_t)> next_realloc{nullptr};
std::atomic<void (*)(void*)> next_free{nullptr};
std::atomic<int (*)(void**, std::size_t, std::size_t)> next_posix_memalign{nullptr};
std::atomic<void* (*)(std::size_t, std::size_t)> next_aligned_alloc{nullptr};
std::atomic<void* (*)(std::size_t, std::size_t)> next_memalign{nullptr};

}  // namespace

extern "C" {

void benchgate_allocations_start() {
  const Locked locked;
  live.clear();
  counts = {};
  is_counting.store(true);
}

void benchgate_allocations_stop(std::uint64_t* allocations, std::uint64_t* peak_bytes) {
  const Locked locked;
  is_counting.store(false);
  *allocations = counts.allocations;
  *peak_bytes = counts.peak_bytes;
}

void* malloc(std::size_t bytes) {
  auto* const real = next(next_malloc, "malloc");
  return real == nullptr ? first_aid.allocate(bytes) : allocated(real(bytes), bytes);
}

void* calloc(std::size_t count, std::size_t bytes) {
  auto* const real = next(next_calloc, "calloc");
  if (real == nullptr) return first_aid.allocate(count * bytes);
  return allocated(real(count, bytes), count * bytes);
}

void* realloc(void* place, std::size_t bytes) {
  auto* const real = next(next_realloc, "realloc");
  const std::size_t ours = first_aid.bytes_from(place);
  if (real == nullptr || ours > 0) {
    void* const copy = malloc(bytes);
    if (copy != nullptr && ours > 0) std::memcpy(copy, place, bytes < ours ? bytes : ours);
    return copy;
  }
  freed(place);
  return allocated(real(place, bytes), bytes);
}

void free(void* place) {
  if (place == nullptr || first_aid.bytes_from(place) > 0) return;
  freed(place);
  if (auto* const real = next(next_free, "free")) real(place);
}

int posix_memalign(void** place, std::size_t alignment, std::size_t bytes) {
  auto* const real = next(next_posix_memalign, "posix_memalign");
  if (real == nullptr) return ENOMEM;
  const int error = real(place, alignment, bytes);
  if (error == 0) allocated(*place, bytes);
  return error;
}

void* aligned_alloc(std::size_t alignment, std::size_t bytes) {
  auto* const real = next(next_aligned_alloc, "aligned_alloc");
  return real == nullptr ? nullptr : allocated(real(alignment, bytes), bytes);
}

void* memalign(std::size_t alignment, std::size_t bytes) {
  auto* const real = next(next_memalign, "memalign");
  return real == nullptr ? nullptr : allocated(real(alignment, bytes), bytes);
}

}  // extern "C"
