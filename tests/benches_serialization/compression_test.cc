#include "serialization/compression.h"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "serialization/codec_error.h"

namespace benches {
namespace {

constexpr std::size_t kMegabyte = 1'000'000;

class EveryCompression : public testing::TestWithParam<Compression> {};

INSTANTIATE_TEST_SUITE_P(Libraries, EveryCompression, testing::ValuesIn(kCompressions),
                         [](const auto& parameter) { return std::string(parameter.param.name); });

std::string noise(std::size_t size) {
  std::mt19937_64 engine(3);
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(engine() & 0xffU);
  return bytes;
}

TEST_P(EveryCompression, ReturnsWhatWentIn) {
  const auto& library = GetParam();
  for (const int level : {library.fast_level, library.strong_level}) {
    for (const std::string& data :
         {std::string(), std::string("a"), std::string("zero\0byte", 9), std::string(500'000, 'x'),
          noise(100'000), std::string("Pr\u00fcfung \U0001F680")}) {
      EXPECT_EQ(library.decompress(library.compress(data, level), kMegabyte), data);
    }
  }
}

TEST_P(EveryCompression, MakesRepetitionSmallAndNoiseHardlyLarger) {
  const auto& library = GetParam();
  for (const int level : {library.fast_level, library.strong_level}) {
    EXPECT_LT(library.compress(std::string(500'000, 'x'), level).size(), 5'000U);
    EXPECT_LT(library.compress(noise(100'000), level).size(), 100'100U);
  }
}

TEST_P(EveryCompression, RefusesOutputBeyondItsLimit) {
  const auto& library = GetParam();
  const std::string bomb = library.compress(std::string(kMegabyte, 'x'), library.fast_level);
  EXPECT_THROW((void)library.decompress(bomb, kMegabyte - 1), CodecError);
  EXPECT_THROW((void)library.decompress(bomb, 0), CodecError);
  EXPECT_EQ(library.decompress(bomb, kMegabyte).size(), kMegabyte);
}

TEST_P(EveryCompression, RefusesWhatIsNotCompressed) {
  const auto& library = GetParam();
  for (const std::string& bytes : {std::string(), std::string("plain text, not compressed"),
                                   std::string(100, '\xff'), std::string(1, '\x1f')}) {
    EXPECT_THROW((void)library.decompress(bytes, kMegabyte), CodecError) << bytes;
  }
}

TEST_P(EveryCompression, RefusesTruncationAndTrailingBytes) {
  const auto& library = GetParam();
  const std::string whole = library.compress(noise(1000), library.fast_level);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_THROW((void)library.decompress(whole.substr(0, size), kMegabyte), CodecError) << size;
  }
  EXPECT_THROW((void)library.decompress(whole + "x", kMegabyte), CodecError);
}

TEST(GzipCompress, WritesAGzipFile) {
  // RFC 1952, 2.3.1: ID1 = 31, ID2 = 139, CM = 8 (deflate).
  EXPECT_TRUE(gzip_compress("text", 1).starts_with("\x1f\x8b\x08"));
}

TEST(GzipDecompress, ReadsWhatTheCommandWrote) {
  // printf hello | gzip -n | xxd
  const std::string file(
      "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9\x07\x00\x86\xa6\x10\x36"
      "\x05\x00\x00\x00",
      25);
  EXPECT_EQ(gzip_decompress(file, 100), "hello");
  std::string wrong_checksum = file;
  wrong_checksum[18] ^= 1;
  EXPECT_THROW((void)gzip_decompress(wrong_checksum, 100), CodecError);
}

TEST(Compress, RefusesALevelThatDoesNotExist) {
  EXPECT_THROW((void)gzip_compress("text", 10), CodecError);
  EXPECT_THROW((void)gzip_compress("text", -2), CodecError);
}

}  // namespace
}  // namespace benches
