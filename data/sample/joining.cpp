// SPDX-License-Identifier: Apache-2.0
// Crossings become shared vertices; loose parts are tied to the rest.
#include <numeric>
#include <unordered_map>

#include "data/sample/prng.h"
#include "data/sample/roads.h"

namespace fangyuan::sample {
namespace {

constexpr std::int32_t kBucket = 2000;

std::int32_t floor_div(std::int32_t a, std::int32_t b) {
  return a >= 0 ? a / b : -((-a + b - 1) / b);
}

/// Things by the 200 m square in which they lie, sorted by square.
struct Entry {
  std::int64_t square;
  std::uint32_t road, segment;
  auto operator<=>(const Entry&) const = default;
};

std::int64_t square_of(std::int32_t i, std::int32_t j) {
  return (std::int64_t{i} + 1'000'000) * 4'000'000 + (j + 1'000'000);
}

struct Split {
  std::uint32_t road, segment;
  std::int64_t along;  ///< squared distance from the segment's start
  Pt at;
  auto operator<=>(const Split&) const = default;
};

/// The roads' vertices, equal points once.
struct Vertices {
  std::vector<Pt> at;                          ///< sorted
  std::vector<std::vector<std::uint32_t>> of;  ///< of each road
};

Vertices number(const std::vector<Road>& roads) {
  Vertices v;
  for (const auto& r : roads) v.at.insert(v.at.end(), r.line.begin(), r.line.end());
  std::sort(v.at.begin(), v.at.end());
  v.at.erase(std::unique(v.at.begin(), v.at.end()), v.at.end());
  for (const auto& r : roads) {
    v.of.emplace_back();
    for (const Pt p : r.line)
      v.of.back().push_back(
          static_cast<std::uint32_t>(std::lower_bound(v.at.begin(), v.at.end(), p) - v.at.begin()));
  }
  return v;
}

}  // namespace

void join_crossings(std::vector<Road>& roads) {
  std::vector<Entry> entries;
  for (std::uint32_t r = 0; r < roads.size(); ++r) {
    if (roads[r].raised) continue;
    const auto& line = roads[r].line;
    for (std::uint32_t s = 0; s + 1 < line.size(); ++s) {
      const Pt a = line[s], b = line[s + 1];
      for (std::int32_t i = floor_div(std::min(a.x, b.x), kBucket);
           i <= floor_div(std::max(a.x, b.x), kBucket); ++i)
        for (std::int32_t j = floor_div(std::min(a.y, b.y), kBucket);
             j <= floor_div(std::max(a.y, b.y), kBucket); ++j)
          entries.push_back({square_of(i, j), r, s});
    }
  }
  std::sort(entries.begin(), entries.end());
  std::vector<Split> splits;
  for (std::size_t from = 0; from < entries.size();) {
    std::size_t to = from;
    while (to < entries.size() && entries[to].square == entries[from].square) ++to;
    for (std::size_t p = from; p < to; ++p) {
      const Road& one = roads[entries[p].road];
      const Pt a = one.line[entries[p].segment], b = one.line[entries[p].segment + 1];
      for (std::size_t q = p + 1; q < to; ++q) {
        const Road& two = roads[entries[q].road];
        if ((one.group != 0 && one.group == two.group) || entries[p].road == entries[q].road)
          continue;
        const Pt c = two.line[entries[q].segment], d = two.line[entries[q].segment + 1];
        const auto x = crossing(a, b, c, d);
        if (!x) continue;
        if (*x != a && *x != b)
          splits.push_back({entries[p].road, entries[p].segment, square_distance(a, *x), *x});
        if (*x != c && *x != d)
          splits.push_back({entries[q].road, entries[q].segment, square_distance(c, *x), *x});
      }
    }
    from = to;
  }
  std::sort(splits.begin(), splits.end());
  splits.erase(std::unique(splits.begin(), splits.end()), splits.end());
  for (std::size_t k = 0; k < splits.size();) {
    const std::uint32_t r = splits[k].road;
    std::vector<Pt> line;
    for (std::uint32_t s = 0; s < roads[r].line.size(); ++s) {
      line.push_back(roads[r].line[s]);
      for (; k < splits.size() && splits[k].road == r && splits[k].segment == s; ++k)
        line.push_back(splits[k].at);
    }
    roads[r].line = std::move(line);
  }
}

std::size_t tie_loose_parts(std::vector<Road>& roads, const Terrain& terrain, std::size_t least) {
  const Vertices v = number(roads);
  std::vector<std::uint32_t> root(v.at.size());
  std::iota(root.begin(), root.end(), 0U);
  const auto find = [&](std::uint32_t k) {
    while (root[k] != k) k = root[k] = root[root[k]];
    return k;
  };
  for (const auto& line : v.of)
    for (std::size_t k = 0; k + 1 < line.size(); ++k) {
      const auto a = find(line[k]), b = find(line[k + 1]);
      root[std::max(a, b)] = std::min(a, b);
    }
  std::vector<std::size_t> size(v.at.size());
  for (std::uint32_t k = 0; k < v.at.size(); ++k) ++size[find(k)];
  const auto main =
      static_cast<std::uint32_t>(std::max_element(size.begin(), size.end()) - size.begin());

  std::unordered_map<std::int64_t, std::vector<std::uint32_t>> near;
  for (std::uint32_t k = 0; k < v.at.size(); ++k)
    if (find(k) == main)
      near[square_of(floor_div(v.at[k].x, kBucket), floor_div(v.at[k].y, kBucket))].push_back(k);

  struct Tie {
    std::int64_t d = std::numeric_limits<std::int64_t>::max();
    std::uint32_t from = 0, to = 0;
  };
  std::vector<std::pair<std::uint32_t, Tie>> ties;
  std::unordered_map<std::uint32_t, std::size_t> tie_of;
  for (std::uint32_t k = 0; k < v.at.size(); ++k) {
    const auto part = find(k);
    if (part == main || size[part] < least) continue;
    const auto [it, fresh] = tie_of.emplace(part, ties.size());
    if (fresh) ties.push_back({part, {}});
    Tie& tie = ties[it->second].second;
    const std::int32_t i = floor_div(v.at[k].x, kBucket), j = floor_div(v.at[k].y, kBucket);
    for (std::int32_t b = j - 6; b <= j + 6; ++b)
      for (std::int32_t a = i - 6; a <= i + 6; ++a) {
        const auto bucket = near.find(square_of(a, b));
        if (bucket == near.end()) continue;
        for (const auto m : bucket->second) {
          const auto d = square_distance(v.at[k], v.at[m]);
          if (d < tie.d && !terrain.barrier_between(v.at[k], v.at[m])) tie = {d, k, m};
        }
      }
  }
  std::vector<Road> kept;
  std::unordered_map<std::uint32_t, bool> tied;
  for (const auto& [part, tie] : ties) tied[part] = tie.d != Tie().d;
  for (std::size_t r = 0; r < roads.size(); ++r) {
    const auto part = find(v.of[r][0]);
    if (part == main || tied[part]) kept.push_back(std::move(roads[r]));
  }
  roads = std::move(kept);
  std::size_t added = 0;
  for (const auto& [part, tie] : ties)
    if (tied[part]) {
      roads.push_back({{v.at[tie.from], v.at[tie.to]}, RoadClass::service, false, false, 0, ""});
      ++added;
    }
  return added;
}

}  // namespace fangyuan::sample
