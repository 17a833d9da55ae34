// SPDX-License-Identifier: Apache-2.0
// A study of one's own, to be changed beside the one that stays as it is.
#pragma once

#include <memory>

#include "sim/study/study.h"

namespace fangyuan {

/// Equal to what was loaded, but only `mode` can be snapped and searched: the others have neither
/// snapper nor access. Takes as much memory as the study, and as long as indexing its streets.
std::unique_ptr<Study> copy_study(const Study& study, Mode mode);

}  // namespace fangyuan
