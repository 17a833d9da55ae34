// SPDX-License-Identifier: Apache-2.0
#include "data/sample/tiling.h"

#include <boost/polygon/voronoi.hpp>
#include <map>
#include <set>
#include <stdexcept>
#include <tuple>

#include "data/sample/prng.h"

namespace boost::polygon {
template <>
struct geometry_concept<fangyuan::sample::Pt> {
  using type = point_concept;
};
template <>
struct point_traits<fangyuan::sample::Pt> {
  using coordinate_type = std::int32_t;
  static coordinate_type get(const fangyuan::sample::Pt& p, const orientation_2d& o) {
    return o == HORIZONTAL ? p.x : p.y;
  }
};
}  // namespace boost::polygon

namespace fangyuan::sample {
namespace {

struct Seeds {
  std::vector<Pt> at;
  std::vector<std::uint32_t> town;
  std::vector<std::uint8_t> chosen;
};

/// How far out a point counts: its distance from the centre, bent so that the prefecture is no
/// disc.
double outwardness(std::uint64_t seed, Pt p) {
  const double r = distance(p, {});
  if (r == 0) return 0;
  const double ux = p.x / r, uy = p.y / r;
  return r * (1.0 + 0.13 * noise(hash_of(seed, 1), 1.7 * ux + 9, 1.7 * uy + 9) +
              0.05 * noise(hash_of(seed, 2), 5 * ux + 9, 5 * uy + 9));
}

Pt jittered(std::uint64_t seed, Pt corner, std::int32_t size, std::int32_t share) {
  const std::int32_t room = size * share / 100;
  Rng rng(hash_of(seed, corner.x, corner.y, size));
  return {corner.x + size / 2 + rng.between(-room, room),
          corner.y + size / 2 + rng.between(-room, room)};
}

Seeds scatter(const TilingPlan& plan) {
  const auto half =
      static_cast<std::int32_t>(std::sqrt(static_cast<double>(plan.cells)) * 0.5 * 1.5) + 6;
  // The squares that are split into four, by town: those nearest to its centre.
  std::map<std::pair<std::int32_t, std::int32_t>, std::uint32_t> split;
  for (std::uint32_t t = 0; t < plan.towns.size(); ++t) {
    std::vector<std::tuple<std::int64_t, std::int32_t, std::int32_t>> squares;
    for (std::int32_t j = -half; j < half; ++j)
      for (std::int32_t i = -half; i < half; ++i) {
        if (split.contains({i, j})) continue;
        const Pt c{i * kCountryCell + kCountryCell / 2, j * kCountryCell + kCountryCell / 2};
        squares.emplace_back(square_distance(c, plan.towns[t].centre), i, j);
      }
    std::sort(squares.begin(), squares.end());
    const std::size_t wanted = (plan.towns[t].communities + 3) / 4;
    for (std::size_t k = 0; k < wanted && k < squares.size(); ++k)
      split[{std::get<1>(squares[k]), std::get<2>(squares[k])}] = t;
  }
  Seeds out;
  std::vector<std::pair<double, std::uint32_t>> country;
  std::size_t fine = 0;
  for (std::int32_t j = -half; j < half; ++j)
    for (std::int32_t i = -half; i < half; ++i) {
      const Pt corner{i * kCountryCell, j * kCountryCell};
      if (const auto it = split.find({i, j}); it != split.end()) {
        for (const std::int32_t b : {0, 1})
          for (const std::int32_t a : {0, 1}) {
            out.at.push_back(jittered(
                plan.seed, {corner.x + a * kTownCell, corner.y + b * kTownCell}, kTownCell, 20));
            out.town.push_back(it->second);
            out.chosen.push_back(1);
            ++fine;
          }
      } else {
        const Pt p = jittered(plan.seed, corner, kCountryCell, 30);
        country.emplace_back(outwardness(plan.seed, p), static_cast<std::uint32_t>(out.at.size()));
        out.at.push_back(p);
        out.town.push_back(kOutside);
        out.chosen.push_back(0);
      }
    }
  if (fine > plan.cells || country.size() + fine < plan.cells + 8)
    throw std::runtime_error("sample: the tiling does not fit its plan");
  std::sort(country.begin(), country.end());
  for (std::size_t k = 0; k < plan.cells - fine; ++k) out.chosen[country[k].second] = 1;
  return out;
}

/// Borders whose bends touch another border of the same cell become straight again.
void straighten_where_touching(Tiling& t) {
  for (bool again = true; again;) {
    again = false;
    std::set<std::uint32_t> touching;
    for (const auto& cell : t.cells)
      for (std::size_t i = 0; i < cell.ring.size(); ++i)
        for (std::size_t j = i + 1; j < cell.ring.size(); ++j) {
          const auto& a = t.borders[cell.ring[i].border].line;
          const auto& b = t.borders[cell.ring[j].border].line;
          bool touch = false;
          for (std::size_t p = 0; p + 1 < a.size() && !touch; ++p)
            for (std::size_t q = 0; q + 1 < b.size() && !touch; ++q) {
              const bool share =
                  a[p] == b[q] || a[p] == b[q + 1] || a[p + 1] == b[q] || a[p + 1] == b[q + 1];
              touch = !share && segments_meet(a[p], a[p + 1], b[q], b[q + 1]);
            }
          if (!touch) continue;
          if (a.size() > 2) touching.insert(cell.ring[i].border);
          if (b.size() > 2) touching.insert(cell.ring[j].border);
        }
    for (const auto index : touching) {
      auto& line = t.borders[index].line;
      line = {line.front(), line.back()};
      again = true;
    }
  }
}

void fill_buckets(Tiling& t) {
  std::int32_t reach = 0;
  for (const Pt p : t.all_seeds) reach = std::max({reach, std::abs(p.x), std::abs(p.y)});
  t.bucket_size = kCountryCell;
  t.bucket_origin = -reach - 1;
  t.buckets_per_row = (2 * reach + 2) / t.bucket_size + 1;
  t.bucket.resize(static_cast<std::size_t>(t.buckets_per_row) *
                  static_cast<std::size_t>(t.buckets_per_row));
  for (std::uint32_t s = 0; s < t.all_seeds.size(); ++s) {
    const std::int32_t i = (t.all_seeds[s].x - t.bucket_origin) / t.bucket_size;
    const std::int32_t j = (t.all_seeds[s].y - t.bucket_origin) / t.bucket_size;
    t.bucket[t.bucket_at(i, j)].push_back(s);
  }
}

}  // namespace

std::uint32_t Tiling::owner(Pt p) const {
  const std::int32_t i = (p.x - bucket_origin) / bucket_size;
  const std::int32_t j = (p.y - bucket_origin) / bucket_size;
  std::int64_t best = std::numeric_limits<std::int64_t>::max();
  std::uint32_t found = kOutside;
  for (std::int32_t b = std::max(0, j - 2); b <= std::min(buckets_per_row - 1, j + 2); ++b)
    for (std::int32_t a = std::max(0, i - 2); a <= std::min(buckets_per_row - 1, i + 2); ++a)
      for (const auto s : bucket[bucket_at(a, b)])
        if (const auto d = square_distance(p, all_seeds[s]); d < best) {
          best = d;
          found = s;
        }
  return found == kOutside ? kOutside : cell_of_seed[found];
}

Tiling make_tiling(const TilingPlan& plan) {
  const Seeds seeds = scatter(plan);
  boost::polygon::voronoi_diagram<double> diagram;
  boost::polygon::construct_voronoi(seeds.at.begin(), seeds.at.end(), &diagram);

  Tiling t;
  t.all_seeds = seeds.at;
  t.cell_of_seed.assign(seeds.at.size(), kOutside);
  for (std::uint32_t s = 0; s < seeds.at.size(); ++s) {
    if (!seeds.chosen[s]) continue;
    t.cell_of_seed[s] = static_cast<std::uint32_t>(t.cells.size());
    t.cells.push_back({seeds.at[s], seeds.town[s], {}});
  }
  t.neighbours.resize(t.cells.size());
  const auto rounded = [](const auto* v) {
    return Pt{static_cast<std::int32_t>(std::floor(v->x() + 0.5)),
              static_cast<std::int32_t>(std::floor(v->y() + 0.5))};
  };
  constexpr std::size_t kNew = std::numeric_limits<std::size_t>::max();
  std::vector<std::size_t> border_of_edge(diagram.num_edges(), kNew);
  const auto* first_edge = diagram.edges().data();
  for (const auto& cell : diagram.cells()) {
    const std::uint32_t own = t.cell_of_seed[cell.source_index()];
    if (own == kOutside) continue;
    const auto* edge = cell.incident_edge();
    do {
      if (edge->is_infinite()) throw std::runtime_error("sample: a cell is not closed");
      const auto id = static_cast<std::size_t>(edge - first_edge);
      const auto twin = static_cast<std::size_t>(edge->twin() - first_edge);
      if (border_of_edge[twin] != kNew) {
        t.cells[own].ring.push_back({static_cast<std::uint32_t>(border_of_edge[twin]), false});
      } else {
        const std::uint32_t other = t.cell_of_seed[edge->twin()->cell()->source_index()];
        border_of_edge[id] = t.borders.size();
        t.cells[own].ring.push_back({static_cast<std::uint32_t>(t.borders.size()), true});
        t.borders.push_back(
            {own, other, bend(plan.seed, rounded(edge->vertex0()), rounded(edge->vertex1()), 1.0)});
        if (other != kOutside) {
          t.neighbours[own].push_back(other);
          t.neighbours[other].push_back(own);
        }
      }
      edge = edge->next();
    } while (edge != cell.incident_edge());
  }
  for (auto& list : t.neighbours) std::sort(list.begin(), list.end());
  straighten_where_touching(t);
  fill_buckets(t);
  return t;
}

std::vector<Tiling::Polygon> Tiling::outline_of(const std::vector<std::uint32_t>& some) const {
  // Border pieces with a member on one side only, keyed by where they start (the member on the
  // left).
  std::vector<std::uint32_t> members = some;
  std::sort(members.begin(), members.end());
  const auto is_member = [&](std::uint32_t c) {
    return std::binary_search(members.begin(), members.end(), c);
  };
  std::multimap<Pt, std::vector<Pt>> pieces;
  for (const auto c : members)
    for (const auto [index, forward] : cells[c].ring) {
      const Border& b = borders[index];
      if (is_member(forward ? b.right : b.left)) continue;
      std::vector<Pt> line = b.line;
      if (!forward) std::reverse(line.begin(), line.end());
      if (line.size() == 2 && line[0] == line[1]) continue;
      pieces.emplace(line.front(), std::move(line));
    }
  std::vector<Polygon> out;
  std::vector<std::vector<Pt>> holes;
  while (!pieces.empty()) {
    auto it = pieces.begin();
    std::vector<Pt> ring = std::move(it->second);
    pieces.erase(it);
    while (ring.front() != ring.back()) {
      const auto next = pieces.find(ring.back());
      if (next == pieces.end()) throw std::runtime_error("sample: an outline does not close");
      ring.insert(ring.end(), next->second.begin() + 1, next->second.end());
      pieces.erase(next);
    }
    if (twice_area(ring) > 0)
      out.push_back({std::move(ring), {}});
    else
      holes.push_back(std::move(ring));
  }
  for (auto& hole : holes) {
    // A point just beside the hole's first piece may lie on another ring; its own middle does not.
    const Pt probe = middle(hole[0], hole[1]);
    auto host = std::find_if(out.begin(), out.end(),
                             [&](const Polygon& p) { return inside(probe, p.outer); });
    if (host == out.end()) host = out.begin();
    host->holes.push_back(std::move(hole));
  }
  std::stable_sort(out.begin(), out.end(), [](const Polygon& a, const Polygon& b) {
    return twice_area(a.outer) > twice_area(b.outer);
  });
  return out;
}

}  // namespace fangyuan::sample
