#include "benchgate/measure/row_stream.h"

#include <string>

#include <gtest/gtest.h>

namespace benchgate::measure {
namespace {

const std::string kHead =
    "{\n \"context\": {\"note\": \"} ] \\\" {\", \"caches\": [{}]},\n \"benchmarks\": [";

TEST(RowStream, FindsRowsInPiecesOfAnySize) {
  const std::string text =
      kHead + "\n {\"name\": \"a}\\\\\"},\n {\"name\": \"b[{\", \"x\": {\"y\": [1, {}]}}\n ]\n}\n";
  for (std::size_t size = 1; size <= text.size(); ++size) {
    RowStream stream;
    for (std::size_t i = 0; i < text.size(); i += size) stream.feed(text.substr(i, size));
    ASSERT_EQ(stream.row_count(), 2u) << size;
    EXPECT_TRUE(stream.is_whole());
    EXPECT_EQ(
        stream.document(),
        kHead + "{\"name\": \"a}\\\\\"},\n{\"name\": \"b[{\", \"x\": {\"y\": [1, {}]}}\n  ]\n}\n");
  }
}

TEST(RowStream, MakesADocumentOfWhatIsWhole) {
  RowStream stream;
  stream.feed(kHead + "{\"name\": \"a\"},{\"name\": \"b\", \"real_ti");
  EXPECT_EQ(stream.row_count(), 1u);
  EXPECT_FALSE(stream.is_whole());
  EXPECT_EQ(stream.document(), kHead + "{\"name\": \"a\"}\n  ]\n}\n");
  stream.feed("me\": 1},{\"name\": \"c\"}");
  EXPECT_EQ(stream.document(1, 2), kHead + "{\"name\": \"b\", \"real_time\": 1}\n  ]\n}\n");
}

TEST(RowStream, TakesNothingBetweenRowsForAPartOfOne) {
  for (const std::string between : {"\"a{\", ", "[{}], ", "[[{\"x\": 1}, 2]], "}) {
    RowStream stream;
    stream.feed(kHead + between + "{\"name\": \"a\"}\n ]\n}\n");
    EXPECT_EQ(stream.row_count(), 1u) << between;
    EXPECT_EQ(stream.document(), kHead + "{\"name\": \"a\"}\n  ]\n}\n") << between;
  }
}

TEST(RowStream, GivesNothingBeforeTheRowsBegin) {
  RowStream stream;
  EXPECT_EQ(stream.document(), "");
  stream.feed("{\"context\": {\"benchmarks\": [{}]}, \"other\": [{}]");
  EXPECT_EQ(stream.document(), "");
  EXPECT_EQ(stream.row_count(), 0u);
}

TEST(RowStream, RefusesWhatIsNoObject) {
  for (const char* text : {"[]", "Running ./bench", "\"{\"", "}", "1 {}"}) {
    RowStream stream;
    EXPECT_FALSE(stream.feed(text)) << text;
    EXPECT_TRUE(stream.is_broken());
    EXPECT_EQ(stream.document(), "");
  }
}

TEST(RowStream, RefusesARowWithoutEnd) {
  RowStream stream;
  stream.feed(kHead + "{\"name\": \"a\"}, {\"name\": \"");
  const std::string piece(1 << 20, 'x');
  int pieces = 0;
  while (stream.feed(piece)) ASSERT_LT(++pieces, 10);
  EXPECT_TRUE(stream.is_broken());
  EXPECT_EQ(stream.row_count(), 1u);
  EXPECT_EQ(stream.document(), kHead + "{\"name\": \"a\"}\n  ]\n}\n");
}

TEST(RowStream, RefusesBracketsThatDoNotMatch) {
  RowStream stream;
  EXPECT_FALSE(stream.feed(kHead + R"({"name": "a"}, {"name": "b"]})"));
  EXPECT_TRUE(stream.is_broken());
  EXPECT_EQ(stream.row_count(), 1U);
  EXPECT_EQ(stream.document(), kHead + "{\"name\": \"a\"}\n  ]\n}\n");
}

TEST(RowStream, RefusesNestingWithoutEnd) {
  RowStream stream;
  EXPECT_FALSE(stream.feed("{\"context\": " + std::string(2 * RowStream::kMaxDepth, '[')));
  EXPECT_TRUE(stream.is_broken());
}

TEST(RowStream, IgnoresWhatFollowsTheDocument) {
  RowStream stream;
  EXPECT_TRUE(stream.feed(kHead + "]} {\"benchmarks\": [{}]}"));
  EXPECT_TRUE(stream.is_whole());
  EXPECT_EQ(stream.row_count(), 0u);
}

}  // namespace
}  // namespace benchgate::measure
