#include <string>
#include <variant>
#include <vector>

#include "benchgate/elf/elf_file.h"
#include "benchgate/reach/selection.h"
#include "fuzz/properties.h"

namespace benchgate::fuzz {
namespace {

/// Nothing where the bytes are no executable that can be looked at.
std::vector<reach::Image> images_of(std::string_view bytes) {
  std::vector<reach::Image> images;
  if (auto file = elf::ElfFile::parse(std::string(bytes))) {
    auto image = reach::Image::read(std::move(*file));
    if (auto* read = std::get_if<reach::Image>(&image)) images.push_back(std::move(*read));
  }
  return images;
}

}  // namespace

void check_executable(std::string_view bytes) {
  const std::vector<std::string> names = {"BM_x", "BM_x/8", "other"};
  const auto selected = reach::select({.images = images_of(bytes), .benchmarks = names},
                                      {.images = images_of(bytes), .benchmarks = names});
  require(selected.size() == names.size(), "every benchmark has an answer");
  for (const auto& one : selected) {
    require(one.functions.size() <= 5, "few functions are named");
    require(one.answer == reach::Answer::SameCode || !one.functions.empty() || !one.reason.empty(),
            "an answer has a reason");
  }
}

}  // namespace benchgate::fuzz
