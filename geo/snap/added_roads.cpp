// SPDX-License-Identifier: Apache-2.0
#include "geo/snap/added_roads.h"

#include <algorithm>
#include <cassert>

namespace fangyuan {
namespace {

bool same(const Entrance& a, const Entrance& b) {
  return a.edge == b.edge && a.offset_mm == b.offset_mm;
}

bool holds(std::span<const Entrance> all, const Entrance& one) {
  return std::any_of(all.begin(), all.end(), [&](const Entrance& e) { return same(e, one); });
}

bool is_gone(const Entrance& e, const std::vector<EdgeUse>& use) {
  return e.connected() && use[e.edge.index()] == EdgeUse{};
}

}  // namespace

AddedRoads::AddedRoads(const Network& network, std::vector<StreetCopy> copies,
                       const std::array<bool, kModes>& used, const Barriers& barriers,
                       const Frame& frame)
    : copies_(std::move(copies)) {
  for (std::size_t m = 0; m < kModes; ++m) {
    if (!used[m]) continue;
    const Mode mode = static_cast<Mode>(m);
    found_[m] = std::make_unique<const Snapper>(network, mode, barriers, frame);
    drawn_[m] = std::make_unique<const Snapper>(network, mode, barriers, frame,
                                                SnapOptions{.copies = true});
  }
}

void AddedRoads::add_copies(std::vector<Entrance>& entrances) const {
  const std::size_t known = entrances.size();
  for (std::size_t i = 0; i < known; ++i) {
    const Entrance e = entrances[i];
    auto at = std::lower_bound(copies_.begin(), copies_.end(), e.edge,
                               [](const StreetCopy& c, EdgeId edge) { return c.street < edge; });
    for (; at != copies_.end() && at->street == e.edge; ++at)
      if (at->from_mm <= e.offset_mm && e.offset_mm <= at->till_mm)
        entrances.push_back({at->copy, e.offset_mm - at->from_mm, e.access_mm, e.point});
  }
}

void AddedRoads::enter(Mode mode, std::span<const Place> places, double limit_m,
                       ModeAccess& access) const {
  assert(access.cells.size() == places.size() && access.further.empty());
  const std::vector<Entrance> found =
      found_[static_cast<std::size_t>(mode)]->nearest(places, limit_m);
  std::vector<Entrance> all;
  for (std::size_t c = 0; c < places.size(); ++c) {
    all.clear();
    if (access.cells[c].connected()) all.push_back(access.cells[c]);
    if (found[c].connected() && !holds(all, found[c])) all.push_back(found[c]);
    add_copies(all);
    if (all.empty()) continue;
    access.cells[c] = all.front();
    for (std::size_t i = 1; i < all.size(); ++i) access.further.push_back({CellId(c), all[i]});
  }
}

void AddedRoads::enter(Mode mode, const Facility& site, double limit_m,
                       std::vector<Entrance>& entrances) const {
  if (!site.place) return;
  std::erase_if(entrances, [](const Entrance& e) { return !e.connected(); });
  for (const Entrance& e : found_[static_cast<std::size_t>(mode)]->entrances_of(site, limit_m))
    if (e.connected() && !holds(entrances, e)) entrances.push_back(e);
  add_copies(entrances);
}

std::vector<CellId> drop_closed(const Network& network, Mode mode, ModeAccess& access) {
  const auto& use = network.use[static_cast<std::size_t>(mode)];
  std::erase_if(access.further, [&](const FurtherEntrance& f) { return is_gone(f.entrance, use); });
  std::vector<CellId> lost;
  std::vector<FurtherEntrance> left;
  auto next = access.further.begin();
  for (std::size_t c = 0; c < access.cells.size(); ++c) {
    const CellId cell(c);
    if (is_gone(access.cells[c], use)) {
      access.cells[c] = Entrance{};
      if (next != access.further.end() && next->cell == cell)
        access.cells[c] = (next++)->entrance;
      else
        lost.push_back(cell);
    }
    for (; next != access.further.end() && next->cell == cell; ++next) left.push_back(*next);
  }
  access.further = std::move(left);
  return lost;
}

bool drop_closed(const Network& network, Mode mode, std::vector<Entrance>& entrances) {
  const auto& use = network.use[static_cast<std::size_t>(mode)];
  return !entrances.empty() &&
         std::erase_if(entrances, [&](const Entrance& e) { return is_gone(e, use); }) > 0 &&
         entrances.empty();
}

}  // namespace fangyuan
