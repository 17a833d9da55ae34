// SPDX-License-Identifier: Apache-2.0
#include "data/sample/exclusions.h"

#include "data/sample/prng.h"

namespace fangyuan::sample {
namespace {

/// Areas in the open country beside so many of a thousand villages, at least one.
struct Patches {
  const char* layer;
  const char* prefix;
  std::uint64_t salt;
  std::size_t per_mille;
  std::int32_t least_m, most_m;  ///< radius
};

void write_patches(const World& w, const Patches& p, LayerWriter& writer) {
  writer.begin_polygons(p.layer, {{"id"}});
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
  for (std::uint32_t v = 0; v < w.villages.size(); ++v)
    if (w.tiling.cells[v].town == kOutside) order.emplace_back(hash_of(w.seed, p.salt, v), v);
  std::sort(order.begin(), order.end());
  order.resize(std::min(order.size(), order.size() * p.per_mille / 1000 + 1));
  std::size_t id = 0;
  for (const auto& [h, v] : order) {
    Rng rng(h);
    const Pt middle = w.tiling.cells[v].seed;
    const Pt at{middle.x + rng.between(-9000, 9000), middle.y + rng.between(-9000, 9000)};
    const double radius = rng.between(dm(p.least_m), dm(p.most_m));
    writer.add({{pond(h, at, radius), {}}}, {p.prefix + std::to_string(++id)});
  }
}

std::vector<Pt> band(const Corridor& c, double half_width) {
  auto bank = c.beside(half_width), other = c.beside(-half_width);
  std::reverse(bank.begin(), bank.end());
  other.insert(other.end(), bank.begin(), bank.end());
  other.push_back(other.front());
  return other;
}

}  // namespace

void write_exclusions(const World& w, const Terrain& t, LayerWriter& writer) {
  write_patches(w, {"farmland", "NT", 160, 260, 250, 650}, writer);
  write_patches(w, {"forest", "LD", 162, 70, 200, 500}, writer);
  writer.begin_polygons("redline", {{"id"}});
  writer.add({{band(t.river, t.river.half_width() + dm(250)), {}}}, {std::string("HX1")});
  write_patches(w, {"water_source", "SY", 164, 4, 500, 900}, writer);
  // Parks around the city's lakes.
  writer.begin_polygons("city_park", {{"id"}});
  for (std::size_t k = 0; k < 4 && k < t.lakes.size(); ++k) {
    Pt low = t.lakes[k][0], high = low;
    for (const Pt p : t.lakes[k]) {
      low = {std::min(low.x, p.x), std::min(low.y, p.y)};
      high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    writer.add({{pond(hash_of(w.seed, 166, k), middle(low, high), 0.75 * distance(low, high)), {}}},
               {"GY" + std::to_string(k + 1)});
  }
  writer.begin_lines("highway", {{"id"}, {"name"}});
  writer.add(t.motorway.axis(), {std::string("GL1"), std::string("汴原高速")});
  writer.add(t.trunk_ns.axis(), {std::string("GL2"), std::string("国道南北线")});
  writer.add(t.trunk_ew.axis(), {std::string("GL3"), std::string("国道东西线")});
}

}  // namespace fangyuan::sample
