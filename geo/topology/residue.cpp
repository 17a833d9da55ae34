// SPDX-License-Identifier: Apache-2.0
#include "geo/topology/residue.h"

#include <algorithm>
#include <cmath>

#include "core/base/parallel.h"
#include "geo/topology/noding.h"
#include "geo/topology/planar_map.h"

namespace fangyuan {
namespace {

void add_families(const Step& step, int times, Step& sum) {
  if (step.families.empty()) return;
  for (const auto& [family, n] : step.families) {
    const auto at = std::lower_bound(sum.families.begin(), sum.families.end(),
                                     std::pair(family, std::numeric_limits<std::int32_t>::min()));
    if (at != sum.families.end() && at->first == family) {
      at->second += times * n;
      if (at->second == 0) sum.families.erase(at);
    } else {
      sum.families.insert(at, {family, times * n});
    }
  }
}

std::vector<std::uint32_t> unsettled_edges(const TilingInput& input, const EdgeTable& table) {
  constexpr std::size_t kGrain = 65536;
  std::vector<std::vector<std::uint32_t>> parts((table.size() + kGrain - 1) / kGrain);
  parallel_for(parts.size(), [&](std::size_t part) {
    Step step;
    const std::size_t end = std::min(table.size(), (part + 1) * kGrain);
    for (std::size_t e = part * kGrain; e < end; ++e) {
      step_of(table.uses_of(e), input, step);
      if (!step.nothing()) parts[part].push_back(static_cast<std::uint32_t>(e));
    }
  });
  std::vector<std::uint32_t> out;
  for (const auto& part : parts) out.insert(out.end(), part.begin(), part.end());
  return out;
}

GridBox box_of(const EdgeTable& t, const PlanarMap& map, std::uint32_t outer) {
  GridBox box{start_of(t, outer), start_of(t, outer)};
  for (std::uint32_t h = map.next[outer]; h != outer; h = map.next[h]) {
    const GridPoint p = start_of(t, h);
    box.min = {std::min(box.min.x, p.x), std::min(box.min.y, p.y)};
    box.max = {std::max(box.max.x, p.x), std::max(box.max.y, p.y)};
  }
  return box;
}

// The counts on every face, from the unbounded one inwards.
std::vector<Step> counts_of(const EdgeTable& t, const PlanarMap& map, const TilingInput& input) {
  std::vector<Step> counts(map.faces.size());
  std::vector<bool> known(map.faces.size(), false);
  std::vector<std::uint32_t> waiting{0};
  known[0] = true;
  Step step;
  const auto cross_all = [&](std::uint32_t first, std::uint32_t face) {
    std::uint32_t h = first;
    do {
      const std::uint32_t other = map.face[PlanarMap::twin(h)];
      if (!known[other]) {
        known[other] = true;
        counts[other] = counts[face];
        step_of(t.uses_of(h / 2), input, step);
        // Half-edge 2e has the face on the edge's left; the other one is on its right.
        const int times = h % 2 == 0 ? -1 : 1;
        counts[other].units += times * step.units;
        add_families(step, times, counts[other]);
        waiting.push_back(other);
      }
      h = map.next[h];
    } while (h != first);
  };
  while (!waiting.empty()) {
    const std::uint32_t face = waiting.back();
    waiting.pop_back();
    if (face != 0) cross_all(map.faces[face].outer, face);
    for (const std::uint32_t h : map.faces[face].inner) cross_all(h, face);
  }
  return counts;
}

}  // namespace

void step_of(std::span<const EdgeOwner> uses, const TilingInput& input, Step& out) {
  out.units = 0;
  out.families.clear();
  const auto add = [&](std::uint32_t family, std::int32_t n) {
    for (auto& f : out.families)
      if (f.first == family) {
        f.second += n;
        return;
      }
    out.families.emplace_back(family, n);
  };
  for (const EdgeOwner& use : uses) {
    if (use.owner >= input.units.size()) {
      add(use.owner - static_cast<std::uint32_t>(input.units.size()), -use.side);
      continue;
    }
    out.units += use.side;
    if (const std::uint32_t family = input.parent_of[use.owner]; family != kNobody)
      add(family, use.side);
  }
  std::erase_if(out.families, [](const auto& f) { return f.second == 0; });
  std::sort(out.families.begin(), out.families.end());
}

std::vector<GridBox> doubtful_boxes(const TilingInput& input, const EdgeTable& table,
                                    double least) {
  auto noded = node_edges(table, unsettled_edges(input, table));
  Step step;
  std::vector<std::uint32_t> left;  // those that still count after noding
  for (std::uint32_t e = 0; e < noded.size(); ++e) {
    step_of(noded.uses_of(e), input, step);
    if (!step.nothing()) left.push_back(e);
  }
  if (left.size() < noded.size()) noded = node_edges(noded, left);
  const auto map = make_planar_map(noded);
  const auto counts = counts_of(noded, map, input);
  const bool holes_count = std::any_of(input.parent_of.begin(), input.parent_of.end(),
                                       [](std::uint32_t p) { return p == kNobody; });
  std::vector<GridBox> out;
  for (std::size_t f = 1; f < map.faces.size(); ++f) {
    const bool well = counts[f].families.empty() &&
                      (counts[f].units == 1 || (counts[f].units == 0 && !holes_count));
    if (!well && map.faces[f].area >= least) out.push_back(box_of(noded, map, map.faces[f].outer));
  }
  return out;
}

std::vector<std::uint32_t> edges_meeting(const EdgeTable& table, std::span<const GridBox> boxes) {
  std::vector<std::uint32_t> out;
  if (boxes.empty() || table.size() == 0) return out;
  GridBox all = boxes.front();
  for (const GridBox& b : boxes) {
    all.min = {std::min(all.min.x, b.min.x), std::min(all.min.y, b.min.y)};
    all.max = {std::max(all.max.x, b.max.x), std::max(all.max.y, b.max.y)};
  }
  // Boxes as the cells of a coarse raster that they touch; a few edges too many do no harm.
  constexpr std::int64_t kCells = 1024;
  const std::int64_t size = std::max(all.max.x - all.min.x, all.max.y - all.min.y) / kCells + 1;
  std::vector<bool> marked(static_cast<std::size_t>(kCells * kCells), false);
  const auto cell = [&](std::int64_t v, std::int64_t from) {
    return std::clamp((v - from) / size, std::int64_t{0}, kCells - 1);
  };
  const auto each_cell = [&](const GridBox& b, const auto& visit) {
    for (std::int64_t y = cell(b.min.y, all.min.y); y <= cell(b.max.y, all.min.y); ++y)
      for (std::int64_t x = cell(b.min.x, all.min.x); x <= cell(b.max.x, all.min.x); ++x)
        if (visit(static_cast<std::size_t>(y * kCells + x))) return;
  };
  for (const GridBox& b : boxes)
    each_cell(b, [&](std::size_t c) {
      marked[c] = true;
      return false;
    });
  for (std::uint32_t e = 0; e < table.size(); ++e) {
    const GridPoint a = table.points[table.edges[e].low], b = table.points[table.edges[e].high];
    const GridBox box{{a.x, std::min(a.y, b.y)}, {b.x, std::max(a.y, b.y)}};
    if (box.max.x < all.min.x || box.min.x > all.max.x || box.max.y < all.min.y ||
        box.min.y > all.max.y)
      continue;
    bool meets = false;
    each_cell(box, [&](std::size_t c) { return meets = marked[c]; });
    if (meets) out.push_back(e);
  }
  return out;
}

}  // namespace fangyuan
