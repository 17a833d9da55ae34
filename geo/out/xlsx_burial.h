// SPDX-License-Identifier: Apache-2.0
// The burial account as sheets. Internal to geo/out.
#pragma once

#include "geo/out/run_contents.h"
#include "geo/out/xlsx_book.h"

namespace fangyuan {

/// 公墓年限 (units), 公墓明细 (sites), 公墓参数; nothing without contents.burial.
void write_burial(XlsxBook& book, const RunContents& contents);

}  // namespace fangyuan
