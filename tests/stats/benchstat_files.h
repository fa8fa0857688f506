// Reads Go benchmark text and the rows of benchstat's tables, as far as the agreement test
// needs them.
#pragma once

#include <cmath>
#include <fstream>
#include <map>
#include <optional>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "source_tree.h"

namespace benchgate::stats::testing {

/// Values by (benchmark, unit), in the order of the file. ns/op is turned into seconds and MB/s
/// into B/s, the units benchstat prints.
using Samples = std::map<std::pair<std::string, std::string>, std::vector<double>>;

/// By the "note:" line above them; "" before the first.
using SamplesByNote = std::map<std::string, Samples>;

inline std::string benchstat_path(const std::string& name) {
  return std::string(BENCHGATE_TESTDATA) + "/benchstat/" + name;
}

inline SamplesByNote read_go_benchmarks(const std::string& name) {
  std::ifstream file(benchstat_path(name));
  if (!file) throw std::runtime_error("cannot read " + name);
  SamplesByNote result;
  std::string note;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("note: ")) note = line.substr(6);
    if (!line.starts_with("Benchmark")) continue;
    std::istringstream words(line.substr(9));
    std::string benchmark;
    double iterations = 0;
    words >> benchmark >> iterations;
    std::string unit;
    for (double value = 0; words >> value >> unit;) {
      if (unit == "ns/op") {
        result[note][{benchmark, "sec/op"}].push_back(value * 1e-9);
      } else if (unit == "MB/s") {
        result[note][{benchmark, "B/s"}].push_back(value * 1e6);
      }
    }
  }
  return result;
}

/// A printed number, and how far the true one may lie from it after rounding.
struct Printed {
  double value;
  double rounding;
};

struct TableRow {
  std::string benchmark;
  std::string unit;
  Printed base;
  std::optional<int> base_percent;  // of the interval; empty where the table says infinity
  Printed head;
  std::optional<int> head_percent;
  std::optional<double> delta_percent;  // empty where the table says ~
  double p;
  std::size_t n;
};

inline double scale_of(const std::string& prefix) {
  static const std::map<std::string, double> scales = {
      {"", 1.0},      {"n", 1e-9},       {"µ", 1e-6},         {"m", 1e-3},
      {"Ki", 1024.0}, {"Mi", 1048576.0}, {"Gi", 1073741824.0}};
  return scales.at(prefix);
}

inline Printed printed(const std::string& digits, const std::string& prefix) {
  const auto point = digits.find('.');
  const auto decimals = point == std::string::npos ? 0 : digits.size() - point - 1;
  const double scale = scale_of(prefix);
  return {.value = std::stod(digits) * scale,
          .rounding = 0.5 * scale * std::pow(10.0, -static_cast<double>(decimals))};
}

/// The rows with two sides, like
///   Name   46.55n ± 9%   44.40n ± 2%   -4.62% (p=0.008 n=10)
inline std::vector<TableRow> read_table(const std::string& name) {
  static const std::regex row(
      R"(^(\S+) +([0-9.]+)(n|µ|m|Ki|Mi|Gi|) ± +?([0-9]+%|∞)(?: ¹)? +)"
      R"(([0-9.]+)(n|µ|m|Ki|Mi|Gi|) ± +?([0-9]+%|∞)(?: ¹)? +(~|[-+0-9.]+%) \(p=([0-9.]+) n=([0-9]+)\).*)");
  static const std::regex unit_line(R"(^[^a-zA-Z]*(sec/op|B/s) .*)");
  std::ifstream file(benchstat_path(name));
  if (!file) throw std::runtime_error("cannot read " + name);
  const auto percent = [](const std::string& text) -> std::optional<int> {
    if (text == "∞") return std::nullopt;
    return std::stoi(text);
  };
  std::vector<TableRow> rows;
  std::string unit;
  for (std::string line; std::getline(file, line);) {
    std::smatch match;
    if (std::regex_match(line, match, unit_line)) unit = match[1];
    if (!std::regex_match(line, match, row)) continue;
    std::optional<double> delta;
    if (match[8] != "~") delta = std::stod(match[8]);
    rows.push_back({.benchmark = match[1],
                    .unit = unit,
                    .base = printed(match[2], match[3]),
                    .base_percent = percent(match[4]),
                    .head = printed(match[5], match[6]),
                    .head_percent = percent(match[7]),
                    .delta_percent = delta,
                    .p = std::stod(match[9]),
                    .n = std::stoul(match[10])});
  }
  return rows;
}

}  // namespace benchgate::stats::testing
