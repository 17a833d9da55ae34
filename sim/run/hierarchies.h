// SPDX-License-Identifier: Apache-2.0
// Which modes of a study are worth a hierarchy.
#pragma once

#include <array>
#include <memory>

#include "core/reach/hierarchy.h"
#include "sim/study/study.h"

namespace fangyuan {

/// Null where plain searches are as good.
using Hierarchies = std::array<std::unique_ptr<const Hierarchy>, kModes>;

/// One for every mode in which many sites are searched from far: then batched sweeps win more than
/// the index costs (docs/performance.md). Answers do not depend on it.
Hierarchies hierarchies_for(const Study& study);

}  // namespace fangyuan
