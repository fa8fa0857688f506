// Programs that look like Google Benchmark's to benchgate::reach, compiled while the test runs.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "benchgate/reach/selection.h"
#include "support/temporary_folder.h"

namespace benchgate::reach_test {

/// Begins every source: State, and BENCHMARK(f), which registers a function before main().
extern const char* const kPrelude;

class CompiledPrograms {
 public:
  /// Compiles and links the prelude and `source` as `name`; throws std::runtime_error where that
  /// fails. `options` come last.
  std::filesystem::path compile(const std::string& name, const std::string& source,
                                const std::string& options = {}) const;
  [[nodiscard]] std::filesystem::path folder() const { return folder_.path(); }

 private:
  test_support::TemporaryFolder folder_;
};

/// The file, which must be readable.
[[nodiscard]] reach::Image image_of(const std::filesystem::path& file);

/// What select() says of benchmarks that both sides have.
[[nodiscard]] std::vector<reach::Selected> selected(const std::filesystem::path& base,
                                                    const std::filesystem::path& head,
                                                    const std::vector<std::string>& benchmarks);

/// "same", "touched: f, g", "cannot tell: reason".
[[nodiscard]] std::string text_of(const reach::Selected& selected);

/// Both sources compiled; what is said of BM_x.
[[nodiscard]] std::string answer(const std::string& base, const std::string& head,
                                 const std::string& options = {});

}  // namespace benchgate::reach_test
