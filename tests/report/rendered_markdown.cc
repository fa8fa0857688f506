#include "report/rendered_markdown.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "benchgate/base/file.h"
#include "support/temporary_folder.h"

namespace benchgate::report::example {
namespace {

/// The tag that begins at `at`, without its angle brackets; empty if none does.
std::string_view tag_at(std::string_view html, std::size_t at) {
  const auto end = html.find('>', at);
  if (html[at] != '<' || end == std::string_view::npos) return {};
  return html.substr(at + 1, end - at - 1);
}

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

}  // namespace

std::string as_github_reads_it(const std::string& markdown) {
  const test_support::TemporaryFolder folder;
  const auto path = folder.path() / "report.md";
  write_file_atomically(path, markdown);
  const std::string command = std::string(BENCHGATE_CMARK_GFM) +
                              " --unsafe -e table -e autolink -e strikethrough -e tasklist " +
                              path.string();
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) {
    ADD_FAILURE() << "install cmark-gfm";
    return {};
  }
  std::string html;
  std::array<char, 65536> buffer{};
  while (const auto read = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    html.append(buffer.data(), read);
  }
  EXPECT_EQ(pclose(pipe), 0) << "install cmark-gfm";
  return html;
}

std::set<std::string> tags_in(const std::string& html) {
  std::set<std::string> tags;
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const auto tag = tag_at(html, at);
    if (!tag.empty()) tags.emplace(tag.substr(0, tag.find_first_of(" \n")));
  }
  return tags;
}

std::string text_outside_code(const std::string& html) {
  std::string text;
  bool in_code = false;
  for (std::size_t at = 0; at < html.size();) {
    const auto tag = tag_at(html, at);
    if (tag.empty()) {
      if (!in_code) text += html[at];
      ++at;
      continue;
    }
    if (tag.substr(0, 4) == "code") in_code = true;
    if (tag == "/code") in_code = false;
    text += '\n';
    at += tag.size() + 2;
  }
  for (const auto& [entity, sign] :
       {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}}) {
    replace_all(text, entity, sign);
  }
  return text;
}

}  // namespace benchgate::report::example
