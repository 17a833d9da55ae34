// SPDX-License-Identifier: Apache-2.0
// Units that do not change and yet are on the maps of a change.
#include <algorithm>
#include <set>

#include "sim/changes/change_parts.h"

namespace fangyuan {

void add_map(const ChangeSides& s, ChangeReport& report) {
  const auto window = map_window(report);
  if (!window) return;
  const Level finest = map_level(report);
  const TouchedUnits touched = touched_units(s);
  const std::set<UnitId> changes(touched.after.begin(), touched.after.end());
  for (std::size_t i = 0; i < s.units().all.size(); ++i) {
    const Unit& u = s.units().all[i];
    if (u.tree != Tree::legal || u.level > finest || changes.contains(UnitId(i))) continue;
    if (u.level == Level::prefecture && finest != Level::prefecture) continue;
    const auto& outline = s.study.boundaries.shapes[i].xy;
    const bool meets = std::any_of(outline.begin(), outline.end(), [&](const PolygonXY& p) {
      XY min = p.outer.front(), max = min;
      for (const XY q : p.outer) {
        min = {std::min(min.x, q.x), std::min(min.y, q.y)};
        max = {std::max(max.x, q.x), std::max(max.y, q.y)};
      }
      return min.x <= window->max.x && max.x >= window->min.x && min.y <= window->max.y &&
             max.y >= window->min.y;
    });
    if (meets) report.around.push_back({u.level, u.name, outline});
  }
}

}  // namespace fangyuan
