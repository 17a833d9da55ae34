// SPDX-License-Identifier: Apache-2.0
#include "core/reach/nearest_sites.h"

#include <algorithm>
#include <cassert>
#include <memory>
#include <tuple>

#include "core/base/parallel.h"
#include "core/reach/street_parts.h"

namespace fangyuan {
namespace {

/// Cost in the upper half, site in the lower: one comparison orders both.
using Label = std::uint64_t;

constexpr Label label(std::uint32_t cost, std::uint32_t site) { return Label{cost} << 32 | site; }
constexpr std::uint32_t site_in(Label l) { return static_cast<std::uint32_t>(l); }

/// Ascending labels of K different sites, K = 0: as many as `k` says. An empty place holds the
/// least label beyond the limit, so that nothing beyond it ever gets in.
template <std::size_t K>
struct List {
  Label* at;
  std::size_t k;
  std::size_t size() const { return K == 0 ? k : K; }
  Label worst() const { return at[size() - 1]; }

  /// REQUIRES: l < worst().
  void insert(Label l) const {
    std::size_t place = size() - 1;  // of what goes: the same site's label, else the worst
    for (std::size_t i = 0; i + 1 < size(); ++i)
      if (site_in(at[i]) == site_in(l)) {
        if (at[i] <= l) return;
        place = i;
        break;
      }
    for (; place > 0 && at[place - 1] > l; --place) at[place] = at[place - 1];
    at[place] = l;
  }
  /// Takes over what is nearer by way of another list.
  void offer(const Label* other, std::uint32_t cost) const {
    const Label more = label(cost, 0);
    for (std::size_t i = 0; i < size(); ++i) {
      const Label l = other[i] + more;
      if (l >= worst()) return;
      insert(l);
    }
  }
};

/// A way in: a site's label at a rank.
struct Start {
  std::uint32_t rank;
  Label label;
};

template <std::size_t K>
class Sweep {
 public:
  Sweep(const LaneInputs& in, std::size_t k, Label beyond)
      : in_(in),
        h_(in.weights.hierarchy()),
        k_(k),
        beyond_(beyond),
        rows_(std::make_unique_for_overwrite<Label[]>((h_.vertex_count() + 1) * size())) {}

  void run(std::span<const Start> starts) {
    const std::size_t all = (h_.vertex_count() + 1) * size();
    parallel_ranges(all, 1 << 16, [&](std::size_t begin, std::size_t end) {
      std::fill(rows_.get() + begin, rows_.get() + end, beyond_);
    });
    for (const Start& s : starts)
      if (const List<K> list = row(s.rank); s.label < list.worst()) list.insert(s.label);
    const bool to = in_.direction == Direction::to_facility;
    const auto climb = (to ? in_.weights.down_from_above() : in_.weights.up_from_above()).data();
    const auto sink = (to ? in_.weights.up() : in_.weights.down()).data();
    const auto parts = h_.parts();
    const auto above = h_.above_parts();
    parallel_for(parts.size(), [&](std::size_t i) {
      for (std::uint32_t r = parts[i].begin; r < parts[i].end; ++r) take_from_below(r, climb);
    });
    for (const std::uint32_t r : above) take_from_below(r, climb);
    for (std::size_t i = above.size(); i-- > 0;) take_from_above(above[i], sink);
    parallel_for(parts.size(), [&](std::size_t i) {
      for (std::uint32_t r = parts[i].end; r-- > parts[i].begin;) take_from_above(r, sink);
    });
  }

  /// What a place takes from the ends of its street.
  void look_up(const LaneTargets::Link& link, const List<K>& list) const {
    if (link.by_higher < kFar) list.offer(row(link.higher).at, link.by_higher);
    if (link.by_lower < kFar) list.offer(row(link.lower).at, link.by_lower);
  }
  std::size_t size() const { return K == 0 ? k_ : K; }
  List<K> list(Label* at) const { return {at, k_}; }

 private:
  List<K> row(std::uint32_t rank) const { return {rows_.get() + rank * size(), k_}; }

  void take_from_below(std::uint32_t r, const HierarchyWeights::DownArc* arcs) const {
    const List<K> mine = row(r);
    for (std::uint32_t d = h_.down_begin(r), end = h_.down_end(r); d < end; ++d)
      mine.offer(row(arcs[d].tail).at, arcs[d].cost);
  }
  void take_from_above(std::uint32_t r, const std::uint32_t* costs) const {
    const List<K> mine = row(r);
    const std::uint32_t* heads = h_.heads().data();
    for (std::uint32_t a = h_.up_begin(r), end = h_.up_end(r); a < end; ++a)
      mine.offer(row(heads[a]).at, costs[a]);
  }

  const LaneInputs& in_;
  const Hierarchy& h_;
  std::size_t k_;
  Label beyond_;
  std::unique_ptr<Label[]> rows_;
};

struct Direct {
  std::uint32_t place;
  Label label;
};

template <std::size_t K>
NearestSites nearest(const LaneInputs& in, std::span<const Start> starts,
                     std::vector<Direct> direct, std::size_t k, Label beyond) {
  Sweep<K> sweep(in, k, beyond);
  sweep.run(starts);
  std::sort(direct.begin(), direct.end(), [](const Direct& a, const Direct& b) {
    return std::tie(a.place, a.label) < std::tie(b.place, b.label);
  });
  const LaneTargets& targets = in.targets;
  std::vector<Label> labels(targets.place_count() * k, beyond);
  parallel_ranges(targets.links().size(), 4096, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const LaneTargets::Link& link = targets.links()[i];
      sweep.look_up(link, sweep.list(labels.data() + link.place * k));
    }
  });
  for (const Direct& d : direct)
    if (const List<K> list = sweep.list(labels.data() + d.place * k); d.label < list.worst())
      list.insert(d.label);
  NearestSites result{k, std::vector<SiteCost>(labels.size())};
  parallel_ranges(labels.size(), 1 << 14, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      result.nearest[i] =
          labels[i] < beyond
              ? SiteCost{Cost(static_cast<std::uint32_t>(labels[i] >> 32)), site_in(labels[i])}
              : SiteCost{Cost(), ~std::uint32_t{0}};
  });
  return result;
}

/// What an empty place holds: beyond the limit, and the site of nobody.
Label beyond(Cost limit) {
  return label(std::min(limit, kMostSwept).value() + 1, ~std::uint32_t{0}) & ~Label{0} << 32;
}

NearestSites choose(const LaneInputs& in, std::span<const Start> starts, std::vector<Direct> direct,
                    std::size_t k, Cost limit) {
  assert(k >= 1);
  switch (k) {
    case 1:
      return nearest<1>(in, starts, std::move(direct), k, beyond(limit));
    case 2:
      return nearest<2>(in, starts, std::move(direct), k, beyond(limit));
    case 3:
      return nearest<3>(in, starts, std::move(direct), k, beyond(limit));
    default:
      return nearest<0>(in, starts, std::move(direct), k, beyond(limit));
  }
}

}  // namespace

NearestSites nearest_sites(const LaneInputs& in, std::span<const LaneSource> sources, std::size_t k,
                           Cost limit) {
  require_fit(in);
  require_fit(in, sources);
  limit = std::min(limit, kMostSwept);
  const Hierarchy& h = in.weights.hierarchy();
  std::vector<Start> starts;
  std::vector<Direct> direct;
  for (std::uint32_t site = 0; site < sources.size(); ++site) {
    for (const Source& source : sources[site].entrances) {
      const Entrance& at = source.entrance;
      const Edge& edge = in.graph.network().edges[at.edge.index()];
      const EndCosts ends = end_costs_of_source(in.graph, at.edge, at.offset_mm, in.direction);
      for (const auto& [vertex, cost] : {std::pair{edge.u, ends.u}, std::pair{edge.v, ends.v}})
        if (const Cost sum = source.access + cost; sum <= limit)
          starts.push_back({h.rank_of(vertex).value(), label(sum.value(), site)});
      for (const std::uint32_t i : in.targets.places_on(at.edge)) {
        const LanePlace& place = in.targets.place(i);
        const Cost sum =
            source.access + place.access +
            cost_along(in.graph, at.edge, place.entrance.offset_mm, at.offset_mm, in.direction);
        if (sum <= limit) direct.push_back({i, label(sum.value(), site)});
      }
    }
    for (const std::uint32_t place : sources[site].same_place)
      direct.push_back({place, label(0, site)});
  }
  return choose(in, starts, std::move(direct), k, limit);
}

NearestSites nearest_sites(const LaneInputs& in, std::span<const VertexId> sources, std::size_t k,
                           Cost limit) {
  require_fit(in);
  require_fit(in, sources);
  std::vector<Start> starts;
  for (std::uint32_t site = 0; site < sources.size(); ++site)
    starts.push_back({in.weights.hierarchy().rank_of(sources[site]).value(), label(0, site)});
  return choose(in, starts, {}, k, limit);
}

}  // namespace fangyuan
