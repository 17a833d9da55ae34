// SPDX-License-Identifier: Apache-2.0
#include "data/sample/settlement.h"

#include "data/sample/prng.h"

namespace fangyuan::sample {
namespace {

std::vector<std::int32_t> lanes(Rng& rng, int n, std::int32_t spacing) {
  std::vector<std::int32_t> at{0};
  for (int k = 1; k < n; ++k) at.push_back(at.back() + spacing + rng.between(-60, 60));
  const std::int32_t half = at.back() / 2;
  for (auto& v : at) v -= half;
  return at;
}

/// Houses for the village's people, as near to the middle of its cell as river, roads and borders
/// allow; smaller when there is no room.
Patch lay_patch(const World& w, const Terrain& terrain, std::uint32_t v) {
  const Village& village = w.villages[v];
  const Pt seed = w.tiling.cells[v].seed;
  Rng rng(hash_of(w.seed, 50, v));
  const std::int32_t spacing = village.community ? 600 : rng.between(370, 460);
  const double side =
      std::sqrt(static_cast<double>(village.people.total) * (village.community ? 110.0 : 130.0)) *
      10.0;
  int n = std::clamp(static_cast<int>(side / spacing) + 1, 4, 18);
  const int stretch = rng.between(-1, 1);
  const Direction2 u = direction({0, 0}, {1000, rng.between(-140, 140)});
  std::vector<Pt> candidates{seed};
  for (int k = 0; k < 14; ++k)
    candidates.push_back({seed.x + rng.between(-4500, 4500), seed.y + rng.between(-4500, 4500)});
  Patch patch;
  patch.village = v;
  patch.u = u;
  for (; n >= 3; --n) {
    patch.xs = lanes(rng, n + (n > 5 ? stretch : 0), spacing);
    patch.ys = lanes(rng, n - (n > 5 ? stretch : 0), spacing);
    for (const Pt c : candidates) {
      patch.centre = c;
      const auto rim = patch.outline(1100);
      if (terrain.clearance(c) > patch.radius() + 400 &&
          std::all_of(rim.begin(), rim.end(), [&](Pt p) { return w.tiling.owner(p) == v; }))
        return patch;
    }
  }
  patch.centre = *std::max_element(candidates.begin(), candidates.end(), [&](Pt a, Pt b) {
    const auto room = [&](Pt p) { return w.tiling.owner(p) == v ? terrain.clearance(p) : -1e6; };
    return room(a) < room(b);
  });
  patch.xs = patch.ys = {-200, 200};
  return patch;
}

/// A smaller patch elsewhere in the village's cell; absent when there is no room.
std::optional<Patch> lay_hamlet(const World& w, const Terrain& terrain, std::uint32_t v,
                                const std::vector<const Patch*>& others, std::uint64_t salt) {
  Rng rng(hash_of(w.seed, 54, v, salt));
  const Pt seed = w.tiling.cells[v].seed;
  Patch patch;
  patch.village = v;
  patch.u = direction({0, 0}, {1000, rng.between(-200, 200)});
  const std::int32_t spacing = rng.between(370, 460);
  patch.xs = lanes(rng, rng.between(5, 9), spacing);
  patch.ys = lanes(rng, rng.between(5, 9), spacing);
  for (int tries = 0; tries < 12; ++tries) {
    patch.centre = {seed.x + rng.between(-7000, 7000), seed.y + rng.between(-7000, 7000)};
    const auto rim = patch.outline(900);
    const bool apart = std::all_of(others.begin(), others.end(), [&](const Patch* o) {
      return distance(o->centre, patch.centre) > o->radius() + patch.radius() + 500 &&
             !terrain.barrier_between(o->centre, patch.centre);
    });
    if (apart && terrain.clearance(patch.centre) > patch.radius() + 400 &&
        std::all_of(rim.begin(), rim.end(), [&](Pt p) { return w.tiling.owner(p) == v; }))
      return patch;
  }
  return std::nullopt;
}

}  // namespace

double Patch::radius() const { return distance(centre, node(0, 0)) + 200; }

std::vector<Pt> Patch::outline(double margin) const {
  const double x0 = xs.front() - margin, x1 = xs.back() + margin;
  const double y0 = ys.front() - margin, y1 = ys.back() + margin;
  std::vector<Pt> ring{offset(centre, u, x0, y0), offset(centre, u, x1, y0),
                       offset(centre, u, x1, y1), offset(centre, u, x0, y1)};
  ring.push_back(ring.front());
  return ring;
}

std::pair<std::size_t, std::size_t> Patch::way_out(Pt target) const {
  const double dx = target.x - centre.x, dy = target.y - centre.y;
  const double a = dx * u.x + dy * u.y, b = -dx * u.y + dy * u.x;  // in the patch's own axes
  const double half_x = xs.back(), half_y = ys.back();
  const auto nearest = [](const std::vector<std::int32_t>& at, double v) {
    std::size_t best = 0;
    for (std::size_t k = 1; k < at.size(); ++k)
      if (std::abs(at[k] - v) < std::abs(at[best] - v)) best = k;
    return best;
  };
  if (std::abs(a) * half_y > std::abs(b) * half_x)
    return {a > 0 ? xs.size() - 1 : 0, nearest(ys, b / std::abs(a) * half_x)};
  return {nearest(xs, b == 0 ? 0 : a / std::abs(b) * half_y), b > 0 ? ys.size() - 1 : 0};
}

TownGrid::TownGrid(const World& w, const Terrain& terrain, std::uint32_t town) : town_(town) {
  constexpr std::int32_t kLine = 600;
  const TownSite& site = w.plan.towns[town];
  const double radius = std::sqrt(static_cast<double>(site.communities) / 3.14159) * kTownCell;
  reach_ = (static_cast<std::int32_t>(1.5 * radius / kLine) + 8) / 2 * 2;
  if (town == 0) old_ = static_cast<std::int32_t>(0.27 * radius / kLine) / 2 * 2;
  const auto n = 2 * static_cast<std::size_t>(reach_) + 1;
  place_.resize(n * n);
  owner_.assign(n * n, kOutside);
  Rng rng(hash_of(w.seed, 51, town));
  const Direction2 u = direction({0, 0}, {1000, rng.between(-90, 90)});
  const std::uint64_t warp = hash_of(w.seed, 52, town);
  for (std::int32_t j = -reach_; j <= reach_; ++j)
    for (std::int32_t i = -reach_; i <= reach_; ++i) {
      if (!old_city(i, j) && (i % 2 != 0 || j % 2 != 0)) continue;
      const double fade =
          std::clamp((std::max(std::abs(i), std::abs(j)) - old_) / 10.0, 0.0, 1.0) * 380.0;
      const Pt p = offset(site.centre, u, i * kLine + fade * noise(warp, i / 13.0, j / 13.0),
                          j * kLine + fade * noise(hash_of(warp, 1), i / 13.0, j / 13.0));
      const std::uint32_t cell = w.tiling.owner(p);
      if (cell == kOutside || w.tiling.cells[cell].town != town) continue;
      if (terrain.river.clearance(p) < 300 || terrain.railway.clearance(p) < 120 ||
          terrain.in_lake(p, 150))
        continue;
      place_[at(i, j)] = p;
      owner_[at(i, j)] = cell;
      ++count_;
    }
}

std::int32_t TownGrid::step(std::int32_t i, std::int32_t j, bool east) const {
  return old_city(i, j) && old_city(east ? i + 1 : i, east ? j : j + 1) ? 1 : 2;
}

Pt TownGrid::nearest(Pt p) const {
  Pt best;
  std::int64_t best_d = std::numeric_limits<std::int64_t>::max();
  for (std::size_t k = 0; k < place_.size(); ++k)
    if (owner_[k] != kOutside)
      if (const auto d = square_distance(p, place_[k]); d < best_d) {
        best_d = d;
        best = place_[k];
      }
  return best;
}

Pt Settlements::centre(const World& w, std::uint32_t v) const {
  if (patch_of[v] != kOutside) return patches[patch_of[v]].centre;
  const Pt seed = w.tiling.cells[v].seed;
  if (corners[v].empty()) return seed;
  return *std::min_element(corners[v].begin(), corners[v].end(), [&](Pt a, Pt b) {
    return square_distance(a, seed) < square_distance(b, seed);
  });
}

Pt Settlements::address(const World& w, std::uint32_t v, std::uint64_t k) const {
  Rng rng(hash_of(w.seed, 53, v, k));
  Pt at = w.tiling.cells[v].seed;
  if (!corners[v].empty())
    at = corners[v][rng.below(static_cast<std::uint32_t>(corners[v].size()))];
  const std::int32_t dx = rng.between(80, 180), dy = rng.between(80, 180);
  return {at.x + (rng.chance(50) ? dx : -dx), at.y + (rng.chance(50) ? dy : -dy)};
}

Settlements make_settlements(const World& w, const Terrain& terrain) {
  Settlements s;
  s.patch_of.assign(w.villages.size(), kOutside);
  s.corners.resize(w.villages.size());
  for (std::uint32_t v = 0; v < w.villages.size(); ++v) {
    if (w.tiling.cells[v].town != kOutside) continue;
    s.patch_of[v] = static_cast<std::uint32_t>(s.patches.size());
    s.patches.push_back(lay_patch(w, terrain, v));
    const Patch& p = s.patches.back();
    for (std::size_t j = 0; j < p.ys.size(); ++j)
      for (std::size_t i = 0; i < p.xs.size(); ++i) s.corners[v].push_back(p.node(i, j));
  }
  s.hamlets_from = s.patches.size();
  for (std::size_t k = 0; k < s.hamlets_from; ++k) {
    const std::uint32_t v = s.patches[k].village;
    const std::uint64_t wanted = w.villages[v].community ? 0 : hash_of(w.seed, 55, v) % 3;
    std::vector<Patch> placed;
    for (std::uint64_t n = 0; n < wanted; ++n) {
      std::vector<const Patch*> others{&s.patches[k]};
      for (const auto& p : placed) others.push_back(&p);
      if (auto p = lay_hamlet(w, terrain, v, others, n)) placed.push_back(std::move(*p));
    }
    for (auto& p : placed) {
      s.corners[v].push_back(p.node(0, 0));
      s.corners[v].push_back(p.node(p.xs.size() / 2, p.ys.size() / 2));
      s.patches.push_back(std::move(p));
    }
  }
  for (std::uint32_t town = 0; town < w.plan.towns.size(); ++town) {
    s.grids.emplace_back(w, terrain, town);
    const TownGrid& g = s.grids.back();
    for (std::int32_t j = -g.reach(); j <= g.reach(); ++j)
      for (std::int32_t i = -g.reach(); i <= g.reach(); ++i)
        if (g.has(i, j)) s.corners[g.owner(i, j)].push_back(g.node(i, j));
  }
  // Borders are bent: what has come to lie beyond one, or just beside it, is not the village's.
  for (std::uint32_t v = 0; v < w.villages.size(); ++v) {
    const auto parts = w.tiling.outline_of({v});
    const auto& ring = parts[0].outer;
    std::erase_if(s.corners[v],
                  [&](Pt p) { return !inside(p, ring) || distance_to_line(p, ring) < 300; });
  }
  return s;
}

}  // namespace fangyuan::sample
