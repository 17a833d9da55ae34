// SPDX-License-Identifier: Apache-2.0
#include "geo/facilities/read_facilities.h"

#include <iterator>

#include "geo/facilities/facility_checks.h"
#include "geo/facilities/facility_reader.h"

namespace fangyuan {

FacilityTable read_facilities(std::span<const FacilitySource> sources, Date project_date,
                              const Boundaries* boundaries, const Frame& frame,
                              Problems& problems) {
  std::vector<FacilityLayer> layers;
  layers.reserve(sources.size());
  for (const FacilitySource& source : sources)
    layers.push_back(read_facility_layer(source, project_date, frame, problems));
  settle_ids(layers, problems);
  attach_entrances(layers, problems);

  FacilityTable table;
  table.outside = assign_units(layers, boundaries, frame, problems);
  tell_duplicates(layers, problems);
  for (FacilityLayer& l : layers) {
    for (const Facility& f : l.sites) ++(f.place ? table.located : table.unlocated);
    std::move(l.sites.begin(), l.sites.end(), std::back_inserter(table.all));
    table.inputs.push_back(std::move(l.use));
  }
  return table;
}

}  // namespace fangyuan
