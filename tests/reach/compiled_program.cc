#include "reach/compiled_program.h"

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <utility>
#include <variant>

namespace benchgate::reach_test {

const char* const kPrelude = R"(
namespace benchmark {
struct State { long result; };
namespace internal {
struct Entry { const char* name; void (*run)(State&); };
static Entry entries[20];
static int count;
__attribute__((noinline)) int* RegisterBenchmarkInternal(const char* name, void (*run)(State&)) {
  entries[count] = Entry{name, run};
  return &++count;
}
}
}
#define BENCHMARK(f) static int* registered_##f = benchmark::internal::RegisterBenchmarkInternal(#f, f)
#define NOINLINE __attribute__((noipa))
int main() {
  benchmark::State state{1};
  for (int i = 0; i < benchmark::internal::count; ++i) benchmark::internal::entries[i].run(state);
  return (int)state.result;
}
)";

std::filesystem::path CompiledPrograms::compile(const std::string& name, const std::string& source,
                                                const std::string& options) const {
  const auto binary = folder_.path() / name;
  std::ofstream(binary.string() + ".cc") << kPrelude << source << '\n';
  const auto command = "cd '" + folder_.path().string() + "' && c++ -w -O2 -std=c++20 -fPIE -pie " +
                       "-ffunction-sections -fdata-sections -Wl,--emit-relocs " + name + ".cc -o " +
                       name + ' ' + options;
  if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
  return binary;
}

reach::Image image_of(const std::filesystem::path& file) {
  auto opened = elf::ElfFile::open(file);
  if (!opened) throw std::runtime_error(file.string() + " is no ELF file");
  return std::get<reach::Image>(reach::Image::read(std::move(*opened)));
}

std::vector<reach::Selected> selected(const std::filesystem::path& base,
                                      const std::filesystem::path& head,
                                      const std::vector<std::string>& benchmarks) {
  reach::Program base_program{.benchmarks = benchmarks};
  reach::Program head_program{.benchmarks = benchmarks};
  base_program.images.push_back(image_of(base));
  head_program.images.push_back(image_of(head));
  return reach::select(base_program, head_program);
}

std::string text_of(const reach::Selected& selected) {
  std::string because = selected.reason;
  for (const auto& name : selected.functions) because += (because.empty() ? "" : ", ") + name;
  switch (selected.answer) {
    case reach::Answer::SameCode:
      return "same";
    case reach::Answer::Touched:
      return "touched: " + because;
    case reach::Answer::CannotTell:
      break;
  }
  return "cannot tell: " + because;
}

std::string answer(const std::string& base, const std::string& head, const std::string& options) {
  const CompiledPrograms programs;
  const auto base_file = programs.compile("base", base, options);
  const auto head_file = programs.compile("head", head, options);
  return text_of(selected(base_file, head_file, {"BM_x"}).at(0));
}

}  // namespace benchgate::reach_test
