// SPDX-License-Identifier: Apache-2.0
#include "geo/people/population.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <set>

#include "geo/people/people_draft.h"

namespace fangyuan {
namespace {

// contract.md, Words; other names follow in alphabetical order.
constexpr std::array<std::string_view, 11> kGroupOrder{
    "total",   "age0_2",  "age3_5",   "age6_14", "working",   "older60",
    "older65", "older80", "disabled", "needy",   "households"};

std::vector<std::string> groups_of(std::span<const PopulationSource> sources) {
  std::set<std::string> names;
  for (const auto& source : sources)
    for (const auto& [group, column] : source.ref.columns) names.insert(group);
  std::vector<std::string> out(names.begin(), names.end());
  std::stable_sort(out.begin(), out.end(), [](const std::string& a, const std::string& b) {
    return std::find(kGroupOrder.begin(), kGroupOrder.end(), a) <
           std::find(kGroupOrder.begin(), kGroupOrder.end(), b);
  });
  return out;
}

std::vector<GroupColumn> columns_of(const PopulationSource& source,
                                    const std::vector<std::string>& groups) {
  std::vector<GroupColumn> out;
  for (std::size_t g = 0; g < groups.size(); ++g)
    if (const auto it = source.ref.columns.find(groups[g]); it != source.ref.columns.end())
      out.push_back({g, it->first, it->second});
  return out;
}

template <class T>
void keep_only(std::vector<T>& column, const std::vector<bool>& keep) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < column.size(); ++i)
    if (keep[i]) column[kept++] = column[i];
  column.resize(kept);
  column.shrink_to_fit();
}

}  // namespace

PlacementLand placement_land(const Land& land) {
  PlacementLand out;
  for (const auto& feature : land.features) {
    std::vector<PolygonXY>* to = feature.role == LandRole::residential ? &out.residential
                                 : feature.role == LandRole::barrier   ? &out.water
                                 : feature.role == LandRole::exclusion ? &out.exclusions
                                                                       : nullptr;
    if (to == nullptr) continue;
    for (const auto& polygon : feature.polygons) to->push_back({polygon.outer, polygon.holes});
  }
  return out;
}

PeopleDraft::PeopleDraft(std::vector<std::string> groups, std::size_t units) {
  const auto n = groups.size();
  result_.cells.groups = std::move(groups);
  result_.cells.people.resize(n);
  result_.balance.resize(n);
  result_.unlocated_of.assign(n, std::vector<People>(units));
}

void PeopleDraft::book(std::span<const People> counts) {
  for (std::size_t g = 0; g < groups(); ++g) result_.balance[g].source += counts[g];
}

void PeopleDraft::add_cell(const Place& place, std::span<const People> counts) {
  book(counts);
  result_.cells.place.push_back(place);
  for (std::size_t g = 0; g < groups(); ++g) result_.cells.people[g].push_back(counts[g]);
  own_.push_back(UnitId());
}

void PeopleDraft::add_area(std::span<const XY> points, std::span<const People> counts, UnitId own,
                           const Frame& frame) {
  book(counts);
  std::vector<LonLat> lonlat(points.size());
  frame.to_lonlat(points, lonlat);
  for (std::size_t i = 0; i < points.size(); ++i) {
    result_.cells.place.push_back({lonlat[i], points[i]});
    own_.push_back(own);
  }
  for (std::size_t g = 0; g < groups(); ++g)
    for (std::size_t i = 0; i < points.size(); ++i)
      result_.cells.people[g].push_back(even_share(counts[g], points.size(), i));
}

void PeopleDraft::add_outside(std::span<const People> counts) {
  book(counts);
  for (std::size_t g = 0; g < groups(); ++g) result_.balance[g].outside += counts[g];
}

void PeopleDraft::add_unlocated(UnmatchedRow row, UnitId above) {
  book(row.people);
  for (std::size_t g = 0; g < groups(); ++g) {
    result_.balance[g].unlocated += row.people[g];
    if (above) result_.unlocated_of[g][above.index()] += row.people[g];
  }
  result_.unmatched.push_back(std::move(row));
}

void PeopleDraft::end_source(std::string told) {
  constexpr std::size_t kMost = 1000;
  const auto& place = result_.cells.place;
  const std::size_t count = place.size() - source_begin_;
  const std::size_t step = std::max<std::size_t>(1, (count + kMost - 1) / kMost);
  auto& sample = result_.samples.emplace_back();
  for (std::size_t i = source_begin_; i < place.size(); i += step)
    sample.push_back(place[i].lonlat);
  if (!told.empty()) lists_.push_back({std::move(told), source_begin_, place.size()});
  source_begin_ = place.size();
}

/// More than one in a hundred of the first group outside every unit is no ragged edge.
void PeopleDraft::tell_outside(const List& list, const std::vector<bool>& keep,
                               Problems& problems) const {
  const auto& people = result_.cells.people.front();
  People all, outside;
  std::size_t most = list.begin;
  Problem p;
  p.count = 0;
  for (std::size_t i = list.begin; i < list.end; ++i) {
    all += people[i];
    if (keep[i]) continue;
    outside += people[i];
    if (p.count++ == 0 || people[i] > people[most]) most = i;
  }
  if (outside.millionths() / 10 <= all.millionths() / 1000) return;
  p.code = "people-outside";
  p.file = list.path;
  p.field = result_.cells.groups.front();
  p.value = fmt::format("{} / {}", outside.to_string(), all.to_string());
  p.rule = {
      "超过百分之一的人不在任何行政区内，没有计入（所示为其中人数最多的一处）；"
      "请核对坐标系和区划范围",
      "more than one in a hundred of these people are in no unit and count nowhere (shown: the "
      "place with most of them); check the CRS and the outlines"};
  p.where = result_.cells.place[most].lonlat;
  problems.warning(std::move(p));
}

Population PeopleDraft::finish(const Boundaries& boundaries, Problems& problems) && {
  auto& cells = result_.cells;
  const auto& layers = boundaries.units.layers;
  std::vector<XY> points;
  points.reserve(cells.size());
  for (const auto& place : cells.place) points.push_back(place.xy);
  std::vector<bool> keep(cells.size(), layers.empty());
  for (std::size_t layer = 0; layer < layers.size(); ++layer) {
    auto unit_of = boundaries.locate(layer, points);
    for (std::size_t i = 0; i < unit_of.size(); ++i) {
      if (own_[i]) {
        const auto& own = boundaries.units[own_[i]];
        if (own.tree == layers[layer].tree && own.level == layers[layer].level)
          unit_of[i] = own_[i];
      }
      if (unit_of[i]) keep[i] = true;
    }
    cells.unit_of.push_back(std::move(unit_of));
  }
  if (groups() > 0)
    for (const List& list : lists_) tell_outside(list, keep, problems);
  for (std::size_t g = 0; g < groups(); ++g) {
    auto& balance = result_.balance[g];
    for (std::size_t i = 0; i < cells.size(); ++i)
      (keep[i] ? balance.placed : balance.outside) += cells.people[g][i];
    keep_only(cells.people[g], keep);
    assert(balance.source == balance.placed + balance.outside + balance.unlocated);
  }
  keep_only(cells.place, keep);
  for (auto& column : cells.unit_of) keep_only(column, keep);
  return std::move(result_);
}

Population build_cells(std::span<const PopulationSource> sources, const Boundaries& boundaries,
                       const PlacementLand& land, double cell_size_m, const Frame& frame,
                       Problems& problems) {
  assert(cell_size_m > 0);
  const auto groups = groups_of(sources);
  PeopleDraft draft(groups, boundaries.units.all.size());
  const Placement placement(land, cell_size_m);
  for (const auto& source : sources) {
    const PeopleReading reading{
        source, columns_of(source, groups), boundaries, placement, frame, draft, problems};
    if (!source.join.empty())
      read_joined_people(reading);
    else if (is_raster(source.ref))
      read_raster_people(reading);
    else
      read_vector_people(reading);
    draft.end_source(source.join.empty() && is_raster(source.ref) ? "" : source.ref.path);
  }
  return std::move(draft).finish(boundaries, problems);
}

}  // namespace fangyuan
