// SPDX-License-Identifier: Apache-2.0
// What project.toml names of lines and markers.
#pragma once

#include <optional>
#include <string>

#include "core/base/date.h"
#include "core/study/unit.h"
#include "geo/io/layer_ref.h"

namespace fangyuan {

/// [[boundary_lines]] or [[markers]]; fields: line_fields(), marker_fields() (line_book.h).
struct RecordSource {
  LayerRef ref;
  std::optional<Level> level;  ///< of the units that the lines part; absent: found by the units
};

/// A round of joint inspection: [line_checks] round, round_from, round_to.
struct InspectionRound {
  std::string name;
  Date from{}, to{};
};

}  // namespace fangyuan
