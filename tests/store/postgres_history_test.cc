#include "benchgate/store/postgres_history.h"

#include <array>
#include <atomic>
#include <cstring>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "benchgate/base/error.h"
#include "support/history_samples.h"
#include "support/private_postgres.h"
#include "support/temporary_folder.h"

namespace benchgate::store {
namespace {

using test_support::HistorySamples;
using test_support::kSpring;
using test_support::plain_record;
using test_support::PrivatePostgres;
using testing::HasSubstr;
using testing::Not;

class PostgresHistoryTest : public testing::Test {
 protected:
  void SetUp() override {
    if (PrivatePostgres::get() == nullptr) GTEST_SKIP() << "PostgreSQL is not installed";
    location_ = PrivatePostgres::get()->new_location();
    schema_ = location_.substr(location_.find('#') + 1);
  }

  static PostgresConnection connect() { return PostgresConnection(PrivatePostgres::get()->uri()); }

  std::string location_;
  std::string schema_;
};

template <class Act>
std::string refusal(Act act) {
  try {
    act();
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing was refused";
}

TEST_F(PostgresHistoryTest, IsNotBegunByReading) {
  EXPECT_THROW((void)open_history(location_, false), InputError);
  (void)open_history(location_, true);
  EXPECT_NO_THROW((void)open_history(location_, false));
}

TEST_F(PostgresHistoryTest, IsBegunByManyAtOnce) {
  std::atomic<int> failed = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      try {
        PostgresHistory history(location_, true);
        history.append(plain_record("r" + std::to_string(i), kSpring + i, i));
      } catch (const std::exception& error) {
        ADD_FAILURE() << error.what();
        ++failed;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(open_history(location_, false)->runs().size(), 8U);
}

TEST_F(PostgresHistoryTest, TakesTheSameFromManyWritersOnce) {
  (void)open_history(location_, true);
  const auto record = HistorySamples(7).record("same");
  std::atomic<int> added = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&] {
      PostgresHistory history(location_, true);
      if (history.append(record) == Appended::Added) ++added;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(added, 1);
  EXPECT_EQ(open_history(location_, false)->record("same"), record);
}

TEST_F(PostgresHistoryTest, RefusesTheSchemaOfANewerVersion) {
  (void)open_history(location_, true);
  connect().query("UPDATE " + schema_ + ".version SET version = 7");
  EXPECT_THAT(refusal([&] { (void)open_history(location_, true); }),
              HasSubstr("was written by a newer benchgate (schema 7; this one knows 1)"));
}

TEST_F(PostgresHistoryTest, NamesWhatIsDamaged) {
  const auto history = open_history(location_, true);
  history->append(plain_record("r1", kSpring, 1));
  connect().query("UPDATE " + schema_ + ".point SET lower = 5");
  EXPECT_THAT(refusal([&] { (void)history->record("r1"); }), HasSubstr("r1 is damaged"));
  EXPECT_EQ(history->verify().size(), 1U);
}

TEST_F(PostgresHistoryTest, NamesACodeThatStandsForNothing) {
  const auto history = open_history(location_, true);
  history->append(plain_record("r1", kSpring, 1));
  connect().query("UPDATE " + schema_ + ".point SET definition = 42");
  const auto expected = HasSubstr("42 in point.definition has no meaning");
  EXPECT_THAT(refusal([&] { (void)history->record("r1"); }), expected);
  EXPECT_THAT(refusal([&] { (void)history->read(test_support::plain_series()); }), expected);
  EXPECT_THAT(history->verify(), testing::ElementsAre(expected));
}

/// People read the codes there, and other programs.
TEST_F(PostgresHistoryTest, SaysWhatItsCodesMean) {
  (void)open_history(location_, true);
  const auto rows = connect().query("SELECT code, unit, better, kind FROM " + schema_ +
                                    ".definition WHERE code IN (0, 6, 15, 28, 41) ORDER BY code");
  std::vector<std::string> lines;
  for (int i = 0; i < rows.count(); ++i) {
    std::string line;
    for (int column = 0; column < 4; ++column) line += std::string(rows.text(i, column)) + " ";
    lines.push_back(line);
  }
  EXPECT_THAT(lines, testing::ElementsAre("0 none lower timing ", "6 ns lower timing ",
                                          "15 B higher exact ", "28 items/s neither timing ",
                                          "41 fraction neither exact "));
}

TEST_F(PostgresHistoryTest, GoesOnAfterItsConnectionWasCut) {
  const auto history = open_history(location_, true);
  history->append(plain_record("r1", kSpring, 1));
  connect().query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'benchgate' "
      "AND pid <> pg_backend_pid()");
  EXPECT_EQ(history->append(plain_record("r2", kSpring + 1, 2)), Appended::Added);
  EXPECT_EQ(history->runs().size(), 2U);
}

/// Between libpq and the server; takes what the server says to a COMMIT away, and hangs up.
class CuttingProxy {
 public:
  CuttingProxy(const std::filesystem::path& folder, std::filesystem::path server)
      : server_(std::move(server)), listener_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    const auto address = address_of(folder);
    ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof(address));
    ::listen(listener_, 8);
    thread_ = std::thread([this] { serve(); });
  }
  ~CuttingProxy() {
    done_ = true;
    thread_.join();
    ::close(listener_);
  }
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;

  void cut_next_commits(int count) { cuts_ = count; }
  [[nodiscard]] int left() const { return cuts_; }

 private:
  static sockaddr_un address_of(const std::filesystem::path& folder) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto path = (folder / ".s.PGSQL.5432").string();
    std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
    return address;
  }

  void serve() {
    while (!done_) {
      pollfd waiting{listener_, POLLIN, 0};
      if (::poll(&waiting, 1, 20) <= 0) continue;
      const int client = ::accept(listener_, nullptr, nullptr);
      const int server = ::socket(AF_UNIX, SOCK_STREAM, 0);
      const auto address = address_of(server_);
      ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof(address));
      forward(client, server);
      ::close(client);
      ::close(server);
    }
  }

  void forward(int client, int server) {
    std::vector<char> buffer(1 << 16);
    while (!done_) {
      std::array<pollfd, 2> ends = {pollfd{client, POLLIN, 0}, pollfd{server, POLLIN, 0}};
      if (::poll(ends.data(), 2, 20) <= 0) continue;
      for (const auto& end : ends) {
        if ((end.revents & (POLLIN | POLLHUP)) == 0) continue;
        const auto size = ::read(end.fd, buffer.data(), buffer.size());
        if (size <= 0) return;
        const std::string_view bytes(buffer.data(), static_cast<std::size_t>(size));
        const int other = end.fd == client ? server : client;
        (void)!::write(other, bytes.data(), bytes.size());
        if (end.fd == client && cuts_ > 0 && bytes.find("COMMIT") != std::string_view::npos) {
          --cuts_;
          (void)!::read(server, buffer.data(), buffer.size());  // it is committed
          return;
        }
      }
    }
  }

  std::filesystem::path server_;
  int listener_;
  std::atomic<bool> done_ = false;
  std::atomic<int> cuts_ = 0;
  std::thread thread_;
};

TEST_F(PostgresHistoryTest, KeepsARecordOnceWhoseConfirmationWasLost) {
  const test_support::TemporaryFolder folder;
  CuttingProxy proxy(folder.path(), PrivatePostgres::get()->folder());
  {
    PostgresHistory history(PrivatePostgres::get()->uri(folder.path()) + "#" + schema_, true);
    const auto record = HistorySamples(8).record("r1");
    proxy.cut_next_commits(2);
    (void)history.append(record);
    (void)history.append(plain_record("r2", kSpring, 2));
    EXPECT_EQ(proxy.left(), 0);
    EXPECT_EQ(history.record("r1"), record);
  }
  EXPECT_EQ(open_history(location_, false)->runs().size(), 2U);
}

TEST_F(PostgresHistoryTest, SaysNoPassword) {
  for (const auto* location :
       {"postgresql://me:sesame@127.0.0.1:1/x?connect_timeout=2", "postgresql://me:sesame@[::1/x",
        "postgresql://me:sesame@host:port/x", "postgresql://me:sesame@/x?nonsense=1"}) {
    const auto message = refusal([&] { (void)open_history(location, true); });
    EXPECT_THAT(message, HasSubstr("cannot use the history")) << location;
    EXPECT_THAT(message, Not(HasSubstr("sesame"))) << location;
  }
}

TEST_F(PostgresHistoryTest, PutsOnlyPlainNamesIntoSql) {
  for (const auto* schema : {"", "Upper", "1st", "a;drop", "a b", "\"x\""}) {
    EXPECT_THROW((void)open_history(PrivatePostgres::get()->uri() + "#" + schema, true), UsageError)
        << schema;
  }
}

}  // namespace
}  // namespace benchgate::store
