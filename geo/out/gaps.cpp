// SPDX-License-Identifier: Apache-2.0
#include "geo/out/gaps.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "geo/out/cell_side.h"
#include "geo/out/unit_words.h"

namespace fangyuan {
namespace {

enum class State : std::uint8_t { reached, out_of_reach, unconnected };

const ServiceReach* reach_of(const RunContents& contents, ServiceId service) {
  for (const ServiceReach& r : contents.reach)
    if (r.service == service) return &r;
  return nullptr;
}

/// The reaches whose being met meets the service; empty when one of them is missing.
std::vector<const ServiceReach*> members(const RunContents& contents, std::size_t service) {
  const Service& s = contents.services[service];
  const std::vector<ServiceId> ids =
      s.is_joint() ? s.all : std::vector<ServiceId>{ServiceId(service)};
  std::vector<const ServiceReach*> out;
  for (const ServiceId id : ids) {
    const ServiceReach* r = reach_of(contents, id);
    if (r == nullptr) return {};
    out.push_back(r);
  }
  return out;
}

std::optional<Measure> measure_of(const std::vector<const ServiceReach*>& reaches) {
  const auto all = [&](bool ServiceReach::*has) {
    return std::all_of(reaches.begin(), reaches.end(),
                       [&](const ServiceReach* r) { return r->*has; });
  };
  if (reaches.empty()) return std::nullopt;
  if (all(&ServiceReach::has_network)) return Measure::network;
  if (all(&ServiceReach::has_straight)) return Measure::straight;
  return std::nullopt;
}

State state_of(const std::vector<const ServiceReach*>& reaches, Measure measure, std::size_t cell) {
  State worst = State::reached;
  for (const ServiceReach* r : reaches) {
    const bool network = measure == Measure::network;
    if (network && !r->unconnected.empty() && r->unconnected[cell] != 0) return State::unconnected;
    if (!(network ? r->network : r->straight_mm)[cell].reached()) worst = State::out_of_reach;
  }
  return worst;
}

/// The four squares of half a cell's side that lie nearest to the cell's own square.
void add_squares(std::vector<GridCorner>& squares, XY centre, double grid_m) {
  const auto low = [&](double v) { return static_cast<std::int32_t>(std::lround(v / grid_m)) - 1; };
  const std::int32_t row = low(centre.y), column = low(centre.x);
  for (const std::int32_t r : {row, row + 1})
    for (const std::int32_t c : {column, column + 1}) squares.push_back({r, c});
}

}  // namespace

Gaps find_gaps(const RunContents& contents) {
  const Cells& cells = contents.cells;
  const std::vector<std::size_t> layers = layers_from_finest(contents.units);
  Gaps out;
  out.grid_m = cell_side_m(contents) / 2;
  for (std::size_t s = 0; s < contents.services.size(); ++s) {
    const auto group =
        std::find(cells.groups.begin(), cells.groups.end(), contents.services[s].group);
    const auto reaches = members(contents, s);
    const std::optional<Measure> measure = measure_of(reaches);
    if (cells.size() == 0 || !measure || group == cells.groups.end()) continue;
    const auto& people = cells.people[static_cast<std::size_t>(group - cells.groups.begin())];
    struct Open {
      Gap gap;
      std::vector<GridCorner> squares;
    };
    std::map<UnitId, Open> by_unit;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const State state = state_of(reaches, *measure, c);
      if (state == State::reached || people[c] <= People()) continue;
      const UnitId unit = layers.empty() ? UnitId::none() : cells.unit_of[layers.front()][c];
      Open& open = by_unit[unit];
      ++open.gap.cells;
      (state == State::unconnected ? open.gap.unconnected : open.gap.out_of_reach) += people[c];
      add_squares(open.squares, cells.place[c].xy, out.grid_m);
    }
    const auto finish = [&](UnitId unit) {
      const auto it = by_unit.find(unit);
      if (it == by_unit.end()) return;
      Open& open = it->second;
      open.gap.service = ServiceId(s);
      open.gap.measure = *measure;
      open.gap.unit = unit;
      open.gap.shape = outline(std::move(open.squares));
      out.gaps.push_back(std::move(open.gap));
    };
    if (!layers.empty())
      for (const UnitId unit : contents.units.layers[layers.front()].units) finish(unit);
    finish(UnitId::none());
  }
  return out;
}

}  // namespace fangyuan
