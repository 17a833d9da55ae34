// SPDX-License-Identifier: Apache-2.0
#include <cassert>

#include "core/network/network.h"

namespace fangyuan {
namespace {

bool moves_at_its_own_speed(Mode mode) { return mode != Mode::car; }

Cost cost_of(const Edge& edge, float kmh, Mode mode, double speed_mps, Metric metric) {
  if (!(kmh > 0)) return Cost::not_reached();
  if (metric == Metric::length) return Cost(edge.length_mm);
  return moves_at_its_own_speed(mode) ? edge_ms(edge.length_mm, speed_mps)
                                      : edge_ms_at_kmh(edge.length_mm, double{kmh});
}

/// Turns counts per row into first positions.
void accumulate(std::vector<std::uint32_t>& first) {
  std::uint32_t sum = 0;
  for (std::uint32_t& f : first) {
    const std::uint32_t count = f;
    f = sum;
    sum += count;
  }
}

}  // namespace

ModeGraph::ModeGraph(const Network& network, Mode mode, double speed_mps, Metric metric)
    : network_(&network),
      mode_(mode),
      metric_(metric),
      out_first_(network.vertices.size() + 1),
      in_first_(network.vertices.size() + 1),
      forward_(network.edges.size()),
      backward_(network.edges.size()) {
  assert(speed_mps > 0);
  const auto& use = network.use[static_cast<std::size_t>(mode)];
  assert(use.empty() || use.size() == network.edges.size());
  for (std::size_t e = 0; e < use.size(); ++e) {
    const Edge& edge = network.edges[e];
    assert(edge.u != edge.v);
    assert(edge.u.index() < network.vertices.size() && edge.v.index() < network.vertices.size());
    forward_[e] = cost_of(edge, use[e].forward_kmh, mode, speed_mps, metric);
    backward_[e] = cost_of(edge, use[e].backward_kmh, mode, speed_mps, metric);
    if (forward_[e].reached()) ++out_first_[edge.u.index()], ++in_first_[edge.v.index()];
    if (backward_[e].reached()) ++out_first_[edge.v.index()], ++in_first_[edge.u.index()];
  }
  accumulate(out_first_);
  accumulate(in_first_);
  out_.resize(out_first_.back());
  in_.resize(in_first_.back());
  std::vector<std::uint32_t> next_out = out_first_, next_in = in_first_;
  const auto add_arc = [&](VertexId from, VertexId to, EdgeId e, Cost cost) {
    if (!cost.reached()) return;
    out_[next_out[from.index()]++] = {to, e, cost};
    in_[next_in[to.index()]++] = {from, e, cost};
  };
  for (std::size_t e = 0; e < use.size(); ++e) {
    const Edge& edge = network.edges[e];
    add_arc(edge.u, edge.v, EdgeId(e), forward_[e]);
    add_arc(edge.v, edge.u, EdgeId(e), backward_[e]);
  }
}

}  // namespace fangyuan
