// SPDX-License-Identifier: Apache-2.0
#include "core/reach/nearest_field.h"

#include <algorithm>
#include <bit>
#include <cassert>

namespace fangyuan {
namespace {

/// As Search: half an ordinary arc, so that few vertices are followed twice.
unsigned bucket_width_bits(const ModeGraph& graph) {
  std::uint64_t sum = 0;
  for (std::size_t v = 0; v < graph.vertex_count(); ++v)
    for (const ModeGraph::Arc& arc : graph.out(VertexId(v))) sum += arc.cost.value();
  const std::uint64_t half = sum / std::max<std::size_t>(1, graph.arc_count()) / 2;
  return static_cast<unsigned>(std::bit_width(std::max<std::uint64_t>(1, half)) - 1);
}

constexpr std::size_t kAhead = 4;

/// Once this part of all labels is cut off, one pass over the rest and a search from all sites cost
/// less than following what hangs on what (docs/performance.md, Edits: before and after).
constexpr std::size_t kPartToStartAfresh = 4;

/// Going along a piece from one offset to another.
Cost along(const StreetPiece& piece, std::uint32_t from, std::uint32_t till) {
  const auto part = [&](Cost whole) {
    return whole.reached() ? Cost(part_of_edge(whole, std::max(from, till), piece.length_mm) -
                                  part_of_edge(whole, std::min(from, till), piece.length_mm))
                           : Cost();
  };
  if (from < till) return part(piece.forward);
  if (from > till) return part(piece.backward);
  // At the same point, or at the two ends of a piece without length: either direction will do.
  return std::min(part(piece.forward), part(piece.backward));
}

}  // namespace

NearestField::NearestField(const EditedGraph& graph, Cost limit, Direction direction)
    : graph_(&graph),
      limit_(limit),
      to_(direction == Direction::to_facility),
      state_(graph.vertex_count()),
      queue_(bucket_width_bits(graph.baseline())) {}

std::span<const VertexChange> NearestField::update(std::span<const EdgeId> edges,
                                                   std::span<const FieldSite> sites) {
  ++epoch_;
  steps_.push_back({.noted = {}, .sites = {}, .vertices = state_.size()});
  assert(state_.size() <= graph_->vertex_count());
  state_.resize(graph_->vertex_count());
  suspects_.assign(edges.begin(), edges.end());
  for (const FieldSite& site : sites) {
    FieldSite before = set_site(site);
    for (const FieldSite* s : {static_cast<const FieldSite*>(&before), &site})
      for (const Source& source : s->entrances) suspects_.push_back(source.entrance.edge);
    steps_.back().sites.push_back(std::move(before));
  }
  std::sort(suspects_.begin(), suspects_.end());
  suspects_.erase(std::unique(suspects_.begin(), suspects_.end()), suspects_.end());

  cut_off();
  grow_from_border();
  for (const EdgeId e : suspects_) seed(e);
  const auto look_ahead = [&](VertexId v) { __builtin_prefetch(spread(v).data()); };
  queue_.drain(look_ahead, [&](VertexId v, std::uint64_t bucket) {
    const NearestLabel label = at(v);
    if (queue_.bucket_of(label.cost()) != bucket) return;  // followed before, from a lower bucket
    for (const ModeGraph::Arc& arc : spread(v))
      offer(arc.head, label.plus(arc.cost), {arc.edge, false});
  });

  changes_.clear();
  for (const Noted& n : steps_.back().noted)
    if (at(n.vertex) != n.label) changes_.push_back({n.vertex, n.label, at(n.vertex)});
  return changes_;
}

std::span<const VertexChange> NearestField::undo() {
  assert(can_undo());
  Step& step = steps_.back();
  changes_.clear();
  for (const Noted& n : step.noted) {
    State& s = state_[n.vertex.index()];
    if (s.label != n.label) changes_.push_back({n.vertex, s.label, n.label});
    if (n.label.reached() != s.label.reached()) n.label.reached() ? ++reached_ : --reached_;
    s.label = n.label;
    s.edge = n.parent.edge.value();
    s.epoch_and_site = (s.epoch_and_site & ~1U) | (n.parent.from_site ? 1U : 0U);
  }
  for (; !step.sites.empty(); step.sites.pop_back()) set_site(std::move(step.sites.back()));
  state_.resize(step.vertices);
  steps_.pop_back();
  return changes_;
}

FieldSite NearestField::set_site(FieldSite site) {
  const std::uint32_t rank = site.rank;
  FieldSite before{rank, {}};
  if (FieldSite* known = sites_.find(rank)) before = std::move(*known);
  const auto item = [rank](const Source& s) {
    return EdgeSource{rank, s.entrance.offset_mm, s.access};
  };
  for (const Source& s : before.entrances) {
    const std::uint32_t e = s.entrance.edge.value();
    std::vector<EdgeSource>& row = *on_edge_.find(e);
    row.erase(std::lower_bound(row.begin(), row.end(), item(s)));
    if (row.empty()) on_edge_.erase(e);
  }
  for (const Source& s : site.entrances) {
    assert(s.entrance.connected() && s.entrance.edge.index() < graph_->edge_count());
    assert(s.entrance.offset_mm <= graph_->piece(s.entrance.edge).length_mm);
    std::vector<EdgeSource>& row = on_edge_[s.entrance.edge.value()];
    row.insert(std::lower_bound(row.begin(), row.end(), item(s)), item(s));
  }
  if (site.entrances.empty())
    sites_.erase(rank);
  else
    sites_[rank] = std::move(site);
  return before;
}

void NearestField::set(VertexId v, NearestLabel label, Parent parent) {
  State& s = state_[v.index()];
  if (s.epoch_and_site >> 1 != epoch_) steps_.back().noted.push_back({v, s.label, s.parent()});
  if (label.reached() != s.label.reached()) label.reached() ? ++reached_ : --reached_;
  s.label = label;
  s.edge = parent.edge.value();
  s.epoch_and_site = epoch_ << 1 | (parent.from_site ? 1U : 0U);
}

void NearestField::offer(VertexId v, NearestLabel label, Parent parent) {
  if (label >= at(v) || label.cost() > limit_) return;
  set(v, label, parent);
  queue_.push(label.cost(), v);
}

NearestLabel NearestField::from_sites(const StreetPiece& piece, EdgeId e, VertexId end) const {
  NearestLabel best;
  const std::vector<EdgeSource>* sources = on_edge_.find(e.value());
  if (sources == nullptr || !into(piece, end).reached()) return best;
  const std::uint32_t here = piece.u == end ? 0 : piece.length_mm;
  for (const EdgeSource& s : *sources)
    best = std::min(
        best, NearestLabel(s.access, s.rank)
                  .plus(to_ ? along(piece, here, s.offset_mm) : along(piece, s.offset_mm, here)));
  return best;
}

/// Whoever is not as near as the edge it came by says any more, and all that hang on it.
void NearestField::cut_off() {
  cut_.clear();
  for (const EdgeId e : suspects_) {
    const StreetPiece piece = graph_->piece(e);
    for (const VertexId end : {piece.u, piece.v}) {
      const State& s = state_[end.index()];
      if (!s.label.reached() || s.edge != e.value()) continue;
      const VertexId other = piece.u == end ? piece.v : piece.u;
      const NearestLabel now =
          s.parent().from_site ? from_sites(piece, e, end) : at(other).plus(into(piece, end));
      if (now > s.label) cut_.push_back(end);  // once: only one edge is the one it came by
    }
  }
  // All are found before the first label goes: they are compared with their parents'.
  const std::size_t many = reached_ / kPartToStartAfresh;
  for (const VertexId v : cut_) set(v, {}, {});
  for (std::size_t i = 0; i < cut_.size(); ++i) {
    if (cut_.size() > many) return cut_all_off();
    if (i + kAhead < cut_.size()) __builtin_prefetch(spread(cut_[i + kAhead]).data());
    for (const ModeGraph::Arc& arc : spread(cut_[i])) {
      const State& s = state_[arc.head.index()];
      if (s.edge != arc.edge.value() || s.parent().from_site) continue;
      set(arc.head, {}, {});
      cut_.push_back(arc.head);
    }
  }
}

void NearestField::cut_all_off() {
  steps_.back().noted.reserve(steps_.back().noted.size() + reached_);
  for (std::size_t v = 0; v < state_.size(); ++v)
    if (state_[v].label.reached()) set(VertexId(v), {}, {});
}

void NearestField::grow_from_border() {
  if (reached_ == 0) {  // no border is left, only the sites
    for (const auto& [edge, sources] : on_edge_) seed(EdgeId(edge));
    return;
  }
  // Seeds are set when all are known: a seed must not look like a border to the next one.
  seeds_.clear();
  for (const VertexId v : cut_) {
    NearestLabel best = at(v);
    Parent parent;
    const auto take = [&](NearestLabel label, Parent from) {
      if (label < best) best = label, parent = from;
    };
    for (const ModeGraph::Arc& arc : to_ ? graph_->out(v) : graph_->in(v)) {
      take(at(arc.head).plus(arc.cost), {arc.edge, false});
      if (on_edge_.find(arc.edge.value()) != nullptr)
        take(from_sites(graph_->piece(arc.edge), arc.edge, v), {arc.edge, true});
    }
    if (parent.edge) seeds_.push_back({v, best, parent});
  }
  for (const Noted& s : seeds_) offer(s.vertex, s.label, s.parent);
}

void NearestField::seed(EdgeId e) {
  const StreetPiece piece = graph_->piece(e);
  for (const VertexId end : {piece.u, piece.v}) {
    const VertexId other = piece.u == end ? piece.v : piece.u;
    offer(end, at(other).plus(into(piece, end)), {e, false});
    offer(end, from_sites(piece, e, end), {e, true});
  }
}

NearestField::OnEdge NearestField::on(EdgeId e) const {
  OnEdge view;
  view.piece_ = graph_->piece(e);
  view.to_ = to_;
  view.limit_ = limit_;
  if (into(view.piece_, view.piece_.v).reached()) view.at_u_ = at(view.piece_.u);
  if (into(view.piece_, view.piece_.u).reached()) view.at_v_ = at(view.piece_.v);
  if (const auto* sources = on_edge_.find(e.value())) view.sources_ = *sources;
  return view;
}

NearestLabel NearestField::OnEdge::at(std::uint32_t offset_mm) const {
  assert(offset_mm <= piece_.length_mm);
  NearestLabel best;
  const Cost towards_v = to_ ? piece_.forward : piece_.backward;
  const Cost towards_u = to_ ? piece_.backward : piece_.forward;
  if (at_v_.reached()) {  // f(L) is the whole; on an edge without length every part is 0
    const std::uint32_t whole = piece_.length_mm == 0 ? 0 : towards_v.value();
    best = at_v_.plus(Cost(whole - part_of_edge(towards_v, offset_mm, piece_.length_mm)));
  }
  if (at_u_.reached())
    best = std::min(best, at_u_.plus(Cost(part_of_edge(towards_u, offset_mm, piece_.length_mm))));
  for (const EdgeSource& s : sources_)
    best = std::min(best, NearestLabel(s.access, s.rank)
                              .plus(to_ ? along(piece_, offset_mm, s.offset_mm)
                                        : along(piece_, s.offset_mm, offset_mm)));
  return best.cost() <= limit_ ? best : NearestLabel();
}

}  // namespace fangyuan
