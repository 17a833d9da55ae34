// SPDX-License-Identifier: Apache-2.0
// How far a limit is in a straight line.
#pragma once

#include "core/base/cost.h"
#include "core/study/service.h"

namespace fangyuan {

/// In whole millimetres: m/s × ms is mm. A limit in metres is its own radius, whatever the speed.
Cost straight_radius(double mps, Limit limit);

}  // namespace fangyuan
