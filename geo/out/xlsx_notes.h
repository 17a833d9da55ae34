// SPDX-License-Identifier: Apache-2.0
// The sheet 说明: what the figures mean and where they come from. Internal to geo/out.
#pragma once

#include "geo/out/run_contents.h"
#include "geo/out/xlsx_book.h"

namespace fangyuan {

void write_notes(XlsxBook& book, const RunContents& contents);

}  // namespace fangyuan
