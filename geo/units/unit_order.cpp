// SPDX-License-Identifier: Apache-2.0
#include "geo/units/unit_order.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "geo/units/unit_ground.h"

namespace fangyuan {

std::vector<UnitId> reorder_units(Boundaries& b, const std::vector<UnitId>& gone) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < b.units.all.size(); ++i)
    if (std::find(gone.begin(), gone.end(), UnitId(i)) == gone.end()) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) {
    const Unit &u = b.units.all[x], &v = b.units.all[y];
    return std::tie(u.tree, u.level, u.code) < std::tie(v.tree, v.level, v.code);
  });
  std::vector<UnitId> new_id(b.units.all.size());
  for (std::size_t i = 0; i < order.size(); ++i) new_id[order[i]] = UnitId(i);

  Units units;
  std::vector<UnitShape> shapes;
  for (const std::size_t old : order) {
    Unit& u = units.all.emplace_back(std::move(b.units.all[old]));
    if (u.parent) u.parent = new_id[u.parent.index()];
    shapes.push_back(std::move(b.shapes[old]));
    if (units.layers.empty() || units.layers.back().tree != u.tree ||
        units.layers.back().level != u.level)
      units.layers.push_back({u.tree, u.level, {}});
    units.layers.back().units.push_back(UnitId(units.all.size() - 1));
  }
  b.units = std::move(units);
  b.shapes = std::move(shapes);
  b.findings.clear();
  b.locators.resize(b.units.layers.size());
  b.tilings.resize(b.units.layers.size());
  for (std::size_t l = 0; l < b.units.layers.size(); ++l) rebuild_locator(b, l);
  return new_id;
}

}  // namespace fangyuan
