// SPDX-License-Identifier: Apache-2.0
// Directions in the sixteen sectors in which runs of lines are described (走向说明), from true
// north.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/problem.h"

namespace fangyuan {

inline constexpr int kSectors = 16;
inline constexpr double kSectorDegrees = 22.5;

/// 0: 北 (348°45′ to 11°15′), 1: 北偏东北 (11°15′ to 33°45′), … 15, clockwise. A sector holds the
/// border where it begins and not the one where it ends. Exact for every double; angles are taken
/// modulo 360°. REQUIRES: finite.
int sector_of(double azimuth_deg);
/// The same in whole seconds of arc.
int sector_of_seconds(std::int64_t azimuth_arcsec);

/// 北, 北偏东北, 东北, 东偏东北, …; N, NNE, NE, ENE, …
Text sector_name(int sector);

/// By how much an azimuth lies outside a sector, 0 inside it or on its border; at most 168.75.
double outside_sector_deg(double azimuth_deg, int sector);

/// What a written description says of the run.
struct WrittenRun {
  std::vector<int> sectors;        ///< in their order
  std::optional<double> length_m;  ///< 全长 where it is given, else the sum of the lengths, or none
};

/// Directions count after 向, 往, 朝, 转 or 折, or before 方向, 行, 走 or 延伸 (河北村 and "由西"
/// name none); 正东, 东北偏东, 北北东 and 北偏东30° are understood.
WrittenRun read_run(std::string_view text);

}  // namespace fangyuan
