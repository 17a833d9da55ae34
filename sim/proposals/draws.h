// SPDX-License-Identifier: Apache-2.0
// Who is newly served by options when the factors of a draw hold. Internal to sim/proposals.
#pragma once

#include <memory>

#include "sim/proposals/score_options.h"

namespace fangyuan {

/// Of one service and its options. Safe to ask from several threads.
class DrawModel {
 public:
  virtual ~DrawModel() = default;
  /// [option] weighted millionths served beyond what doing nothing serves in the same draw.
  virtual std::vector<Wide> newly(const Draw& draw) const = 0;
};

/// A service without capacity: everyone in reach is served. Null: too many pairs.
std::unique_ptr<const DrawModel> reach_model(const ScoreInputs& inputs);

/// A service with a capacity: places are filled nearest first, as in a run. Null: too many pairs.
std::unique_ptr<const DrawModel> filling_model(const ScoreInputs& inputs);

/// [cell] number of the demand's unit, the last of those in no unit.
struct DemandUnits {
  std::vector<std::uint32_t> of_cell;
  std::uint32_t count = 1;
};
DemandUnits demand_units(const Study& study);

}  // namespace fangyuan
