// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "geo/people/placement.h"
#include "sim/project/nearest_word.h"
#include "sim/scenario/editors.h"

namespace fangyuan {
namespace {

/// factor × sum, to the nearest millionth, of running sums: the last one is the total's.
People scaled(People sum, Amount factor) {
  return scaled_nearest(sum, factor, Amount::from_whole(1));
}

}  // namespace

std::optional<std::size_t> PeopleEditor::group_called(const Edit& edit, const std::string& name,
                                                      const std::string& field) {
  const auto& groups = study_.population.cells.groups;
  const auto it = std::find(groups.begin(), groups.end(), name);
  if (it != groups.end()) return static_cast<std::size_t>(it - groups.begin());
  const auto near = nearest_word(name, groups);
  problems_.error(
      problem_of(edit, "edit-unknown", field, name,
                 {"人口里没有这个人群" + (near ? "；最接近的是 " + *near : ""),
                  "no such group of people" + (near ? "; the nearest is " + *near : "")}));
  return std::nullopt;
}

void PeopleEditor::add(const Edit& edit, const AddPeople& action, EditTouched& touched) {
  Cells& cells = study_.population.cells;
  const std::size_t before = problems_.error_count();
  std::vector<People> counts(cells.groups.size());
  for (const auto& [name, count] : action.counts)
    if (const auto g = group_called(edit, name, "counts")) counts[*g] = count;
  std::vector<XY> points;
  if (action.at) {
    if (const auto place = place_of(*action.at, study_, edit, problems_)) points = {place->xy};
  } else {
    PolygonXY area;
    for (const GivenPlace& corner : action.area)
      if (const auto place = place_of(corner, study_, edit, problems_))
        area.outer.push_back(place->xy);
    if (area.outer.size() >= 3) {
      if (!(area.outer.front() == area.outer.back())) area.outer.push_back(area.outer.front());
      const Placement placement({}, study_.project.cell_size_m);
      points = placement.cells_of({&area, 1}).points;
    }
  }
  if (problems_.error_count() != before || points.empty()) return;

  std::vector<LonLat> lonlat(points.size());
  study_.frame->to_lonlat(points, lonlat);
  if (action.at && action.at->lonlat) lonlat.front() = *action.at->lonlat;
  const auto& layers = study_.boundaries.units.layers;
  std::vector<std::vector<UnitId>> unit_of(layers.size());
  std::vector<bool> inside(points.size(), layers.empty());
  for (std::size_t l = 0; l < layers.size(); ++l) {
    unit_of[l] = study_.boundaries.locate(l, points);
    for (std::size_t i = 0; i < points.size(); ++i)
      if (unit_of[l][i]) inside[i] = true;
  }
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (std::size_t g = 0; g < counts.size(); ++g) {
      const People share = even_share(counts[g], points.size(), i);
      GroupBalance& balance = study_.population.balance[g];
      balance.source += share;
      (inside[i] ? balance.placed : balance.outside) += share;
      if (inside[i]) cells.people[g].push_back(share);
      if (g == 0 && inside[i]) touched.people += share;
    }
    if (!inside[i]) continue;
    cells.place.push_back({lonlat[i], points[i]});
    for (std::size_t l = 0; l < layers.size(); ++l) cells.unit_of[l].push_back(unit_of[l][i]);
    ++touched.cells;
    for (std::size_t m = 0; m < kModes; ++m)
      if (bench_.access[m])
        bench_.access[m]->cells.push_back(study_.snappers[m]->nearest(
            cells.place.back(), study_.project.settings(static_cast<Mode>(m)).access_limit_m));
  }
  if (touched.cells == points.size()) return;
  Problem p = problem_of(edit, "people-outside", action.at ? "at" : "area", action.name,
                         {"不在任何行政区内的人没有计入", "people in no unit count nowhere"});
  p.where = lonlat.front();
  problems_.warning(std::move(p));
}

void PeopleEditor::scale(const Edit& edit, const ScalePeople& action, EditTouched& touched) {
  Cells& cells = study_.population.cells;
  std::vector<std::size_t> groups;
  if (action.group.empty())
    for (std::size_t g = 0; g < cells.groups.size(); ++g) groups.push_back(g);
  else if (const auto g = group_called(edit, action.group, "group"))
    groups.push_back(*g);
  UnitId unit;
  const std::vector<UnitId>* column = nullptr;
  if (!action.unit.empty()) {
    unit = unit_called(action.unit, study_, edit, problems_);
    if (!unit) return;
    const Unit& u = study_.boundaries.units[unit];
    column = &cells.unit_of[*study_.boundaries.units.find_layer(u.tree, u.level)];
  }
  for (const std::size_t g : groups) {
    People sum, scaled_sum;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (column != nullptr && (*column)[c] != unit) continue;
      People& people = cells.people[g][c];
      sum += people;
      const People till = scaled(sum, action.factor);
      if (people != till - scaled_sum && g == groups.front()) ++touched.cells;
      people = till - scaled_sum;
      scaled_sum = till;
    }
    GroupBalance& balance = study_.population.balance[g];
    balance.source += scaled_sum - sum;
    balance.placed += scaled_sum - sum;
    if (g == 0) touched.people += scaled_sum - sum;
  }
}

}  // namespace fangyuan
