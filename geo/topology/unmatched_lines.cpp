// SPDX-License-Identifier: Apache-2.0
#include "geo/topology/unmatched_lines.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <tuple>

namespace fangyuan {
namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;

// The two units whose copies differ there.
std::optional<Pair> pair_of(const TilingFault& f) {
  if (f.width_m >= kSliverWidthM) return std::nullopt;
  if (f.kind == FaultKind::overlap) return Pair(f.a, f.b);
  if (f.kind != FaultKind::gap || f.beside.size() < 2) return std::nullopt;
  const double first = f.beside[0].length_m, second = f.beside[1].length_m;
  if (first + second < 0.9 * f.perimeter_m || second < 0.25 * f.perimeter_m) return std::nullopt;
  return Pair(std::min(f.beside[0].unit, f.beside[1].unit),
              std::max(f.beside[0].unit, f.beside[1].unit));
}

class Clusters {
 public:
  explicit Clusters(std::size_t n) : root_(n) { std::iota(root_.begin(), root_.end(), 0U); }
  std::size_t find(std::size_t i) {
    while (root_[i] != i) i = root_[i] = root_[root_[i]];
    return i;
  }
  void unite(std::size_t i, std::size_t k) {
    i = find(i);
    k = find(k);
    root_[std::max(i, k)] = std::min(i, k);
  }

 private:
  std::vector<std::size_t> root_;
};

TilingFault joined(const std::vector<TilingFault>& faults, const std::vector<std::size_t>& members,
                   FaultKind kind, Pair pair) {
  TilingFault out;
  out.kind = kind;
  out.a = pair.first;
  out.b = pair.second;
  out.sliver = true;
  double largest = -1;
  std::map<std::uint32_t, double> beside;
  for (const std::size_t i : members) {
    const TilingFault& f = faults[i];
    out.shape.insert(out.shape.end(), f.shape.begin(), f.shape.end());
    out.area_m2 += f.area_m2;
    if (kind == FaultKind::unmatched_line)
      (f.kind == FaultKind::gap ? out.gap_m2 : out.overlap_m2) += f.area_m2;
    out.perimeter_m += f.perimeter_m;
    out.apart_m = std::max(out.apart_m, f.apart_m);
    out.open = out.open || f.open;
    if (out.parent == kNobody) out.parent = f.parent;
    for (const FaultSide& s : f.beside) beside[s.unit] += s.length_m;
    if (f.area_m2 > largest) {
      largest = f.area_m2;
      out.where = f.where;
    }
  }
  for (const auto& [unit, m] : beside) out.beside.push_back({unit, m});
  std::stable_sort(out.beside.begin(), out.beside.end(),
                   [](const FaultSide& x, const FaultSide& y) { return x.length_m > y.length_m; });
  out.length_m = out.perimeter_m / 2;
  out.width_m = 2 * out.area_m2 / out.perimeter_m;
  return out;
}

}  // namespace

std::vector<TilingFault> join_unmatched_lines(std::vector<TilingFault> faults) {
  std::vector<std::optional<Pair>> pairs(faults.size());
  Clusters clusters(faults.size());
  std::map<std::tuple<Pair, double, double>, std::size_t> at;
  for (std::size_t i = 0; i < faults.size(); ++i) {
    pairs[i] = pair_of(faults[i]);
    if (!pairs[i]) continue;
    for (const PolygonXY& polygon : faults[i].shape)
      for (const XY p : polygon.outer)
        if (const auto [it, fresh] = at.try_emplace({*pairs[i], p.x, p.y}, i); !fresh)
          clusters.unite(it->second, i);
  }
  std::map<std::size_t, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < faults.size(); ++i) groups[clusters.find(i)].push_back(i);
  std::vector<TilingFault> out;
  for (const auto& [root, members] : groups) {
    if (members.size() > 1)
      out.push_back(joined(faults, members, FaultKind::unmatched_line, *pairs[root]));
    else
      for (const std::size_t i : members) out.push_back(std::move(faults[i]));
  }
  return out;
}

std::vector<TilingFault> join_along_parents(std::vector<TilingFault> faults) {
  using Key = std::tuple<FaultKind, std::uint32_t, std::uint32_t>;
  std::map<Key, std::vector<std::size_t>> groups;
  std::vector<TilingFault> out;
  for (std::size_t i = 0; i < faults.size(); ++i) {
    const TilingFault& f = faults[i];
    const bool thin = f.width_m < kSliverWidthM;
    if (thin && f.kind == FaultKind::outside_parent)
      groups[{f.kind, f.a, f.parent}].push_back(i);
    else if (thin && f.kind == FaultKind::gap && f.parent != kNobody && f.beside.size() == 1)
      groups[{f.kind, f.beside[0].unit, f.parent}].push_back(i);
    else
      out.push_back(std::move(faults[i]));
  }
  for (const auto& [key, members] : groups) {
    const TilingFault& first = faults[members.front()];
    if (members.size() == 1)
      out.push_back(std::move(faults[members.front()]));
    else
      out.push_back(joined(faults, members, first.kind, {first.a, first.b}));
  }
  return out;
}

}  // namespace fangyuan
