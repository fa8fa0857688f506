#include "benchgate/model/pairing.h"

namespace benchgate::model {

std::string_view pacing_name(Pacing pacing) {
  switch (pacing) {
    case Pacing::Duet:
      return "duet";
    case Pacing::Lockstep:
      return "lockstep";
    case Pacing::InTurn:
      return "in_turn";
  }
  return "in_turn";
}

std::optional<Pacing> parse_pacing(std::string_view name) {
  for (const auto pacing : {Pacing::Duet, Pacing::Lockstep, Pacing::InTurn}) {
    if (pacing_name(pacing) == name) return pacing;
  }
  return std::nullopt;
}

std::string_view stage_name(Stage stage) {
  return stage == Stage::Screening ? "screening" : "confirming";
}

std::optional<Stage> parse_stage(std::string_view name) {
  for (const auto stage : {Stage::Screening, Stage::Confirming}) {
    if (stage_name(stage) == name) return stage;
  }
  return std::nullopt;
}

}  // namespace benchgate::model
