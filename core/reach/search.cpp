// SPDX-License-Identifier: Apache-2.0
#include "core/reach/search.h"

#include <algorithm>
#include <bit>
#include <cassert>

#include "core/reach/street_parts.h"

namespace fangyuan {

namespace {

/// Buckets a fraction of an ordinary arc wide, so that few vertices are followed twice, but not so
/// many that looking for the next full one costs more than the queue saves.
constexpr unsigned kBucketsPerMeanArc = 2;
constexpr std::uint64_t kMostBuckets = 1 << 14;
constexpr std::size_t kAhead = 4;

}  // namespace

Search::Search(const ModeGraph& graph) : graph_(&graph), label_(graph.vertex_count(), kNoLabel) {
  std::uint64_t sum = 0, longest = 0;
  for (std::size_t v = 0; v < graph.vertex_count(); ++v)
    for (const ModeGraph::Arc& arc : graph.out(VertexId(v))) {
      sum += arc.cost.value();
      longest = std::max<std::uint64_t>(longest, arc.cost.value());
    }
  const std::uint64_t mean = sum / std::max<std::size_t>(1, graph.arc_count());
  const std::uint64_t width =
      std::max({std::uint64_t{1}, mean / kBucketsPerMeanArc, longest / kMostBuckets});
  width_bits_ = static_cast<unsigned>(std::bit_width(width) - 1);
  const std::uint64_t buckets = std::bit_ceil((longest >> width_bits_) + 2);
  ring_.resize(buckets);
  ring_mask_ = buckets - 1;
}

void Search::run(std::span<const Source> sources, Cost limit, Direction direction) {
  for (const VertexCost& r : reached_) label_[r.vertex.index()] = kNoLabel;
  reached_.clear();
  direction_ = direction;
  limit_ = limit;
  sources_.assign(sources.begin(), sources.end());
  add_sources();
  const bool to = direction == Direction::to_facility;
  auto start = starts_.begin();
  for (std::uint64_t now = 0; queued_ > 0 || start != starts_.end(); ++now) {
    if (queued_ == 0) now = bucket_of(start->label);
    for (; start != starts_.end() && bucket_of(start->label) <= now; ++start)
      offer(start->vertex, start->label);
    std::vector<VertexId>& bucket = ring_[now & ring_mask_];
    for (std::size_t i = 0; i < bucket.size(); ++i) {  // it may grow meanwhile
      if (i + kAhead < bucket.size()) {  // its arcs are on their way when it is their turn: −28 %
        const VertexId next = bucket[i + kAhead];
        __builtin_prefetch((to ? graph_->in(next) : graph_->out(next)).data());
      }
      const VertexId v = bucket[i];
      const Label label = label_[v.index()];
      if (bucket_of(label) != now) continue;  // followed before, from a lower bucket
      for (const ModeGraph::Arc& arc : to ? graph_->in(v) : graph_->out(v))
        offer(arc.head, extend(label, arc.cost));
    }
    queued_ -= bucket.size();
    bucket.clear();
  }
  for (VertexCost& r : reached_) r.cost = cost_at(r.vertex);
}

void Search::add_sources() {
  by_edge_.clear();
  starts_.clear();
  for (std::uint32_t s = 0; s < sources_.size(); ++s) {
    const Entrance& entrance = sources_[s].entrance;
    assert(entrance.connected());
    const EdgeId e = entrance.edge;
    assert(e.index() < graph_->network().edges.size());
    by_edge_.push_back({e, s});
    const Edge& edge = graph_->network().edges[e.index()];
    assert(entrance.offset_mm <= edge.length_mm);
    const auto start_at = [&](VertexId v, Cost cost) {
      const Label label = extend(make_label(sources_[s].access, s), cost);
      if (label != kNoLabel && cost_of(label) <= limit_) starts_.push_back({label, v});
    };
    const EndCosts ends = end_costs_of_source(*graph_, e, entrance.offset_mm, direction_);
    start_at(edge.u, ends.u);
    start_at(edge.v, ends.v);
  }
  std::sort(by_edge_.begin(), by_edge_.end(), [](const EdgeSource& a, const EdgeSource& b) {
    return a.edge != b.edge ? a.edge < b.edge : a.source < b.source;
  });
  std::sort(starts_.begin(), starts_.end(), [](const Start& a, const Start& b) {
    return a.label != b.label ? a.label < b.label : a.vertex < b.vertex;
  });
}

void Search::offer(VertexId v, Label label) {
  Label& known = label_[v.index()];
  if (label >= known || cost_of(label) > limit_) return;
  if (known == kNoLabel) reached_.push_back({v, Cost()});
  known = label;
  ring_[bucket_of(label) & ring_mask_].push_back(v);
  ++queued_;
}

Search::Label Search::best(EdgeId e, std::uint32_t offset_mm) const {
  assert(e.index() < graph_->network().edges.size());
  const Edge& edge = graph_->network().edges[e.index()];
  assert(offset_mm <= edge.length_mm);
  const EndCosts ends = end_costs_of_place(*graph_, e, offset_mm, direction_);
  const Label at_v = ends.v.reached() ? label_[edge.v.index()] : kNoLabel;
  const Label at_u = ends.u.reached() ? label_[edge.u.index()] : kNoLabel;
  Label result = kNoLabel;
  if (at_v != kNoLabel) result = extend(at_v, ends.v);
  if (at_u != kNoLabel) result = std::min(result, extend(at_u, ends.u));
  auto it = std::partition_point(by_edge_.begin(), by_edge_.end(),
                                 [&](const EdgeSource& s) { return s.edge < e; });
  for (; it != by_edge_.end() && it->edge == e; ++it) {
    const Source& s = sources_[it->source];
    result = std::min(result,
                      extend(make_label(s.access, it->source),
                             cost_along(*graph_, e, offset_mm, s.entrance.offset_mm, direction_)));
  }
  return result;
}

std::vector<EdgeId> Search::touched_edges() const {
  std::vector<EdgeId> edges;
  for_each_touched_edge([&](EdgeId e) { edges.push_back(e); });
  std::sort(edges.begin(), edges.end());
  return edges;
}

}  // namespace fangyuan
