#include "serialization/codec.h"

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "serialization/codec_error.h"
#include "support/dataset.h"

namespace benches {
namespace {

class EveryCodec : public testing::TestWithParam<std::string> {
 protected:
  EveryCodec() {
    for (auto& codec : all_codecs()) codecs_.emplace(codec.name, codec);
  }
  [[nodiscard]] const Codec& codec() const { return codecs_.at(GetParam()); }
  [[nodiscard]] std::string encode(const EvidenceItems& items) const {
    const std::string& writer = codec().reads_format_of;
    return codecs_.at(writer.empty() ? GetParam() : writer).encode(items);
  }
  [[nodiscard]] EvidenceItems round_trip(const EvidenceItems& items) const {
    return codec().decode(encode(items));
  }

 private:
  std::map<std::string, Codec> codecs_;
};

std::vector<std::string> codec_names() {
  std::vector<std::string> names;
  for (const auto& codec : all_codecs()) names.push_back(codec.name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Codecs, EveryCodec, testing::ValuesIn(codec_names()),
                         [](const auto& parameter) { return parameter.param; });

EvidenceItem sample() {
  return {.id = 7,
          .business_profile_id = 3,
          .control_id = 11,
          .uploaded_by = 2,
          .title = "Access review",
          .text = "All accounts were reviewed.",
          .status = EvidenceStatus::InReview,
          .score = 87.25,
          .created_at = 1'700'000'000};
}

TEST_P(EveryCodec, ReturnsTheGeneratedRecords) {
  const EvidenceItems items = make_dataset(500).evidence_items;
  EXPECT_EQ(round_trip(items), items);
}

TEST_P(EveryCodec, ReturnsAnEmptyList) {
  EXPECT_EQ(round_trip({}), EvidenceItems{});
}

TEST_P(EveryCodec, ReturnsEmptyAndZeroFields) {
  const EvidenceItems items = {EvidenceItem{}};
  EXPECT_EQ(round_trip(items), items);
}

TEST_P(EveryCodec, ReturnsEveryStatus) {
  EvidenceItems items;
  for (const auto status :
       {EvidenceStatus::Pending, EvidenceStatus::InReview, EvidenceStatus::Approved,
        EvidenceStatus::Rejected, EvidenceStatus::Expired}) {
    items.push_back(sample());
    items.back().status = status;
  }
  EXPECT_EQ(round_trip(items), items);
}

TEST_P(EveryCodec, ReturnsTextOfEveryKind) {
  const std::vector<std::string> texts = {
      "Pr\u00fcfung der Zugriffsrechte",
      "\u30a2\u30af\u30bb\u30b9\u30ec\u30d3\u30e5\u30fc",
      "\u0645\u0631\u0627\u062c\u0639\u0629",
      "rocket \U0001F680, family \U0001F468\u200D\U0001F469",
      "quote \" backslash \\ slash / tab \t newline \n return \r",
      "\u007f \u0080 \u2028 \ufeff \ufffd",
      std::string("zero\0byte", 9),
      "{\"items\":[]}",
      std::string(100'000, 'x'),
  };
  EvidenceItems items;
  for (const auto& text : texts) {
    items.push_back(sample());
    items.back().text = text;
    items.back().title = text;
  }
  EXPECT_EQ(round_trip(items), items);
}

TEST_P(EveryCodec, ReturnsNumbersOfEverySize) {
  EvidenceItems items;
  for (const std::int64_t id :
       {std::int64_t{-1}, std::int64_t{127}, std::int64_t{65'536}, std::int64_t{1} << 53,
        (std::int64_t{1} << 53) + 1, std::numeric_limits<std::int64_t>::max(),
        std::numeric_limits<std::int64_t>::min()}) {
    items.push_back(sample());
    items.back().id = id;
    items.back().created_at = id;
  }
  for (const double score : {0.1, 1e300, -0.25, 5e-324, 100.0}) {
    items.push_back(sample());
    items.back().score = score;
  }
  EXPECT_EQ(round_trip(items), items);
}

TEST_P(EveryCodec, IsTheSameBytesEveryTime) {
  const EvidenceItems items = make_dataset(20).evidence_items;
  EXPECT_EQ(encode(items), encode(items));
}

TEST_P(EveryCodec, RefusesGarbage) {
  const std::vector<std::string> garbage = {
      "not a document",
      std::string(64, '\xff'),
      std::string(1, '\xc1'),
      "{",
      "[1,2,3",
      "\x82",
      "null",
      "42",
      "\"items\"",
  };
  for (const auto& bytes : garbage) EXPECT_THROW(codec().decode(bytes), CodecError) << bytes;
}

TEST_P(EveryCodec, RefusesEveryTruncation) {
  EvidenceItem second = sample();
  second.id = 8;
  const EvidenceItems items = {sample(), second};
  const std::string whole = encode(items);
  // Protobuf has no end of its own: cut between two records it is a shorter list.
  // Flatbuffers ends with padding that nothing refers to.
  const bool may_be_shorter = GetParam() == "protobuf";
  const bool may_lose_padding = GetParam() == "flatbuffers";
  for (std::size_t size = 1; size < whole.size(); ++size) {
    try {
      const EvidenceItems read = codec().decode(whole.substr(0, size));
      EXPECT_TRUE((may_be_shorter && read == EvidenceItems{sample()}) ||
                  (may_lose_padding && read == items && size + 8 > whole.size()))
          << "cut at " << size << " of " << whole.size();
    } catch (const CodecError&) {
    }
  }
}

TEST_P(EveryCodec, SurvivesEveryFlippedByte) {
  const std::string whole = encode({sample()});
  testing::internal::CaptureStderr();  // protobuf writes a line for every bad string
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const int mask : {0x01, 0x80, 0xff}) {
      std::string damaged = whole;
      damaged[at] = static_cast<char>(damaged[at] ^ mask);
      try {
        (void)codec().decode(damaged);
      } catch (const CodecError&) {
      }
    }
  }
  (void)testing::internal::GetCapturedStderr();
}

class EveryJsonDecoder : public EveryCodec {};
INSTANTIATE_TEST_SUITE_P(Codecs, EveryJsonDecoder,
                         testing::Values("json_nlohmann", "json_simdjson"),
                         [](const auto& parameter) { return parameter.param; });

constexpr std::string_view kItem =
    R"({"id":7,"business_profile_id":3,"control_id":11,"uploaded_by":2,"title":"t","text":"x",)"
    R"("status":"approved","score":1.5,"created_at":9})";

std::string with(std::string_view from, std::string_view to) {
  std::string item(kItem);
  item.replace(item.find(from), from.size(), to);
  return "{\"items\":[" + item + "]}";
}

TEST_P(EveryJsonDecoder, ReadsFieldsInAnyOrderAndSpacing) {
  const EvidenceItems items = codec().decode(" { \"items\" : [ " + std::string(kItem) + " ] }\n");
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(items[0].id, 7);
  EXPECT_EQ(items[0].created_at, 9);
  EXPECT_EQ(items[0].status, EvidenceStatus::Approved);
}

TEST_P(EveryJsonDecoder, RefusesWhatIsJsonAndNoEvidence) {
  const std::vector<std::string> documents = {
      "{}",
      R"({"items":null})",
      R"({"items":{}})",
      R"({"items":"no"})",
      R"({"items":[1]})",
      R"({"items":[null]})",
      R"({"items":[{}]})",
      with("\"id\":7,", ""),
      with("\"created_at\":9", "\"created_at\":\"9\""),
      with("\"id\":7", "\"id\":7.5"),
      with("\"id\":7", "\"id\":9223372036854775808"),
      with("\"id\":7", "\"id\":null"),
      with("\"score\":1.5", "\"score\":\"1.5\""),
      with("\"score\":1.5", "\"score\":NaN"),
      with("\"approved\"", "\"Approved\""),
      with("\"approved\"", "\"\""),
      with("\"approved\"", "2"),
      with("\"t\"", "1"),
      with("\"t\"", "\"\\ud800\""),
      with("\"t\"", "\"\xff\""),
      with("\"t\"", "\"\n\""),
      "{\"items\":[" + std::string(kItem) + ",]}",
      "{\"items\":[" + std::string(kItem) + "]}{}",
      "{\"items\":[" + std::string(kItem) + "]} trailing",
      "{\"items\":[" + std::string(kItem) + "]",
      "\xff\xfe{",
  };
  for (const auto& text : documents) EXPECT_THROW(codec().decode(text), CodecError) << text;
}

TEST(JsonCodec, RefusesToWriteWhatIsNotUtf8) {
  EvidenceItem item = sample();
  item.title = "\xc3\x28";
  EXPECT_THROW((void)json_codec().encode(std::vector{item}), CodecError);
}

TEST(FlatbuffersCodec, SumsWithoutUnpacking) {
  EvidenceItems items = {sample(), sample()};
  items[1].score = 0.5;
  const Codec codec = flatbuffers_codec();
  EXPECT_EQ(codec.sum_scores_in_place(codec.encode(items)), 87.75);
  EXPECT_EQ(codec.sum_scores_in_place(codec.encode({})), 0.0);
  EXPECT_THROW((void)codec.sum_scores_in_place("garbage"), CodecError);
}

TEST(ProtobufCodec, RefusesAStatusNobodyKnows) {
  // Field 1 (items), 2 bytes: field 7 (status), varint 6.
  EXPECT_THROW((void)protobuf_codec().decode("\x0a\x02\x38\x06"), CodecError);
  // The same with 5, EVIDENCE_STATUS_EXPIRED.
  EXPECT_EQ(protobuf_codec().decode("\x0a\x02\x38\x05").at(0).status, EvidenceStatus::Expired);
}

}  // namespace
}  // namespace benches
