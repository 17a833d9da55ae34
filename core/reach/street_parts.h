// SPDX-License-Identifier: Apache-2.0
// What it costs to move along part of one street.
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/base/cost.h"
#include "core/network/network.h"
#include "core/study/service.h"

namespace fangyuan {

/// From offset `place` to offset `source` along the edge (back, with from_facility), without
/// leaving it. Not reached: the mode may not use it that way. At one point, or between the two ends
/// of an edge without length, either direction will do.
inline Cost cost_along(const ModeGraph& graph, EdgeId e, std::uint32_t place, std::uint32_t source,
                       Direction direction) {
  const bool to = direction == Direction::to_facility;
  const std::uint32_t from = to ? place : source, till = to ? source : place;
  const std::uint32_t length = graph.network().edges[e.index()].length_mm;
  const auto part = [&](Cost whole) {
    return whole.reached() ? Cost(part_of_edge(whole, std::max(from, till), length) -
                                  part_of_edge(whole, std::min(from, till), length))
                           : Cost();
  };
  if (from < till) return part(graph.forward(e));
  if (from > till) return part(graph.backward(e));
  return std::min(part(graph.forward(e)), part(graph.backward(e)));
}

/// Costs between a place on a street and the street's two ends.
struct EndCosts {
  Cost u, v;
};

/// For a place that is looked up: to the ends with to_facility, from them with from_facility. An
/// end's cost is not reached where the mode may not use the street between them that way, even if
/// the place lies at that end: it belongs to the street, not to the junction.
inline EndCosts end_costs_of_place(const ModeGraph& graph, EdgeId e, std::uint32_t offset_mm,
                                   Direction direction) {
  const bool to = direction == Direction::to_facility;
  const std::uint32_t length = graph.network().edges[e.index()].length_mm;
  const Cost towards_v = to ? graph.forward(e) : graph.backward(e);
  const Cost towards_u = to ? graph.backward(e) : graph.forward(e);
  EndCosts costs;
  if (towards_v.reached()) {  // f(L) is the whole; on an edge without length every part is 0
    const std::uint32_t whole = length == 0 ? 0 : towards_v.value();
    costs.v = Cost(whole - part_of_edge(towards_v, offset_mm, length));
  }
  if (towards_u.reached()) costs.u = Cost(part_of_edge(towards_u, offset_mm, length));
  return costs;
}

/// For a place that is searched from: from the ends with to_facility, to them with from_facility.
inline EndCosts end_costs_of_source(const ModeGraph& graph, EdgeId e, std::uint32_t offset_mm,
                                    Direction direction) {
  const bool to = direction == Direction::to_facility;
  const std::uint32_t length = graph.network().edges[e.index()].length_mm;
  EndCosts costs;
  if ((to ? graph.forward(e) : graph.backward(e)).reached())
    costs.u = cost_along(graph, e, 0, offset_mm, direction);
  if ((to ? graph.backward(e) : graph.forward(e)).reached())
    costs.v = cost_along(graph, e, length, offset_mm, direction);
  return costs;
}

}  // namespace fangyuan
