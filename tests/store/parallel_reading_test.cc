#include "benchgate/store/parallel_reading.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace benchgate::store {
namespace {

TEST(ReadInOrder, HandsOnEverythingInOrderOnThisThread) {
  for (const std::size_t count : {0UL, 1UL, 15UL, 64UL, 65UL, 1'000UL}) {
    std::vector<std::size_t> taken;
    read_in_order(
        count, [](std::size_t i) { return std::to_string(i * i); },
        [&, here = std::this_thread::get_id()](std::size_t i, const auto& get) {
          EXPECT_EQ(std::this_thread::get_id(), here);
          EXPECT_EQ(get(), std::to_string(i * i));
          taken.push_back(i);
        });
    ASSERT_EQ(taken.size(), count);
    EXPECT_TRUE(std::ranges::is_sorted(taken));
  }
}

TEST(ReadInOrder, ThrowsWhereTheResultIsAskedFor) {
  const auto read = [](std::size_t i) {
    if (i % 10 == 7) throw std::runtime_error(std::to_string(i));
    return i;
  };
  std::vector<std::string> failed;
  read_in_order(100, read, [&](std::size_t /*i*/, const auto& get) {
    try {
      (void)get();
    } catch (const std::runtime_error& error) {
      failed.emplace_back(error.what());
    }
  });
  EXPECT_THAT(failed,
              testing::ElementsAre("7", "17", "27", "37", "47", "57", "67", "77", "87", "97"));
  std::size_t taken = 0;
  EXPECT_THROW(read_in_order(100, read,
                             [&](std::size_t /*i*/, const auto& get) {
                               (void)get();
                               ++taken;
                             }),
               std::runtime_error);
  EXPECT_EQ(taken, 7U);
}

}  // namespace
}  // namespace benchgate::store
