// SPDX-License-Identifier: Apache-2.0
// Circles of sites and services, but for those that an earlier study has drawn. Internal to
// sim/run.
#pragma once

#include <span>
#include <vector>

#include "sim/run/run.h"
#include "sim/run/what_stays.h"

namespace fangyuan {

struct KeptCircles {
  const WhatStays* stays = nullptr;      ///< null: there was no earlier study
  std::span<const Circle> circles = {};  ///< of the earlier study
};

struct DrawnCircles {
  std::vector<Circle> circles;     ///< as compute_circles
  std::size_t drawn = 0, all = 0;  ///< sites and unions, not counted by limit
};

DrawnCircles draw_circles(const Study& study, const KeptCircles& kept);

}  // namespace fangyuan
