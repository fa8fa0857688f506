// The folder that a site is written to: the old site or the new one, never half of each.
//
// Data and scripts are named after their content, so that writing the new ones leaves the old ones
// alone, and what did not change is not written. index.html names them all and is replaced last, in
// one step; only then are files of the old site deleted, and no file that is not in the list of
// what an earlier run wrote. A browser that has the old page open finds its data gone, and says so.
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace benchgate::site {

class SiteFolder {
 public:
  /// Throws UsageError where `path` is a file, or a folder with an index.html that no earlier run
  /// wrote; EnvironmentError where it cannot be made.
  explicit SiteFolder(std::filesystem::path path);

  /// Writes a file named after its content, "data/runs-0123456789ab.js" for "data/runs" and ".js",
  /// unless it is there already. Returns the name, as seen from index.html.
  std::string add(std::string_view stem, std::string_view ending, std::string_view content);

  /// Replaces a file of a fixed name, at the moment of finish().
  void add_fixed(std::string name, std::string content);

  /// Makes it the site: replaces the files of fixed names, index.html last, then deletes what the
  /// old site had and this one has not.
  void finish(std::string_view index_html);

  [[nodiscard]] std::size_t written() const { return written_; }  ///< files that were new

  struct File {
    std::string name;
    std::size_t bytes = 0;
  };
  [[nodiscard]] const File& largest() const { return largest_; }  ///< of those that were added

 private:
  /// Puts a file into the list before it is there: an interrupted run leaves nothing that the next
  /// one would not delete.
  void note(const std::string& name);
  void write_list(const std::set<std::string>& names) const;

  std::filesystem::path path_;
  std::set<std::string> old_;
  std::set<std::string> new_;
  std::map<std::string, std::string> fixed_;
  std::ofstream list_;
  std::size_t written_ = 0;
  File largest_;
};

}  // namespace benchgate::site
