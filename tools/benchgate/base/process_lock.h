// A lock between processes, held with a file. The system lets go of it whatever ends its holder.
//
// Among the processes of one machine. The file stays; it says who held the lock last.
#pragma once

#include <filesystem>
#include <optional>

namespace benchgate {

class ProcessLock {
 public:
  enum class Kind {
    Exclusive,  ///< one holder; taken if it is free, without waiting
    Shared,     ///< any number of holders; waits for an exclusive one
  };

  /// Makes the file where it is missing. Neither held nor taken where a lock cannot be had at all,
  /// in a folder that cannot be written to say.
  explicit ProcessLock(const std::filesystem::path& file, Kind kind = Kind::Exclusive);
  ~ProcessLock();
  ProcessLock(ProcessLock&& other) noexcept;
  ProcessLock& operator=(ProcessLock&&) = delete;

  [[nodiscard]] bool is_held() const { return is_held_; }
  /// The file has been removed since.
  [[nodiscard]] bool is_file_gone() const;
  /// Another process has it.
  [[nodiscard]] bool is_taken() const { return is_taken_; }
  /// Its number, where the file tells it.
  [[nodiscard]] std::optional<int> holder() const { return holder_; }

 private:
  int file_ = -1;
  bool is_held_ = false;
  bool is_taken_ = false;
  std::optional<int> holder_{};
};

}  // namespace benchgate
