// SPDX-License-Identifier: Apache-2.0
// The older name of InputUse.
#pragma once

#include "geo/io/input_use.h"

namespace fangyuan {

using LayerUse = InputUse;

}  // namespace fangyuan
