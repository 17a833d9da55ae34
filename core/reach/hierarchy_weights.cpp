// SPDX-License-Identifier: Apache-2.0
#include "core/reach/hierarchy_weights.h"

#include <algorithm>
#include <cassert>

#include <tbb/enumerable_thread_specific.h>

#include "core/base/parallel.h"

namespace fangyuan {

HierarchyWeights::HierarchyWeights(const Hierarchy& hierarchy, const ModeGraph& graph)
    : hierarchy_(&hierarchy) {
  customise(graph);
}

void HierarchyWeights::customise(const ModeGraph& graph) {
  assert(graph.vertex_count() == hierarchy_->vertex_count());
  metric_ = graph.metric();
  take_edges(graph);
  symmetric_ ? relax_triangles<true>() : relax_triangles<false>();
  see_from_above(up_, up_from_above_);
  see_from_above(down_, down_from_above_);
}

void HierarchyWeights::see_from_above(std::span<const std::uint32_t> costs,
                                      std::vector<DownArc>& arcs) const {
  arcs.resize(costs.size());
  const auto tails = hierarchy_->down_tails(), numbers = hierarchy_->down_arcs();
  parallel_ranges(arcs.size(), 1 << 16, [&](std::size_t begin, std::size_t end) {
    for (std::size_t d = begin; d < end; ++d) arcs[d] = {tails[d], costs[numbers[d]]};
  });
}

void HierarchyWeights::take_edges(const ModeGraph& graph) {
  const auto arcs = hierarchy_->edge_arcs();
  symmetric_ = true;
  for (std::size_t e = 0; e < arcs.size() && symmetric_; ++e)
    symmetric_ = graph.forward(EdgeId(e)) == graph.backward(EdgeId(e));
  up_.assign(hierarchy_->arc_count(), kFar);
  down_.assign(symmetric_ ? 0 : hierarchy_->arc_count(), kFar);
  for (std::size_t e = 0; e < arcs.size(); ++e) {
    const auto [arc, u_is_lower] = arcs[e];
    const std::uint32_t forward = swept(graph.forward(EdgeId(e))),
                        backward = swept(graph.backward(EdgeId(e)));
    if (arc == Hierarchy::EdgeArc::kNone) {
      assert(forward == kFar && backward == kFar);
      continue;
    }
    up_[arc] = std::min(up_[arc], u_is_lower ? forward : backward);
    if (!symmetric_) down_[arc] = std::min(down_[arc], u_is_lower ? backward : forward);
  }
}

/// All arcs up from r, once those of lower ranks are final: over each lower neighbour z, whose
/// higher neighbours are all joined with r.
template <bool kSymmetric>
void HierarchyWeights::relax_vertex(std::uint32_t r, std::vector<std::uint32_t>& arc_to) {
  const Hierarchy& h = *hierarchy_;
  if (h.up_begin(r) == h.up_end(r)) return;
  const std::uint32_t* heads = h.heads().data();
  std::uint32_t* up = up_.data();
  [[maybe_unused]] std::uint32_t* down = down_.data();
  for (std::uint32_t a = h.up_begin(r); a < h.up_end(r); ++a) arc_to[heads[a]] = a;
  for (std::uint32_t d = h.down_begin(r); d < h.down_end(r); ++d) {
    const std::uint32_t z = h.down_tails()[d], to_r = h.down_arcs()[d];
    const std::uint32_t end = h.up_end(z);
    const std::uint32_t z_to_r = up[to_r];
    [[maybe_unused]] const std::uint32_t r_to_z = kSymmetric ? z_to_r : down[to_r];
    if (kSymmetric) {
      if (z_to_r == kFar) continue;
      for (std::uint32_t a = to_r + 1; a < end; ++a) {
        std::uint32_t& arc = up[arc_to[heads[a]]];
        arc = std::min(arc, z_to_r + up[a]);
      }
    } else {
      for (std::uint32_t a = to_r + 1; a < end; ++a) {
        const std::uint32_t arc = arc_to[heads[a]];
        up[arc] = std::min(up[arc], r_to_z + up[a]);
        down[arc] = std::min(down[arc], down[a] + z_to_r);
      }
    }
  }
}

template <bool kSymmetric>
void HierarchyWeights::relax_triangles() {
  const std::size_t n = hierarchy_->vertex_count();
  const auto parts = hierarchy_->parts();
  tbb::enumerable_thread_specific<std::vector<std::uint32_t>> arc_to(
      [n] { return std::vector<std::uint32_t>(n); });
  parallel_for(parts.size(), [&](std::size_t i) {
    auto& mine = arc_to.local();
    for (std::uint32_t r = parts[i].begin; r < parts[i].end; ++r) relax_vertex<kSymmetric>(r, mine);
  });
  for (const std::uint32_t r : hierarchy_->above_parts())
    relax_vertex<kSymmetric>(r, arc_to.local());
}

}  // namespace fangyuan
