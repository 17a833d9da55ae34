// SPDX-License-Identifier: Apache-2.0
// What the plans' rules speak of besides care, burial and clinics: stations, schools, sports
// grounds, and day care in estates. Not every unit has everything: some are planned, some missing.
#pragma once

#include "data/sample/estates.h"
#include "data/sample/facilities.h"

namespace fangyuan::sample {

std::vector<Site> make_services(const World& world, const Settlements& settlements,
                                const std::vector<EstateRecord>& estates);

}  // namespace fangyuan::sample
