// The agent's end of the socket: lines in, lines and payloads out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace benchgate::agent {

class Connection {
 public:
  /// Nothing where nobody listens at that path.
  [[nodiscard]] static std::optional<Connection> to(const std::string& path);
  Connection(Connection&& other) noexcept;
  Connection& operator=(Connection&&) = delete;
  ~Connection();

  /// The next line without its end; nothing at the end of the file. A line beyond kMaxLineBytes
  /// comes back cut, the rest of it is dropped.
  [[nodiscard]] std::optional<std::string> receive_line();

  /// One line; what would end it earlier is sent as blanks. False where the driver is gone.
  [[nodiscard]] bool send_line(std::string text);
  /// "ok <bytes>" and the bytes. False where the driver is gone.
  [[nodiscard]] bool send_payload(std::string_view payload);

  static constexpr std::size_t kMaxLineBytes = std::size_t{128} * 1024;

 private:
  explicit Connection(int socket) : socket_(socket) {}
  bool send_all(std::string_view bytes);

  int socket_ = -1;
  std::string unread_;
};

}  // namespace benchgate::agent
