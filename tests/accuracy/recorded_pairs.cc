#include "recorded_pairs.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include <fmt/format.h>

namespace benchgate::accuracy {
namespace {

constexpr const char* kHeader = "kernel,permille,pacing,base_ns,head_ns,seconds";

RecordedPair parse(const std::string& line) {
  std::istringstream fields(line);
  RecordedPair pair;
  std::string permille;
  std::string base;
  std::string head;
  std::string seconds;
  std::getline(fields, pair.kernel, ',');
  std::getline(fields, permille, ',');
  std::getline(fields, pair.pacing, ',');
  std::getline(fields, base, ',');
  std::getline(fields, head, ',');
  std::getline(fields, seconds, ',');
  pair.permille = std::stoi(permille);
  pair.base = std::stod(base);
  pair.head = std::stod(head);
  pair.seconds = std::stod(seconds);
  return pair;
}

}  // namespace

std::string RecordedPair::kind() const {
  const auto slash = kernel.rfind('/');
  if (slash == std::string::npos) return kernel;
  const bool is_number = kernel.find_first_not_of("0123456789", slash + 1) == std::string::npos;
  return is_number ? kernel.substr(0, slash) : kernel;
}

std::vector<RecordedPair> read_pairs(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  std::vector<RecordedPair> pairs;
  std::string line;
  std::getline(file, line);
  if (line != kHeader) throw std::runtime_error(path.string() + " does not hold recorded pairs");
  while (std::getline(file, line)) {
    try {
      pairs.push_back(parse(line));
    } catch (const std::exception&) {
      throw std::runtime_error(path.string() + ": not a recorded pair: " + line);
    }
  }
  return pairs;
}

void append_pairs(const std::filesystem::path& path, const std::vector<RecordedPair>& pairs) {
  const bool is_new = !std::filesystem::exists(path);
  std::ofstream file(path, std::ios::app);
  if (is_new) file << kHeader << '\n';
  for (const auto& pair : pairs) {
    file << fmt::format("{},{},{},{:.6g},{:.6g},{:.4f}\n", pair.kernel, pair.permille, pair.pacing,
                        pair.base, pair.head, pair.seconds);
  }
  if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

}  // namespace benchgate::accuracy
