#pragma once

// A fixed number of connections that threads borrow and give back: the simplest pool
// an application would write. Who finds none free waits.

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "db/engine.h"

namespace benches::db {

/// A connection with the one statement that is run on it.
struct PooledConnection {
  std::unique_ptr<Connection> connection;
  std::unique_ptr<Statement> statement;
};

class ConnectionPool {
 public:
  explicit ConnectionPool(std::vector<PooledConnection> connections)
      : free_(std::move(connections)) {}

  /// Borrows a connection, waiting for one, and gives it back when `use` returns or throws.
  template <typename Use>
  Fetched with_connection(const Use& use) {
    Loan loan(*this);
    return use(loan.connection());
  }

 private:
  class Loan {
   public:
    explicit Loan(ConnectionPool& pool) : pool_(pool) {
      std::unique_lock lock(pool_.mutex_);
      pool_.returned_.wait(lock, [this] { return !pool_.free_.empty(); });
      connection_ = std::move(pool_.free_.back());
      pool_.free_.pop_back();
    }
    ~Loan() {
      {
        const std::lock_guard lock(pool_.mutex_);
        pool_.free_.push_back(std::move(connection_));
      }
      pool_.returned_.notify_one();
    }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    [[nodiscard]] PooledConnection& connection() { return connection_; }

   private:
    ConnectionPool& pool_;
    PooledConnection connection_;
  };

  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<PooledConnection> free_;
};

}  // namespace benches::db
