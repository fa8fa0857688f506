// What holds for a history that was read from another tool's file.
#pragma once

#include "benchgate/formats/history_import.h"

namespace benchgate::fuzz {

void check_imported(const formats::ImportedHistory& history);

}  // namespace benchgate::fuzz
