// Which machines' timings may be compared with each other, as a run's own environment says it.
//
// What benchgate measures records its class ("amd-epyc-7763-f25m1-4cpu"). Other files have what
// Google Benchmark knows: the number of CPUs and their caches. The clock is left out, since it
// moves between runs of one machine; so is the host's name, which hosted runners draw anew.
#pragma once

#include <optional>
#include <string>

#include "benchgate/model/run.h"

namespace benchgate::model {

/// The class that the run records, else one such as "4cpu-l3-32768-kib-5f3a21" of its CPUs and
/// caches; nothing where it says nothing of either. A file name anywhere.
[[nodiscard]] std::optional<std::string> machine_class_of(const Run& run);

}  // namespace benchgate::model
