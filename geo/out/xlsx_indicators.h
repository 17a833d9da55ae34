// SPDX-License-Identifier: Apache-2.0
// The indicators in the layout of the plans' own tables. Internal to geo/out.
#pragma once

#include "geo/out/run_contents.h"
#include "geo/out/xlsx_book.h"

namespace fangyuan {

/// Sheet 指标: one row per rule and source for the whole study (序号, 指标, 基础值, 目标值, 属性,
/// 现值, 缺口, 达标, then what they rest on); sheet 指标明细: the same unit by unit. Nothing where
/// there are no indicators.
void write_indicators(XlsxBook& book, const RunContents& contents);

}  // namespace fangyuan
