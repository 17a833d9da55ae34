// SPDX-License-Identifier: Apache-2.0
// precompiled_library.h and GoogleTest, for the tests' own precompiled header.
#pragma once
#include <gtest/gtest.h>

#include "cmake/precompiled_library.h"
