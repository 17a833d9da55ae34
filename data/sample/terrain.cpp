// SPDX-License-Identifier: Apache-2.0
#include "data/sample/terrain.h"

#include "data/sample/prng.h"

namespace fangyuan::sample {
namespace {

constexpr std::int32_t kStep = 3000;  ///< decimetres between the points of an axis
constexpr double kFar = 20'000;

std::int32_t along_of(Pt p, bool along_x) { return along_x ? p.x : p.y; }

Corridor lay(double reach, bool along_x, std::int32_t half_width, double base, std::uint64_t seed,
             double sway, double wave, double ripple) {
  const auto n = static_cast<std::int32_t>(reach / kStep) + 1;
  std::vector<Pt> axis;
  for (std::int32_t k = -n; k <= n; ++k) {
    const double s = static_cast<double>(k) * kStep;
    const double off = base + sway * noise(seed, s / wave + 0.37) +
                       ripple * noise(hash_of(seed, 1), s / (0.2 * wave) + 0.71);
    const auto o = static_cast<std::int32_t>(std::floor(off + 0.5));
    axis.push_back(along_x ? Pt{k * kStep, o} : Pt{o, k * kStep});
  }
  return {std::move(axis), along_x, half_width};
}

}  // namespace

Corridor::Corridor(std::vector<Pt> axis, bool along_x, std::int32_t half_width)
    : axis_(std::move(axis)), along_x_(along_x), half_width_(half_width) {}

std::pair<std::size_t, std::size_t> Corridor::near(std::int32_t lo, std::int32_t hi) const {
  const std::int32_t start = along_of(axis_.front(), along_x_);
  const auto clamp = [&](std::int32_t v) {
    return static_cast<std::size_t>(
        std::clamp((v - start) / kStep, 0, static_cast<std::int32_t>(axis_.size()) - 2));
  };
  return {clamp(lo), clamp(hi) + 1};
}

double Corridor::clearance(Pt p) const {
  const std::int32_t at = along_of(p, along_x_);
  const auto [from, to] = near(at - 21'000, at + 21'000);
  double best = kFar;
  for (std::size_t k = from; k < to; ++k)
    best = std::min(best, distance_to_segment(p, axis_[k], axis_[k + 1]) - half_width_);
  return best;
}

std::optional<Pt> Corridor::crossing_with(Pt a, Pt b) const {
  const std::int32_t p = along_of(a, along_x_), q = along_of(b, along_x_);
  const auto [from, to] = near(std::min(p, q), std::max(p, q));
  for (std::size_t k = from; k < to; ++k)
    if (const auto c = crossing(a, b, axis_[k], axis_[k + 1])) return c;
  return std::nullopt;
}

bool Corridor::crosses(Pt a, Pt b) const { return crossing_with(a, b).has_value(); }

std::vector<Pt> Corridor::beside(double d) const {
  std::vector<Pt> out;
  for (std::size_t k = 0; k < axis_.size(); ++k) {
    const Pt before = axis_[k == 0 ? 0 : k - 1];
    const Pt after = axis_[k + 1 == axis_.size() ? k : k + 1];
    out.push_back(offset(axis_[k], direction(before, after), 0, d));
  }
  return out;
}

bool Terrain::in_lake(Pt p, double margin) const {
  for (const auto& ring : lakes) {
    if (distance(p, ring[0]) > 12'000 + margin) continue;
    if (inside(p, ring) || (margin > 0 && distance_to_line(p, ring) < margin)) return true;
  }
  return false;
}

bool Terrain::barrier_between(Pt a, Pt b) const {
  if (river.crosses(a, b) || railway.crosses(a, b)) return true;
  for (const auto& ring : lakes) {
    if (distance(a, ring[0]) > 12'000 + distance(a, b)) continue;
    const Pt line[] = {a, b};
    if (inside(a, ring) || lines_meet(line, ring)) return true;
  }
  return false;
}

double Terrain::clearance(Pt p) const {
  double best = kFar;
  for (const Corridor* c : {&river, &railway, &motorway, &trunk_ns, &trunk_ew})
    best = std::min(best, c->clearance(p));
  for (const auto& ring : lakes)
    if (distance(p, ring[0]) < 25'000)
      best = std::min(best, inside(p, ring) ? -1.0 : distance_to_line(p, ring));
  return best;
}

std::vector<Pt> pond(std::uint64_t seed, Pt centre, double radius) {
  // Directions of a 24-gon by halving a square's corners: no libm.
  std::vector<Direction2> around;
  constexpr int kPerSide = 6;
  const Pt corners[] = {{1000, -1000}, {1000, 1000}, {-1000, 1000}, {-1000, -1000}, {1000, -1000}};
  for (int side = 0; side < 4; ++side)
    for (int k = 0; k < kPerSide; ++k)
      around.push_back(direction(
          {}, along(corners[side], corners[side + 1], static_cast<double>(k) / kPerSide)));
  std::vector<Pt> ring;
  for (std::size_t k = 0; k < around.size(); ++k) {
    const double r =
        radius * (1.0 + 0.25 * noise(seed, around[k].x * 1.5 + 5, around[k].y * 1.5 + 5));
    ring.push_back(offset(centre, around[k], r, 0));
  }
  ring.push_back(ring.front());
  return ring;
}

Terrain make_terrain(const World& w) {
  const double reach = 1.18 * w.radius, r = w.radius, city = w.city_radius;
  const auto seed = [&](std::uint64_t k) { return hash_of(w.seed, 40, k); };
  Terrain t;
  t.river = lay(1.3 * w.radius, true, dm(85), 1.5 * city, seed(0), 0.06 * r, 0.45 * r, 0.012 * r);
  t.railway = lay(1.3 * w.radius, true, dm(15), -0.38 * city, seed(1), 0.03 * r, 0.8 * r, 0);
  t.motorway = lay(reach, true, dm(35), -1.55 * city, seed(2), 0.05 * r, 0.6 * r, 0);
  t.trunk_ns = lay(reach, false, dm(25), 1.2 * city, seed(3), 0.05 * r, 0.6 * r, 0);
  t.trunk_ew = lay(reach, true, dm(25), -0.95 * city, seed(4), 0.03 * r, 0.7 * r, 0);
  const double size = std::min(1.0, std::max(0.4, city / 62'000.0));
  Rng rng(seed(5));
  const Direction2 where[] = {{0.36, 0.12}, {-0.2, 0.42}, {-0.55, 0.1}, {0.3, -0.62}};
  for (std::size_t k = 0; k < 4; ++k)
    t.lakes.push_back(pond(seed(6 + k),
                           {static_cast<std::int32_t>(where[k].x * city) + rng.between(-900, 900),
                            static_cast<std::int32_t>(where[k].y * city) + rng.between(-900, 900)},
                           size * rng.between(2000, 4200)));
  for (std::uint32_t v = 0; v < w.villages.size(); ++v) {
    Rng own(hash_of(w.seed, 41, v));
    if (w.tiling.cells[v].town != kOutside || own.below(1000) >= 22) continue;
    const Pt middle = w.tiling.cells[v].seed;
    const Pt at{middle.x + own.between(-8000, 8000), middle.y + own.between(-8000, 8000)};
    const double radius = own.between(900, 2800);
    const auto owner = w.tiling.owner(at);
    if (owner == kOutside || w.tiling.cells[owner].town != kOutside ||
        distance(at, w.tiling.cells[owner].seed) < 1.3 * radius + 3500 ||
        t.clearance(at) < 1.3 * radius + 600)
      continue;
    t.lakes.push_back(pond(hash_of(w.seed, 42, v), at, radius));
  }
  return t;
}

}  // namespace fangyuan::sample
