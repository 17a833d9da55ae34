// SPDX-License-Identifier: Apache-2.0
// The sheet 重复与闲置 of coverage.xlsx. Internal to geo/out.
#pragma once

#include "geo/out/run_contents.h"
#include "geo/out/xlsx_book.h"

namespace fangyuan {

/// Everyone at each limit, units at the largest one; by the network, of services without it in a
/// straight line. Nothing where there is no row.
void write_overlap(XlsxBook& book, const RunContents& contents);

}  // namespace fangyuan
