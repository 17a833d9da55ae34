// SPDX-License-Identifier: Apache-2.0
#include "core/reach/search.h"

#include <algorithm>
#include <cassert>

namespace fangyuan {

Search::Search(const ModeGraph& graph) : graph_(&graph), label_(graph.vertex_count(), kNoLabel) {}

Cost Search::along(EdgeId edge, std::uint32_t place, std::uint32_t source) const {
  const bool to = direction_ == Direction::to_facility;
  const std::uint32_t from = to ? place : source, till = to ? source : place;
  const std::uint32_t length = graph_->network().edges[edge.index()].length_mm;
  const auto part = [&](Cost whole) {
    return whole.reached() ? Cost(part_of_edge(whole, std::max(from, till), length) -
                                  part_of_edge(whole, std::min(from, till), length))
                           : Cost();
  };
  if (from < till) return part(graph_->forward(edge));
  if (from > till) return part(graph_->backward(edge));
  // At the same point, or at the two ends of an edge without length: either direction will do.
  return std::min(part(graph_->forward(edge)), part(graph_->backward(edge)));
}

void Search::run(std::span<const Source> sources, Cost limit, Direction direction) {
  for (const VertexCost& r : reached_) label_[r.vertex.index()] = kNoLabel;
  reached_.clear();
  direction_ = direction;
  limit_ = limit;
  sources_.assign(sources.begin(), sources.end());
  by_edge_.clear();
  const bool to = direction == Direction::to_facility;
  for (std::uint32_t s = 0; s < sources_.size(); ++s) {
    const Entrance& entrance = sources_[s].entrance;
    assert(entrance.connected());
    const EdgeId e = entrance.edge;
    by_edge_.push_back({e, s});
    const Edge& edge = graph_->network().edges[e.index()];
    assert(entrance.offset_mm <= edge.length_mm);
    const Label start = make_label(sources_[s].access, s);
    // From u one goes forward to the source, from v backward; away from the source the other way.
    if ((to ? graph_->forward(e) : graph_->backward(e)).reached())
      offer(edge.u, extend(start, along(e, 0, entrance.offset_mm)));
    if ((to ? graph_->backward(e) : graph_->forward(e)).reached())
      offer(edge.v, extend(start, along(e, edge.length_mm, entrance.offset_mm)));
  }
  std::sort(by_edge_.begin(), by_edge_.end(), [](const EdgeSource& a, const EdgeSource& b) {
    return a.edge != b.edge ? a.edge < b.edge : a.source < b.source;
  });
  while (!heap_.empty()) {
    const Entry top = pop();
    if (label_[top.vertex.index()] != top.label) continue;  // a better one was settled before
    reached_.push_back({top.vertex, cost_of(top.label)});
    for (const ModeGraph::Arc& arc : to ? graph_->in(top.vertex) : graph_->out(top.vertex))
      offer(arc.head, extend(top.label, arc.cost));
  }
}

void Search::offer(VertexId v, Label label) {
  if (label == kNoLabel || cost_of(label) > limit_ || label >= label_[v.index()]) return;
  label_[v.index()] = label;
  push({label, v});
}

Search::Label Search::best(EdgeId e, std::uint32_t offset_mm) const {
  const Edge& edge = graph_->network().edges[e.index()];
  assert(offset_mm <= edge.length_mm);
  const bool to = direction_ == Direction::to_facility;
  const Cost towards_v = to ? graph_->forward(e) : graph_->backward(e);
  const Cost towards_u = to ? graph_->backward(e) : graph_->forward(e);
  Label result = kNoLabel;
  // f(L) = whole; part_of_edge of a zero-length edge is 0.
  if (towards_v.reached() && label_[edge.v.index()] != kNoLabel) {
    const std::uint32_t whole = edge.length_mm == 0 ? 0 : towards_v.value();
    const Cost rest(whole - part_of_edge(towards_v, offset_mm, edge.length_mm));
    result = extend(label_[edge.v.index()], rest);
  }
  if (towards_u.reached() && label_[edge.u.index()] != kNoLabel) {
    const Cost rest(part_of_edge(towards_u, offset_mm, edge.length_mm));
    result = std::min(result, extend(label_[edge.u.index()], rest));
  }
  auto it = std::partition_point(by_edge_.begin(), by_edge_.end(),
                                 [&](const EdgeSource& s) { return s.edge < e; });
  for (; it != by_edge_.end() && it->edge == e; ++it) {
    const Source& s = sources_[it->source];
    result = std::min(result, extend(make_label(s.access, it->source),
                                     along(e, offset_mm, s.entrance.offset_mm)));
  }
  return result;
}

std::vector<EdgeId> Search::touched_edges() const {
  std::vector<EdgeId> edges;
  for_each_touched_edge([&](EdgeId e) { edges.push_back(e); });
  std::sort(edges.begin(), edges.end());
  return edges;
}

void Search::push(Entry entry) {
  std::size_t i = heap_.size();
  heap_.push_back(entry);
  for (; i > 0; i = (i - 1) / 4) {
    const Entry& parent = heap_[(i - 1) / 4];
    if (parent.label < entry.label || (parent.label == entry.label && parent.vertex < entry.vertex))
      break;
    heap_[i] = parent;
  }
  heap_[i] = entry;
}

Search::Entry Search::pop() {
  const auto before = [](const Entry& a, const Entry& b) {
    return a.label != b.label ? a.label < b.label : a.vertex < b.vertex;
  };
  const Entry top = heap_.front();
  const Entry last = heap_.back();
  heap_.pop_back();
  const std::size_t n = heap_.size();
  if (n == 0) return top;
  std::size_t i = 0;
  for (std::size_t child = 1; child < n; child = 4 * i + 1) {
    std::size_t least = child;
    const std::size_t end = std::min(child + 4, n);
    for (std::size_t c = child + 1; c < end; ++c)
      if (before(heap_[c], heap_[least])) least = c;
    if (!before(heap_[least], last)) break;
    heap_[i] = heap_[least];
    i = least;
  }
  heap_[i] = last;
  return top;
}

}  // namespace fangyuan
