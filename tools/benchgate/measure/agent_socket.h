// The driver's end of the socket to a suite that can be driven (docs/agent-protocol.md).
//
// The suite is not trusted: what it sends may be garbage, too long or never end. Frames it into
// lines and answers and understands neither.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "benchgate/base/scratch_folder.h"
#include "benchgate/measure/descriptor.h"

namespace benchgate::measure {

struct Answer {
  enum class Kind { Ok, Error, Unavailable } kind = Kind::Ok;
  std::string text{};  ///< Ok: the payload; else one line
};

class AgentSocket {
 public:
  /// Listens in a folder of its own, made in `parent` (empty, or too long for a socket's path: in
  /// the system's) and removed with it. Throws EnvironmentError.
  explicit AgentSocket(const std::filesystem::path& parent);
  ~AgentSocket() = default;
  AgentSocket(AgentSocket&&) noexcept = default;
  AgentSocket& operator=(AgentSocket&&) = delete;

  [[nodiscard]] std::filesystem::path path() const { return folder_->path() / "agent"; }
  /// Can be read when receive() would find something; nothing where nothing more can come.
  [[nodiscard]] std::optional<int> descriptor() const;

  /// Takes the suite's call and what has arrived, without waiting.
  void receive();
  /// What was said since the last call, once it is whole.
  [[nodiscard]] std::optional<std::string> take_line();
  [[nodiscard]] std::optional<Answer> take_answer();
  /// Something has arrived that nobody has asked for or taken.
  [[nodiscard]] bool has_unread() const { return !unread_.empty(); }
  /// False where the suite does not listen (any more).
  [[nodiscard]] bool send_line(std::string_view line);

  /// The suite has closed its end, or has sent what nobody can read (fault()).
  [[nodiscard]] bool is_closed() const { return is_closed_; }
  /// What is wrong with what it has sent; empty where nothing is.
  [[nodiscard]] const std::string& fault() const { return fault_; }

  static constexpr std::size_t kMaxLineBytes = std::size_t{256} << 10;
  static constexpr std::size_t kMaxPayloadBytes = std::size_t{64} << 20;

 private:
  void break_off(std::string fault);

  std::unique_ptr<ScratchFolder> folder_;
  Descriptor listener_;
  Descriptor peer_;
  std::string unread_;
  std::string fault_;
  bool is_closed_ = false;
};

}  // namespace benchgate::measure
