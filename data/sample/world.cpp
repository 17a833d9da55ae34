// SPDX-License-Identifier: Apache-2.0
// From cells to units: which county and township each cell belongs to.
#include "data/sample/world.h"

#include <fmt/format.h>

#include <map>
#include <numeric>

#include "data/sample/names.h"
#include "data/sample/people.h"
#include "data/sample/prng.h"

namespace fangyuan::sample {
namespace {

struct CountyPlan {
  const char* number;  ///< digits 5–6 of the code
  const char* name;
  const char* unit_class;
  std::int32_t streets, towns, rural;  ///< 街道, 镇, 乡 at full size
};
// Nine legal units. The counts add up to 122 townships (the plans' number); numbers and names are
// invented, codes follow GB/T 2260: 01–20 and 51–80 districts, 21–50 counties.
constexpr CountyPlan kCounties[] = {
    {"02", "云阙区", "市辖区", 6, 0, 2}, {"03", "汴槐区", "市辖区", 6, 0, 2},
    {"04", "梁皋区", "市辖区", 6, 1, 1}, {"05", "澄波区", "市辖区", 6, 1, 1},
    {"06", "祥陌区", "市辖区", 3, 8, 5}, {"21", "沙桐县", "县", 2, 10, 7},
    {"22", "芦岸县", "县", 2, 10, 7},    {"23", "汜柳县", "县", 2, 9, 7},
    {"24", "仓原县", "县", 2, 9, 7},
};
constexpr std::uint32_t kInner = 4;  ///< districts that share the city
constexpr std::uint32_t kRing = 4;   ///< the district around them
constexpr const char* kPrefix = "4170";
/// Smaller than this, ten county-level units have no room: fewer people then live in as many
/// places.
constexpr double kLeastSize = 0.1;

struct Counts {
  std::int32_t streets, towns, rural;
  std::int32_t all() const { return streets + towns + rural; }
};

Counts scaled(const CountyPlan& plan, double scale, std::uint32_t county) {
  const auto of = [&](std::int32_t n, std::int32_t least) {
    const auto v = static_cast<std::int32_t>(std::floor(n * scale + 0.5));
    return n == 0 ? 0 : std::max(v, least);
  };
  const bool inner = county < kInner;
  Counts c{of(plan.streets, inner ? 2 : 1), of(plan.towns, inner ? 0 : 1), of(plan.rural, 1)};
  if (inner && c.towns + c.rural == 0) c.rural = 1;
  return c;
}

/// Angle of a direction as a number in 0 … 4 that grows counter-clockwise from east, without libm.
double turn(double x, double y) {
  const double s = std::abs(x) + std::abs(y);
  if (s == 0) return 0;
  const double t = y / s;
  return x >= 0 ? (y >= 0 ? t : 4 + t) : 2 - t;
}

using Labels = std::vector<std::uint32_t>;

/// Makes every label one connected region: smaller parts go to the label they touch most. Only
/// cells with the same `kind` mix.
void connect(const Tiling& t, const std::vector<std::uint32_t>& kind, Labels& label) {
  for (int round = 0; round < 20; ++round) {
    std::vector<std::uint32_t> part(label.size(), kOutside);
    std::vector<std::vector<std::uint32_t>> parts;
    for (std::uint32_t c = 0; c < label.size(); ++c) {
      if (part[c] != kOutside) continue;
      const auto id = static_cast<std::uint32_t>(parts.size());
      parts.push_back({c});
      part[c] = id;
      for (std::size_t k = 0; k < parts[id].size(); ++k)
        for (const auto n : t.neighbours[parts[id][k]])
          if (part[n] == kOutside && label[n] == label[c]) {
            part[n] = id;
            parts[id].push_back(n);
          }
    }
    std::map<std::uint32_t, std::uint32_t> largest;
    for (std::uint32_t p = 0; p < parts.size(); ++p) {
      const auto [it, fresh] = largest.emplace(label[parts[p][0]], p);
      if (!fresh && parts[p].size() > parts[it->second].size()) it->second = p;
    }
    bool changed = false;
    for (std::uint32_t p = 0; p < parts.size(); ++p) {
      const std::uint32_t own = label[parts[p][0]];
      if (largest[own] == p) continue;
      std::map<std::uint32_t, int> touching;
      for (const auto c : parts[p])
        for (const auto n : t.neighbours[c])
          if (label[n] != own && kind[n] == kind[c]) ++touching[label[n]];
      if (touching.empty()) continue;
      const auto best = std::max_element(touching.begin(), touching.end(),
                                         [](auto& a, auto& b) { return a.second < b.second; });
      for (const auto c : parts[p]) label[c] = best->first;
      changed = true;
    }
    if (!changed) return;
  }
}

/// Open country that touches nothing but a town becomes part of the town.
void absorb_remnants(Tiling& t) {
  std::vector<std::uint8_t> seen(t.cells.size(), 0);
  for (std::uint32_t c = 0; c < t.cells.size(); ++c) {
    if (seen[c] || t.cells[c].town != kOutside) continue;
    std::vector<std::uint32_t> part{c};
    seen[c] = 1;
    std::uint32_t town = kOutside;
    for (std::size_t k = 0; k < part.size(); ++k)
      for (const auto n : t.neighbours[part[k]]) {
        if (t.cells[n].town != kOutside) {
          town = t.cells[n].town;
        } else if (!seen[n]) {
          seen[n] = 1;
          part.push_back(n);
        }
      }
    if (part.size() * 4 > t.cells.size()) continue;
    for (const auto p : part) t.cells[p].town = town;
  }
}

struct Layout {
  double r_inner = 0, r_ring = 0;
  std::vector<std::uint32_t> county_of_town;
};

Layout lay_out(World& w) {
  w.plan.seed = w.seed;
  w.plan.cells = static_cast<std::size_t>(std::floor(2566 * w.size + 0.5));
  const std::size_t per_street = w.size >= 0.5 ? 7 : 5;
  const auto communities = [&](std::uint32_t county) {
    return (static_cast<std::size_t>(scaled(kCounties[county], w.size, county).streets) *
                per_street +
            3) /
           4 * 4;
  };
  std::size_t city = 0, fine = 0;
  for (std::uint32_t c = 0; c < kInner; ++c) city += communities(c);
  fine = city;
  for (std::uint32_t c = kRing; c < std::size(kCounties); ++c) fine += communities(c);
  const double km2 = 1e8;  // square decimetres
  const double town_cell = kTownCell / 1e4 * (kTownCell / 1e4);
  const double area = static_cast<double>(fine) * town_cell +
                      static_cast<double>(w.plan.cells - fine) * 4 * town_cell;
  constexpr double kPi = 3.14159265358979;
  w.radius = std::sqrt(area * km2 / kPi);
  w.city_radius = std::sqrt(static_cast<double>(city) * town_cell * km2 / kPi);
  Layout l;
  l.r_inner = std::max(1.75 * w.city_radius, w.city_radius + 1.6 * kCountryCell);
  l.r_ring = std::max(0.54 * w.radius, l.r_inner + 1.9 * kCountryCell);

  Rng rng(hash_of(w.seed, 20));
  const auto at = [&](double r, double ux, double uy) {
    const double f = 1.0 + rng.between(-40, 40) / 1000.0;
    return Pt{static_cast<std::int32_t>(r * ux * f), static_cast<std::int32_t>(r * uy * f)};
  };
  const double seat = std::max(0.68 * w.radius, l.r_ring * 1.12);
  w.plan.towns = {{{0, 0}, city},
                  {at((l.r_inner + l.r_ring) / 2, 0.7, -0.71), communities(kRing)},
                  {at(seat, 0.98, 0.15), communities(5)},
                  {at(seat, 0.1, 0.99), communities(6)},
                  {at(seat, -0.99, -0.1), communities(7)},
                  {at(seat, -0.12, -0.99), communities(8)}};
  l.county_of_town = {kOutside, 4, 5, 6, 7, 8};
  return l;
}

Labels assign_counties(const World& w, const Layout& l) {
  Labels label(w.tiling.cells.size());
  for (std::uint32_t c = 0; c < label.size(); ++c) {
    const TileCell& cell = w.tiling.cells[c];
    if (cell.town != kOutside && cell.town != 0) {
      label[c] = l.county_of_town[cell.town];
      continue;
    }
    const double x = cell.seed.x, y = cell.seed.y;
    const double r =
        std::sqrt(x * x + y * y) * (1.0 + 0.10 * noise(hash_of(w.seed, 21), x / 6e4, y / 6e4));
    const double bend = 0.16 * noise(hash_of(w.seed, 22), x / 9e4, y / 9e4);
    double a = turn(x, y) + bend;
    a = a < 0 ? a + 4 : a >= 4 ? a - 4 : a;
    const auto quarter = static_cast<std::uint32_t>(a);
    const double turned = a + 0.5 >= 4 ? a - 3.5 : a + 0.5;
    if (cell.town == 0 || r < l.r_inner)
      label[c] = quarter;
    else if (r < l.r_ring && !(a > 0.75 && a < 1.35))  // open to the north
      label[c] = kRing;
    else
      label[c] = 5 + static_cast<std::uint32_t>(turned);
  }
  // Town and country of each county are to be connected each for itself, so that townships can be.
  Labels kind(label.size());
  for (std::uint32_t c = 0; c < label.size(); ++c) {
    kind[c] = w.tiling.cells[c].town != kOutside;
    label[c] = 2 * label[c] + kind[c];
  }
  connect(w.tiling, kind, label);
  for (auto& county : label) county /= 2;
  return label;
}

/// Splits some cells into `n` regions of similar size: far-apart seeds, a few rounds of moving them
/// to their region's middle. Returns the region of each entry of `cells`.
Labels split(const Tiling& t, const std::vector<std::uint32_t>& cells, std::size_t n) {
  const auto at = [&](std::size_t i) { return t.cells[cells[i]].seed; };
  std::vector<Pt> centre{at(0)};
  std::vector<std::int64_t> nearest(cells.size(), std::numeric_limits<std::int64_t>::max());
  while (centre.size() < n) {
    std::size_t far = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      nearest[i] = std::min(nearest[i], square_distance(at(i), centre.back()));
      if (nearest[i] > nearest[far]) far = i;
    }
    centre.push_back(at(far));
  }
  Labels region(cells.size());
  for (int round = 0; round < 8; ++round) {
    Labels next(cells.size());
    std::vector<std::int64_t> sx(n), sy(n), count(n);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      std::uint32_t best = 0;
      for (std::uint32_t k = 1; k < n; ++k)
        if (square_distance(at(i), centre[k]) < square_distance(at(i), centre[best])) best = k;
      next[i] = best;
      sx[best] += at(i).x;
      sy[best] += at(i).y;
      ++count[best];
    }
    if (std::find(count.begin(), count.end(), 0) != count.end()) break;
    region = next;
    for (std::size_t k = 0; k < n; ++k)
      centre[k] = {static_cast<std::int32_t>(sx[k] / count[k]),
                   static_cast<std::int32_t>(sy[k] / count[k])};
  }
  return region;
}

/// The village nearest to the middle of its township.
std::uint32_t middle_village(const Tiling& t, const std::vector<std::uint32_t>& villages) {
  std::int64_t x = 0, y = 0;
  for (const auto v : villages) x += t.cells[v].seed.x, y += t.cells[v].seed.y;
  const auto n = static_cast<std::int64_t>(villages.size());
  const Pt centre{static_cast<std::int32_t>(x / n), static_cast<std::int32_t>(y / n)};
  return *std::min_element(villages.begin(), villages.end(), [&](auto a, auto b) {
    return square_distance(t.cells[a].seed, centre) < square_distance(t.cells[b].seed, centre);
  });
}

/// Townships: regions of cells, numbered over the whole prefecture in the order of their codes.
Labels assign_townships(World& w, const Labels& county) {
  const Tiling& t = w.tiling;
  Labels label(t.cells.size(), kOutside);
  std::vector<std::uint32_t> county_of, kind_of;  // of a region; kind 0: 街道
  for (std::uint32_t c = 0; c < std::size(kCounties); ++c) {
    const Counts wanted = scaled(kCounties[c], w.size, c);
    for (const bool urban : {true, false}) {
      std::vector<std::uint32_t> cells;
      for (std::uint32_t v = 0; v < t.cells.size(); ++v)
        if (county[v] == c && (t.cells[v].town != kOutside) == urban) cells.push_back(v);
      const auto n = static_cast<std::size_t>(urban ? wanted.streets : wanted.towns + wanted.rural);
      if (cells.size() < n)
        throw std::runtime_error("sample: a county is too small for its townships");
      const Labels region = split(t, cells, n);
      for (std::size_t i = 0; i < cells.size(); ++i)
        label[cells[i]] = static_cast<std::uint32_t>(county_of.size()) + region[i];
      county_of.insert(county_of.end(), n, c);
      kind_of.insert(kind_of.end(), n, urban ? 0 : 1);
    }
  }
  Labels kind(label.size());
  for (std::uint32_t v = 0; v < label.size(); ++v) kind[v] = 2 * county[v] + kind_of[label[v]];
  connect(t, kind, label);

  Names names(hash_of(w.seed, 23));
  Rng rng(hash_of(w.seed, 24));
  w.counties.clear();
  for (const auto& plan : kCounties)
    w.counties.push_back(
        {fmt::format("{}{}", kPrefix, plan.number), plan.name, plan.unit_class, 0, {}});
  std::vector<std::int32_t> streets(w.counties.size()), towns(w.counties.size()),
      rural(w.counties.size());
  for (std::uint32_t region = 0; region < county_of.size(); ++region) {
    const std::uint32_t c = county_of[region];
    const Counts wanted = scaled(kCounties[c], w.size, c);
    const std::string name = names.township();
    Township unit;
    unit.county = c;
    std::int32_t number = 0;
    if (kind_of[region] == 0) {
      unit.unit_class = "街道";
      number = ++streets[c];
    } else {
      const std::int32_t left = wanted.towns - towns[c];
      const std::int32_t open = left + wanted.rural - rural[c];
      if (rng.between(1, open) <= left) {
        unit.unit_class = "镇";
        number = 100 + towns[c]++;
      } else {
        unit.unit_class = "乡";
        number = 200 + rural[c]++;
      }
    }
    unit.name = name + unit.unit_class;
    unit.code = fmt::format("{}{:03}", w.counties[c].code, number);
    w.counties[c].townships.push_back(region);
    w.townships.push_back(std::move(unit));
  }
  return label;
}

/// A village deep inside one county, and its neighbour, go to a township of another county.
void make_enclave(World& w, const Labels& county, Labels& township) {
  const Tiling& t = w.tiling;
  const auto deep = [&](std::uint32_t v) {
    return t.cells[v].town == kOutside && t.neighbours[v].size() == t.cells[v].ring.size() &&
           std::all_of(t.neighbours[v].begin(), t.neighbours[v].end(), [&](auto n) {
             return county[n] == county[v] && t.cells[n].town == kOutside;
           });
  };
  // What is left of the township must hang together.
  const auto spare = [&](std::uint32_t v) {
    std::vector<std::uint32_t> seen{v};
    for (const auto n : t.neighbours[v])
      if (township[n] == township[v]) {
        seen.push_back(n);
        break;
      }
    for (std::size_t k = 1; k < seen.size(); ++k)
      for (const auto n : t.neighbours[seen[k]])
        if (township[n] == township[v] && std::find(seen.begin(), seen.end(), n) == seen.end())
          seen.push_back(n);
    return seen.size() > 1 && static_cast<std::ptrdiff_t>(seen.size()) ==
                                  std::count(township.begin(), township.end(), township[v]);
  };
  std::int64_t best = std::numeric_limits<std::int64_t>::max();
  std::uint32_t part = kOutside, host = kOutside;
  for (std::uint32_t v = 0; v < t.cells.size(); ++v) {
    if (county[v] < 5 || !deep(v) || !spare(v)) continue;
    for (std::uint32_t o = 0; o < t.cells.size(); ++o) {
      if (county[o] < 4 || county[o] == county[v] || t.cells[o].town != kOutside) continue;
      if (const auto d = square_distance(t.cells[v].seed, t.cells[o].seed); d < best) {
        best = d;
        part = v;
        host = o;
      }
    }
  }
  if (part == kOutside) throw std::runtime_error("sample: no room for an enclave");
  w.enclave = {part};
  for (const auto n : t.neighbours[part])
    if (w.size >= 0.5 && w.enclave.size() < 2 && deep(n)) w.enclave.push_back(n);
  for (const auto v : w.enclave) township[v] = township[host];
}

void make_villages(World& w, const Labels& township) {
  const Tiling& t = w.tiling;
  w.villages.resize(t.cells.size());
  for (std::uint32_t v = 0; v < t.cells.size(); ++v) {
    w.villages[v].township = township[v];
    w.townships[township[v]].villages.push_back(v);
  }
  for (auto& unit : w.townships) {
    std::vector<std::uint32_t> inner;
    for (const auto v : unit.villages)
      if (std::find(w.enclave.begin(), w.enclave.end(), v) == w.enclave.end()) inner.push_back(v);
    unit.seat = middle_village(t, inner.empty() ? unit.villages : inner);
  }
  for (std::uint32_t c = 0; c < w.counties.size(); ++c) {
    Names names(hash_of(w.seed, 25, c));  // no name twice in one county
    for (const auto index : w.counties[c].townships) {
      Township& unit = w.townships[index];
      std::int32_t communities = 0, villages = 0;
      for (const auto v : unit.villages) {
        Village& village = w.villages[v];
        village.community =
            t.cells[v].town != kOutside || (v == unit.seat && unit.unit_class == "镇");
        village.name = village.community ? names.community() : names.village();
        const std::int32_t number = village.community ? ++communities : 200 + villages++;
        village.code = fmt::format("{}{:03}", unit.code, number);
      }
    }
  }
}

void make_management(World& w) {
  // From the city's western street outwards: whatever touches it, in two legal units at least.
  const Tiling& t = w.tiling;
  const std::size_t wanted = w.size >= 0.5 ? 6 : 3;
  std::uint32_t start = kOutside;
  for (std::uint32_t k = 0; k < w.townships.size(); ++k) {
    const Township& unit = w.townships[k];
    if (unit.county != 1 || !unit.is_street()) continue;
    if (start == kOutside || t.cells[unit.seat].seed.x < t.cells[w.townships[start].seat].seed.x)
      start = k;
  }
  std::vector<std::uint32_t> chosen{start};
  const Pt from = t.cells[w.townships[start].seat].seed;
  while (chosen.size() < wanted) {
    // The nearest touching township; the second one must be of another legal unit.
    std::uint32_t best = kOutside;
    std::int64_t best_d = std::numeric_limits<std::int64_t>::max();
    for (const auto k : chosen)
      for (const auto v : w.townships[k].villages)
        for (const auto n : t.neighbours[v]) {
          const auto other = w.villages[n].township;
          if (w.townships[other].county >= 5 ||
              std::find(chosen.begin(), chosen.end(), other) != chosen.end() ||
              (chosen.size() == 1 && w.townships[other].county == w.townships[start].county))
            continue;
          const auto d = square_distance(from, t.cells[w.townships[other].seat].seed);
          if (d < best_d || (d == best_d && other < best)) {
            best_d = d;
            best = other;
          }
        }
    if (best == kOutside) {
      if (chosen.size() > 1) break;
      // The start touches its own county only: begin at a street that does not.
      for (std::uint32_t k = 0; k < w.townships.size() && best == kOutside; ++k)
        if (w.townships[k].county == 2 && w.townships[k].is_street()) best = k;
    }
    chosen.push_back(best);
  }
  std::sort(chosen.begin(), chosen.end());
  w.management = {fmt::format("{}71", kPrefix), "汴州城乡一体化示范区", chosen};
}

}  // namespace

World make_world(std::int64_t people, std::uint64_t seed) {
  World w;
  w.seed = seed;
  w.scale = static_cast<double>(people) / 4'300'000.0;
  w.size = std::max(w.scale, kLeastSize);
  w.code = fmt::format("{}00", kPrefix);
  w.name = "汴州市";
  const Layout layout = lay_out(w);
  w.tiling = make_tiling(w.plan);
  absorb_remnants(w.tiling);
  const Labels county = assign_counties(w, layout);
  Labels township = assign_townships(w, county);
  for (std::uint32_t town = 1; town < w.plan.towns.size(); ++town)
    w.counties[layout.county_of_town[town]].town = town;
  make_enclave(w, county, township);
  make_villages(w, township);
  make_management(w);
  settle_people(w, people);
  return w;
}

Headcount& Headcount::operator+=(const Headcount& o) {
  total += o.total;
  age0_2 += o.age0_2;
  age3_5 += o.age3_5;
  age6_14 += o.age6_14;
  working += o.working;
  older60 += o.older60;
  older65 += o.older65;
  older80 += o.older80;
  disabled += o.disabled;
  needy += o.needy;
  households += o.households;
  return *this;
}

Headcount World::people() const {
  Headcount sum;
  for (const auto& v : villages) sum += v.people;
  return sum;
}

}  // namespace fangyuan::sample
