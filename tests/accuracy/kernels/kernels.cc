// Kernels of known truth, one per way in which code spends its time. Each does a number of equal
// units of work, so that "2 % more of the same work" can be had exactly. Built with
// BENCHGATE_REAL_SLOWDOWNS two of them have faults as people make them.
#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <numeric>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

#include <benchmark/benchmark.h>
#include <sqlite3.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "kernels/injection.h"

namespace benchgate::accuracy {
namespace {

using Random = std::mt19937_64;

/// So many that a thousandth more is a whole unit.
constexpr int kUnits = 1000;

/// What one kernel keeps from iteration to iteration.
class Kernel {
 public:
  Kernel() = default;
  Kernel(const Kernel&) = delete;
  Kernel& operator=(const Kernel&) = delete;
  virtual ~Kernel() = default;
  virtual void work(int units) = 0;
};

class Alu : public Kernel {
 public:
  explicit Alu(std::size_t /*variant*/) {}
  void work(int units) override {
    std::uint64_t x = state_;
    for (int i = 0; i < units * 8; ++i) benchmark::DoNotOptimize(x = x * 6364136223846793005U + 1);
    state_ = x;
  }

 private:
  std::uint64_t state_ = 1;
};

class Dot : public Kernel {
 public:
  explicit Dot(std::size_t variant) : a_(128 + 16 * variant, 1.5), b_(a_.size(), 0.5) {}
  void work(int units) override {
    for (int i = 0; i < units; ++i) {
      double sum = 0;
      for (std::size_t j = 0; j < a_.size(); ++j) sum += a_[j] * b_[j];
      benchmark::DoNotOptimize(sum);
    }
  }

 private:
  std::vector<double> a_;
  std::vector<double> b_;
};

class Branches : public Kernel {
 public:
  explicit Branches(std::size_t variant) : values_(8192 + 512 * variant) {
    Random random(7);
    for (auto& value : values_) value = static_cast<std::uint32_t>(random());
  }
  void work(int units) override {
    std::uint64_t sum = 0;
    for (int i = 0; i < units * 4; ++i) {
      const auto value = values_[next_];
      if (++next_ == values_.size()) next_ = 0;
      if ((value & 1U) != 0) {
        sum += value;
      } else if ((value & 6U) == 2) {
        sum ^= value;
      } else {
        sum -= value >> 3U;
      }
      benchmark::DoNotOptimize(sum);
    }
  }

 private:
  std::vector<std::uint32_t> values_;
  std::size_t next_ = 0;
};

class Sort : public Kernel {
 public:
  explicit Sort(std::size_t variant) : pattern_(64 + 8 * variant), scratch_(pattern_.size()) {
    Random random(11);
    for (auto& value : pattern_) value = static_cast<int>(random() % 100000);
  }
  void work(int units) override {
    for (int i = 0; i < units; ++i) {
      scratch_ = pattern_;
      std::ranges::sort(scratch_);
      benchmark::DoNotOptimize(scratch_.data());
#ifdef BENCHGATE_REAL_SLOWDOWNS
      auto copied = scratch_;  // by value where a reference would do
      benchmark::DoNotOptimize(copied.data());
#endif
    }
  }

 private:
  std::vector<int> pattern_;
  std::vector<int> scratch_;
};

class Strings : public Kernel {
 public:
  explicit Strings(std::size_t variant) : words_(200 + 20 * variant) {
    Random random(13);
    for (auto& word : words_)
      word = std::string(4 + random() % 40, static_cast<char>('a' + random() % 26));
  }
  void work(int units) override {
    for (int i = 0; i < units; ++i) {
      std::string joined = words_[next_];
      joined += words_[(next_ * 7 + 3) % words_.size()];
      joined.insert(joined.size() / 2, ", ");
      benchmark::DoNotOptimize(joined.find('z'));
      if (++next_ == words_.size()) next_ = 0;
    }
  }

 private:
  std::vector<std::string> words_;
  std::size_t next_ = 0;
};

#ifdef BENCHGATE_REAL_SLOWDOWNS
/// Throws half of the buckets away.
struct KeyHash {
  std::size_t operator()(std::uint64_t key) const { return key % 16384; }
};
#else
using KeyHash = std::hash<std::uint64_t>;
#endif

class Hash : public Kernel {
 public:
  explicit Hash(std::size_t variant) : keys_(30000 + 3000 * variant) {
    Random random(17);
    for (auto& key : keys_) key = random();
    for (const auto key : keys_) table_[key] = key ^ 1U;
    std::ranges::shuffle(keys_, random);
  }
  void work(int units) override {
    std::uint64_t sum = 0;
    for (int i = 0; i < units; ++i) {
      sum += table_.find(keys_[next_])->second;
      if (++next_ == keys_.size()) next_ = 0;
    }
    benchmark::DoNotOptimize(sum);
  }

 private:
  std::vector<std::uint64_t> keys_;
  std::unordered_map<std::uint64_t, std::uint64_t, KeyHash> table_;
  std::size_t next_ = 0;
};

/// 4 MiB, one cache line a step, in random order.
class Chase : public Kernel {
 public:
  struct Lines {
    std::size_t count;
  };
  explicit Chase(std::size_t variant) : Chase(Lines{65536 + 2048 * variant}) {}
  explicit Chase(Lines lines) : lines_(lines.count) {
    std::vector<std::uint32_t> order(lines_.size());
    std::iota(order.begin(), order.end(), 0U);
    Random random(19);
    std::shuffle(order.begin() + 1, order.end(), random);
    for (std::size_t i = 0; i < order.size(); ++i) {
      lines_[order[i]].next = order[(i + 1) % order.size()];
    }
  }
  void work(int units) override {
    std::uint32_t at = at_;
    for (int i = 0; i < units; ++i) at = lines_[at].next;
    benchmark::DoNotOptimize(at_ = at);
  }

 private:
  struct alignas(64) Line {
    std::uint32_t next = 0;
  };
  std::vector<Line> lines_;
  std::uint32_t at_ = 0;
};

/// Sums 8 MiB from memory, 8 KiB a unit.
class Stream : public Kernel {
 public:
  explicit Stream(std::size_t variant) : values_((8U << 20U) / 8 + 8192 * variant, 3) {}
  void work(int units) override {
    std::uint64_t sum = 0;
    for (int i = 0; i < units; ++i) {
      for (std::size_t j = 0; j < kBlock; ++j) sum += values_[next_ + j];
      next_ += kBlock;
      if (next_ + kBlock > values_.size()) next_ = 0;
    }
    benchmark::DoNotOptimize(sum);
  }

 private:
  static constexpr std::size_t kBlock = 1024;
  std::vector<std::uint64_t> values_;
  std::size_t next_ = 0;
};

class Allocation : public Kernel {
 public:
  explicit Allocation(std::size_t variant) : sizes_(256), kept_(512 + 32 * variant) {
    Random random(23);
    for (auto& size : sizes_) size = 16 + random() % 500;
  }
  void work(int units) override {
    for (int i = 0; i < units; ++i) {
      kept_[(next_ * 31) % kept_.size()] = std::make_unique<char[]>(sizes_[next_ % sizes_.size()]);
      ++next_;
    }
  }

 private:
  std::vector<std::size_t> sizes_;
  std::vector<std::unique_ptr<char[]>> kept_;
  std::size_t next_ = 0;
};

class Tree : public Kernel {
 public:
  explicit Tree(std::size_t variant) : keys_(20000 + 2000 * variant) {
    Random random(29);
    for (auto& key : keys_) key = random();
    for (const auto key : keys_) tree_[key] = key;
    std::ranges::shuffle(keys_, random);
  }
  void work(int units) override {
    std::uint64_t sum = 0;
    for (int i = 0; i < units; ++i) {
      sum += tree_.lower_bound(keys_[next_])->second;
      if (++next_ == keys_.size()) next_ = 0;
    }
    benchmark::DoNotOptimize(sum);
  }

 private:
  std::vector<std::uint64_t> keys_;
  std::map<std::uint64_t, std::uint64_t> tree_;
  std::size_t next_ = 0;
};

class SystemCall : public Kernel {
 public:
  explicit SystemCall(std::size_t /*variant*/) {}
  void work(int units) override {
    for (int i = 0; i < units; ++i) benchmark::DoNotOptimize(::syscall(SYS_getppid));
  }
};

/// A small table in memory, read by its key.
class Sqlite : public Kernel {
 public:
  explicit Sqlite(std::size_t variant) : rows_(2000 + 200 * static_cast<int>(variant)) {
    sqlite3_open(":memory:", &database_);
    sqlite3_exec(database_, "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT); BEGIN", nullptr,
                 nullptr, nullptr);
    for (int i = 0; i < rows_; ++i) {
      const auto insert = "INSERT INTO t VALUES (" + std::to_string(i) + ", 'name of a row')";
      sqlite3_exec(database_, insert.c_str(), nullptr, nullptr, nullptr);
    }
    sqlite3_exec(database_, "COMMIT", nullptr, nullptr, nullptr);
    sqlite3_prepare_v2(database_, "SELECT name FROM t WHERE id = ?", -1, &select_, nullptr);
  }
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;
  ~Sqlite() override {
    sqlite3_finalize(select_);
    sqlite3_close(database_);
  }
  void work(int units) override {
    for (int i = 0; i < units; ++i) {
      next_ = (next_ + 733) % rows_;
      sqlite3_bind_int(select_, 1, next_);
      sqlite3_step(select_);
      benchmark::DoNotOptimize(sqlite3_column_bytes(select_, 0));
      sqlite3_reset(select_);
    }
  }

 private:
  int rows_;
  int next_ = 0;
  sqlite3* database_ = nullptr;
  sqlite3_stmt* select_ = nullptr;
};

/// Random steps through so many cache lines that the injection makes more of: more memory, not
/// more work. What that costs depends on who else is in the caches.
void add_footprint(std::size_t kibibytes) {
  const std::string name = "footprint/kib:" + std::to_string(kibibytes);
  benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
    const int lines = with_injection(static_cast<int>(kibibytes * 16), name);
    Chase chase(Chase::Lines{static_cast<std::size_t>(lines)});
    for (auto _ : state) chase.work(kUnits);
  });
}

constexpr std::size_t kVariants = 9;
template <class K>
void add(const std::string& kind, int units = kUnits) {
  for (std::size_t variant = 0; variant < kVariants; ++variant) {
    const std::string name = kind + "/" + std::to_string(variant);
    benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
      // Made anew in every run of the loop: what an unmodified benchmark does.
      K kernel(variant);
      const int all = with_injection(units, name);
      for (auto _ : state) kernel.work(all);
    });
  }
}

}  // namespace

void add_kernels() {
  add<Alu>("alu");
  add<Dot>("dot");
  add<Branches>("branches");
  add<Sort>("sort");
  add<Strings>("strings");
  add<Hash>("hash");
  add<Chase>("chase");
  add<Stream>("stream");
  add<Allocation>("alloc");
  add<Tree>("tree");
  add<SystemCall>("syscall");
  add<Sqlite>("sqlite");
  for (const std::size_t kibibytes : {16U, 256U, 768U, 1536U, 4096U}) add_footprint(kibibytes);
}

}  // namespace benchgate::accuracy

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchgate::accuracy::add_kernels();
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
