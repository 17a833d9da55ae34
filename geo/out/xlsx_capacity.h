// SPDX-License-Identifier: Apache-2.0
// The sheets 最优装填, 每千人可及 and 均等性. Internal to geo/out.
#pragma once

#include "geo/out/run_contents.h"
#include "geo/out/xlsx_book.h"

namespace fangyuan {

/// A sheet per table that has rows.
void write_capacity(XlsxBook& book, const RunContents& contents);

}  // namespace fangyuan
