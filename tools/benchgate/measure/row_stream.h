// The rows of a Google Benchmark JSON file while it is being written.
//
// Takes in pieces as they come, and leaves reading rows to formats. A row that it gives out is a
// whole document, whatever happened to the process that wrote it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "benchgate/formats/row_finder.h"

namespace benchgate::measure {

class RowStream {
 public:
  /// Takes the next piece of the file, of any size. False where it is no such file (from then on
  /// nothing is taken): the outermost thing is not an object, a bracket closes one of another kind,
  /// nesting is deeper than any result file, or a part is beyond kMaxPartBytes.
  bool feed(std::string_view piece);

  /// How many rows are complete.
  [[nodiscard]] std::size_t row_count() const { return row_ends_.size(); }
  /// Did the document come to its end?
  [[nodiscard]] bool is_whole() const { return state_ == State::Done; }
  [[nodiscard]] bool is_broken() const { return state_ == State::Broken; }

  /// A document of everything before the rows and the complete rows from number `begin` to before
  /// `end`. Empty before "benchmarks" has begun.
  [[nodiscard]] std::string document(std::size_t begin, std::size_t end) const;
  [[nodiscard]] std::string document() const { return document(0, row_count()); }

  static constexpr std::size_t kMaxPartBytes = std::size_t{4} << 20;
  static constexpr std::size_t kMaxDepth = 1000;

 private:
  enum class State { Before, Rows, After, Done, Broken };
  using Found = formats::RowFinder::Found;

  void take(char c);
  void take_structure(char c);
  void note(Found found);
  [[nodiscard]] std::size_t depth() const { return finder_.depth(); }

  State state_ = State::Before;
  formats::RowFinder finder_;
  bool in_string_ = false;
  bool escaped_ = false;
  std::string key_;     ///< the last string at depth 1
  std::string prefix_;  ///< up to and including the [ of "benchmarks"
  std::string rows_;    ///< complete rows, then the one being read
  std::vector<std::size_t> row_ends_;
  std::size_t row_begin_ = 0;
};

}  // namespace benchgate::measure
