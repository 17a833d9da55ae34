// SPDX-License-Identifier: Apache-2.0
// A study drawn in a test: flat metres, everything owned, a StudyView on demand.
#pragma once

#include <array>
#include <cmath>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "core/coverage/coverage.h"
#include "core/coverage/nearest_costs.h"
#include "tests/core/sketch.h"

namespace fangyuan::sketch {

/// Distances in the plane of the drawing; sites are points.
class FlatLine : public StraightLine {
 public:
  FlatLine(const Cells& cells, std::span<const Facility> sites) : cells_(cells), sites_(sites) {}
  void within(SiteId site, std::uint32_t radius_mm, std::vector<CellCost>& out) const override {
    if (!sites_[site.index()].place) return;
    const XY s = sites_[site.index()].place->xy;
    for (std::size_t c = 0; c < cells_.size(); ++c) {
      const XY p = cells_.place[c].xy;
      const double mm = std::round(std::hypot(p.x - s.x, p.y - s.y) * 1000);
      if (mm <= radius_mm) out.push_back({CellId(c), Cost(static_cast<std::uint32_t>(mm))});
    }
  }

 private:
  const Cells& cells_;
  std::span<const Facility> sites_;
};

/// Cells and sites are added with one entrance for all modes.
struct SmallStudy {
  Network network;
  Cells cells;
  Units units;
  std::vector<Facility> facilities;
  ModeAccess access;
  std::vector<Service> services;
  bool with_straight = true;
  PairCaps pair_caps;

  explicit SmallStudy(std::vector<std::string> groups) {
    cells.groups = std::move(groups);
    cells.people.resize(cells.groups.size());
  }

  /// A county layer of these codes; cells and sites added later name their unit by position.
  void add_layer(Level level, const std::vector<std::string>& codes, Tree tree = Tree::legal) {
    UnitLayer layer{tree, level, {}};
    for (const std::string& code : codes) {
      layer.units.push_back(UnitId(units.all.size()));
      Unit& unit = units.all.emplace_back();
      unit.tree = tree;
      unit.level = level;
      unit.code = unit.name = code;
    }
    units.layers.push_back(layer);
    cells.unit_of.emplace_back();
  }

  CellId add_cell(Place place, Entrance entrance, const std::vector<People>& people,
                  const std::vector<UnitId>& unit_of = {}) {
    cells.place.push_back(place);
    for (std::size_t g = 0; g < people.size(); ++g) cells.people[g].push_back(people[g]);
    for (std::size_t l = 0; l < cells.unit_of.size(); ++l)
      cells.unit_of[l].push_back(l < unit_of.size() ? unit_of[l] : UnitId::none());
    access.cells.push_back(entrance);
    return CellId(cells.size() - 1);
  }

  SiteId add_site(std::string id, std::optional<Place> place, std::vector<Entrance> entrances,
                  const std::vector<UnitId>& unit_of = {}) {
    Facility& f = facilities.emplace_back();
    f.id = f.name = std::move(id);
    f.type = "clinic";
    f.place = place;
    f.unit_of = unit_of;
    f.unit_of.resize(units.layers.size());
    access.sites.push_back(std::move(entrances));
    return SiteId(facilities.size() - 1);
  }

  /// "clinic" on foot within these minutes, led by the first group.
  Service& add_service(std::string id, const std::vector<double>& minutes) {
    Service& s = services.emplace_back();
    s.id = s.name = std::move(id);
    s.facility_types = {"clinic"};
    s.group = cells.groups.front();
    for (const double m : minutes)
      s.limits.push_back({true, static_cast<std::uint32_t>(std::lround(m * 60'000))});
    return s;
  }

  /// `swept`: with a hierarchy of every mode.
  CoverageResult run(bool swept = false) const {
    const FlatLine line(cells, facilities);
    std::array<std::unique_ptr<Hierarchy>, kModes> hierarchies;
    StudyView view{.network = &network,
                   .cells = cells,
                   .units = units,
                   .facilities = facilities,
                   .pair_caps = pair_caps};
    view.access.fill(&access);
    if (with_straight) view.straight = &line;
    for (std::size_t m = 0; swept && m < kModes; ++m) {
      hierarchies[m] = std::make_unique<Hierarchy>(
          ModeGraph(network, static_cast<Mode>(m), 1.0, Metric::length));
      view.hierarchies[m] = hierarchies[m].get();
    }
    return compute_coverage(view, services);
  }

  std::vector<NearestCosts> nearest() const {
    const FlatLine line(cells, facilities);
    StudyView view{.network = &network, .cells = cells, .units = units, .facilities = facilities};
    view.access.fill(&access);
    view.straight = &line;
    return nearest_costs(view, services);
  }
};

/// The only row of these words; a failed assertion inside a value means there is none.
inline const CoverageRow& row_of(const CoverageResult& result, std::size_t service,
                                 const std::string& limit, Measure measure = Measure::network,
                                 UnitId unit = {}, std::size_t group = 0,
                                 std::optional<std::size_t> layer = {}) {
  for (const CoverageRow& row : result.rows)
    if (row.service.index() == service && row.limit == limit && row.measure == measure &&
        row.unit == unit && row.group == group && (unit || row.unit_layer == layer))
      return row;
  throw std::out_of_range("no such row");
}

}  // namespace fangyuan::sketch
