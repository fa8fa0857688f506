#include "benchgate/cli/store_listing.h"

#include <nlohmann/json.hpp>

#include "benchgate/base/instant.h"

namespace benchgate::cli {

std::string runs_json(const std::vector<model::HistoryRun>& runs) {
  using Json = nlohmann::ordered_json;
  constexpr int kFormat = 1;
  auto list = Json::array();
  for (const auto& run : runs) {
    list.push_back(
        {{"id", run.id},
         {"measured_at", instant_text(run.measured_at)},
         {"committed_at", run.committed_at ? Json(instant_text(*run.committed_at)) : Json(nullptr)},
         {"commit", run.commit},
         {"subject", run.subject},
         {"branch", run.branch},
         {"machine_class", run.machine_class},
         {"outcome", run.outcome},
         {"title", run.title},
         {"report_url", run.report_url}});
  }
  const Json json = {{"format", kFormat}, {"runs", std::move(list)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace benchgate::cli
