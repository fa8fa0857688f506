// A figure of power against effect, a line a kernel.
#pragma once

#include <map>
#include <string>

namespace benchgate::accuracy {

/// Writes an SVG that reads in light and in dark. `power`: per kernel and effect in a thousandth,
/// the share caught. Throws std::runtime_error where it cannot be written.
void write_power_figure(const std::string& path,
                        const std::map<std::string, std::map<int, double>>& power);

}  // namespace benchgate::accuracy
