// SPDX-License-Identifier: Apache-2.0
#include "core/reach/cost_matrix.h"

#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <cassert>

#include "core/base/parallel.h"
#include "core/reach/source_batches.h"
#include "core/reach/street_parts.h"

namespace fangyuan {

constexpr std::uint32_t kNowhere = ~std::uint32_t{0};
/// How many rows of costs are written at a time: more are more pages than a processor keeps at
/// hand.
constexpr std::size_t kStored = 16;

/// One thread's rows. Climbing touches few ranks: they get slots, so that a call does not begin
/// with wiping a row for every vertex.
struct CostMatrix::Work {
  Work(std::size_t vertices, std::size_t chosen)
      : slot(vertices + 1, kNowhere), rising(vertices), rows(chosen + 1) {
    rows.back() = kFarRow;
  }
  std::vector<std::uint32_t> slot;  // [rank] in slots
  std::vector<LaneRow> slots;
  std::vector<std::uint32_t> touched;  // ranks, by slot
  RankSet rising;
  std::vector<LaneRow> rows;  // [position in ranks_]; the last is never reached
  std::vector<LaneStart> starts;
  std::vector<Cost> costs;  // of kStored sources, [source × places + place]

  LaneRow& at(std::uint32_t rank) {
    if (slot[rank] == kNowhere) {
      slot[rank] = static_cast<std::uint32_t>(slots.size());
      slots.push_back(kFarRow);
      touched.push_back(rank);
      rising.insert(rank);
    }
    return slots[slot[rank]];
  }
};

namespace {

template <class Work>
struct ClimbPass {
  const Hierarchy& h;
  const std::uint32_t* costs;
  Work& work;
};

template <class V, class Work>
[[gnu::always_inline]] inline void climb_all(ClimbPass<Work>& p) {
  const std::uint32_t* heads = p.h.heads().data();
  for (std::uint32_t r = p.work.rising.take_least(0); r != RankSet::kEmpty;
       r = p.work.rising.take_least(r)) {
    V mine[kVectors<V>];
    const LaneRow& row = p.work.at(r);
#pragma GCC unroll 16
    for (std::size_t i = 0; i < kVectors<V>; ++i) mine[i] = vectors<V>(row)[i];
    for (std::uint32_t a = p.h.up_begin(r), end = p.h.up_end(r); a < end; ++a) {
      if (p.costs[a] == kFar) continue;
      V* const other = vectors<V>(p.work.at(heads[a]));
#pragma GCC unroll 16
      for (std::size_t i = 0; i < kVectors<V>; ++i) {
        const V sum = mine[i] + p.costs[a];
        other[i] = sum < other[i] ? sum : other[i];
      }
    }
  }
}

template <class Arc>
struct SinkPass {
  const std::uint32_t* first;
  const Arc* arcs;
  const std::uint32_t* ranks;
  const std::uint32_t* slot;
  const LaneRow* slots;
  LaneRow* rows;
  std::size_t count;
};

/// Descending; the row of a rank begins as what was climbed to it.
template <class V, class Arc>
[[gnu::always_inline]] inline void sink_all(SinkPass<Arc>& p) {
  for (std::size_t at = p.count; at-- > 0;) {
    const std::uint32_t slot = p.slot[p.ranks[at]];
    const LaneRow& climbed = slot == kNowhere ? kFarRow : p.slots[slot];
    V mine[kVectors<V>];
#pragma GCC unroll 16
    for (std::size_t i = 0; i < kVectors<V>; ++i) mine[i] = vectors<V>(climbed)[i];
    for (const Arc *arc = p.arcs + p.first[at], *end = p.arcs + p.first[at + 1]; arc != end;
         ++arc) {
      const V* const other = vectors<V>(p.rows[arc->head]);
      const std::uint32_t cost = arc->cost;
#pragma GCC unroll 16
      for (std::size_t i = 0; i < kVectors<V>; ++i) {
        const V sum = other[i] + cost;
        mine[i] = sum < mine[i] ? sum : mine[i];
      }
    }
#pragma GCC unroll 16
    for (std::size_t i = 0; i < kVectors<V>; ++i) vectors<V>(p.rows[at])[i] = mine[i];
  }
}

FANGYUAN_LANE_KERNEL(run_climb_all, climb_all)
FANGYUAN_LANE_KERNEL(run_sink_all, sink_all)

}  // namespace

CostMatrix::CostMatrix(const LaneInputs& inputs, LaneSet set) : in_(inputs), set_(set) {
  require_fit(in_);
  const Hierarchy& h = in_.weights.hierarchy();
  const auto n = static_cast<std::uint32_t>(h.vertex_count());
  std::vector<std::uint8_t> wanted(n + 1);
  for (const LaneTargets::Link& link : in_.targets.links()) {
    if (link.by_higher < kFar) wanted[link.higher] = 1;
    if (link.by_lower < kFar) wanted[link.lower] = 1;
  }
  wanted[n] = 0;
  const bool to = in_.direction == Direction::to_facility;
  const auto costs = to ? in_.weights.up() : in_.weights.down();
  position_.assign(n + 1, kNowhere);
  first_.push_back(0);
  for (std::uint32_t r = 0; r < n; ++r) {
    if (wanted[r] == 0) continue;
    position_[r] = static_cast<std::uint32_t>(ranks_.size());
    ranks_.push_back(r);
    for (std::uint32_t a = h.up_begin(r); a < h.up_end(r); ++a) {
      if (costs[a] == kFar) continue;
      wanted[h.heads()[a]] = 1;
      arcs_.push_back({h.heads()[a], costs[a]});
    }
    first_.push_back(static_cast<std::uint32_t>(arcs_.size()));
  }
  for (Arc& arc : arcs_) arc.head = position_[arc.head];
}

void CostMatrix::sweep(std::span<const LaneStart> starts, Work& work) const {
  const bool to = in_.direction == Direction::to_facility;
  for (const std::uint32_t r : work.touched) work.slot[r] = kNowhere;
  work.touched.clear();
  work.slots.clear();
  for (const LaneStart& s : starts) {
    std::uint32_t& known = work.at(s.rank).lane[s.lane];
    known = std::min(known, s.cost);
  }
  ClimbPass<Work> climb{in_.weights.hierarchy(),
                        (to ? in_.weights.down() : in_.weights.up()).data(), work};
  run_climb_all(set_, climb);
  SinkPass<Arc> sink{first_.data(),     arcs_.data(),     ranks_.data(), work.slot.data(),
                     work.slots.data(), work.rows.data(), ranks_.size()};
  run_sink_all(set_, sink);
}

/// Lanes from `first` on, at most kStored, to out[(lane − first) × places + place]; a block of
/// places at a time, so that a lane's costs are written in rows.
void CostMatrix::store(const Work& work, std::size_t first, std::size_t lanes,
                       std::span<Cost> out) const {
  constexpr std::size_t kBlock = 16;
  const std::size_t places = in_.targets.place_count();
  const auto links = in_.targets.links();
  const LaneRow* const rows = work.rows.data();
  const std::uint32_t none = static_cast<std::uint32_t>(ranks_.size());
  const auto row_of = [&](std::uint32_t rank) -> const LaneRow& {
    return rows[std::min(position_[rank], none)];
  };
  std::uint32_t block[kBlock][kStored];
  for (std::size_t begin = 0; begin < links.size(); begin += kBlock) {
    const std::size_t count = std::min(kBlock, links.size() - begin);
    for (std::size_t i = 0; i < count; ++i) {
      const LaneTargets::Link& link = links[begin + i];
      const LaneRow &a = row_of(link.higher), &b = row_of(link.lower);
      for (std::size_t k = 0; k < kStored; ++k)
        block[i][k] =
            std::min(a.lane[first + k] + link.by_higher, b.lane[first + k] + link.by_lower);
    }
    for (std::size_t k = 0; k < lanes; ++k)
      for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t cost = block[i][k];
        out[k * places + links[begin + i].place] = cost < kFar ? Cost(cost) : Cost();
      }
  }
}

/// Calls use(lane, costs by place) for every lane, kStored of them written at a time.
template <class Use>
void CostMatrix::for_each_lane(Work& work, std::size_t lanes, const Use& use) const {
  const std::size_t places = in_.targets.place_count();
  work.costs.resize(kStored * places);
  for (std::size_t first = 0; first < lanes; first += kStored) {
    const std::size_t count = std::min(kStored, lanes - first);
    // A place without a link keeps what was there: it is never reached.
    std::fill(work.costs.begin(), work.costs.end(), Cost());
    store(work, first, count, work.costs);
    for (std::size_t k = 0; k < count; ++k)
      use(first + k, std::span(work.costs).subspan(k * places, places));
  }
}

template <class StartsOf, class Use>
void CostMatrix::run(std::size_t count, const std::vector<std::uint32_t>& order,
                     const StartsOf& starts_of, const Use& use) const {
  const std::size_t vertices = in_.weights.hierarchy().vertex_count();
  tbb::enumerable_thread_specific<Work> works([&] { return Work(vertices, ranks_.size()); });
  parallel_for((count + kLanes - 1) / kLanes, [&](std::size_t batch) {
    Work& work = works.local();
    const std::size_t begin = batch * kLanes, end = std::min(begin + kLanes, count);
    work.starts.clear();
    for (std::size_t i = begin; i < end; ++i)
      starts_of(order[i], static_cast<std::uint32_t>(i - begin), work.starts);
    sweep(work.starts, work);
    use(work, std::span(order).subspan(begin, end - begin));
  });
}

void CostMatrix::for_each_source(std::span<const VertexId> sources, const UseRow& use) const {
  require_fit(in_, sources);
  const Hierarchy& h = in_.weights.hierarchy();
  run(
      sources.size(), batch_order(h, sources),
      [&](std::uint32_t i, std::uint32_t lane, std::vector<LaneStart>& starts) {
        starts.push_back({lane, h.rank_of(sources[i]).value(), 0});
      },
      [&](Work& work, std::span<const std::uint32_t> batch) {
        for_each_lane(work, batch.size(),
                      [&](std::size_t lane, std::span<Cost> row) { use(batch[lane], row); });
      });
}

void CostMatrix::for_each_batch(std::span<const VertexId> sources, const UseBatch& use) const {
  require_fit(in_, sources);
  const Hierarchy& h = in_.weights.hierarchy();
  run(
      sources.size(), batch_order(h, sources),
      [&](std::uint32_t i, std::uint32_t lane, std::vector<LaneStart>& starts) {
        starts.push_back({lane, h.rank_of(sources[i]).value(), 0});
      },
      [&](const Work& work, std::span<const std::uint32_t> batch) {
        use({batch, ranks_, work.rows.data()});
      });
}

void CostMatrix::for_each_source(std::span<const LaneSource> sources, const UseRow& use) const {
  require_fit(in_, sources);
  const Hierarchy& h = in_.weights.hierarchy();
  const Network& network = in_.graph.network();
  run(
      sources.size(), batch_order(h, network, sources),
      [&](std::uint32_t i, std::uint32_t lane, std::vector<LaneStart>& starts) {
        for (const Source& source : sources[i].entrances) {
          const Entrance& at = source.entrance;
          const EndCosts ends =
              end_costs_of_source(in_.graph, at.edge, at.offset_mm, in_.direction);
          const Edge& edge = network.edges[at.edge.index()];
          for (const auto& [vertex, cost] : {std::pair{edge.u, ends.u}, std::pair{edge.v, ends.v}})
            if (const Cost sum = source.access + cost; sum <= kMostSwept)
              starts.push_back({lane, h.rank_of(vertex).value(), sum.value()});
        }
      },
      [&](Work& work, std::span<const std::uint32_t> batch) {
        for_each_lane(work, batch.size(), [&](std::size_t lane, std::span<Cost> row) {
          add_direct_costs(in_, sources[batch[lane]], row);
          use(batch[lane], row);
        });
      });
}

std::vector<Cost> CostMatrix::costs(std::span<const VertexId> sources) const {
  const std::size_t places = in_.targets.place_count();
  std::vector<Cost> all(sources.size() * places);
  for_each_source(sources, [&](std::size_t source, std::span<const Cost> row) {
    std::copy(row.begin(), row.end(), all.begin() + static_cast<std::ptrdiff_t>(source * places));
  });
  return all;
}

std::vector<Cost> CostMatrix::costs(std::span<const LaneSource> sources) const {
  const std::size_t places = in_.targets.place_count();
  std::vector<Cost> all(sources.size() * places);
  for_each_source(sources, [&](std::size_t source, std::span<const Cost> row) {
    std::copy(row.begin(), row.end(), all.begin() + static_cast<std::ptrdiff_t>(source * places));
  });
  return all;
}

}  // namespace fangyuan
