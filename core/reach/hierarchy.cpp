// SPDX-License-Identifier: Apache-2.0
#include "core/reach/hierarchy.h"

#include <algorithm>
#include <cassert>

#include "core/network/dissection.h"

namespace fangyuan {
namespace {

constexpr std::uint32_t kNone = Hierarchy::EdgeArc::kNone;

template <class Visit>
void for_each_neighbour(const ModeGraph& graph, VertexId v, const Visit& visit) {
  for (const auto& arc : graph.out(v)) visit(arc.head);
  for (const auto& arc : graph.in(v)) visit(arc.head);
}

/// Parents in the elimination tree, by positions in the order (Liu 1990, with path compression).
std::vector<std::uint32_t> elimination_tree(const ModeGraph& graph, std::span<const VertexId> order,
                                            const std::vector<std::uint32_t>& position) {
  std::vector<std::uint32_t> parent(order.size(), kNone), ancestor(order.size(), kNone);
  for (std::uint32_t at = 0; at < order.size(); ++at)
    for_each_neighbour(graph, order[at], [&](VertexId w) {
      std::uint32_t below = position[w.index()];
      while (below < at) {
        const std::uint32_t next = ancestor[below];
        ancestor[below] = at;
        if (next == kNone) parent[below] = at;
        below = next;  // kNone ends it
      }
    });
  return parent;
}

/// Positions in post-order: a vertex's subtree, children in their order, then the vertex.
std::vector<std::uint32_t> post_order(const std::vector<std::uint32_t>& parent) {
  const auto n = static_cast<std::uint32_t>(parent.size());
  std::vector<std::uint32_t> first_child(n, kNone), next_sibling(n, kNone), result, stack;
  std::uint32_t roots = kNone;  // a list, like children
  for (std::uint32_t at = n; at-- > 0;) {
    std::uint32_t& list = parent[at] == kNone ? roots : first_child[parent[at]];
    next_sibling[at] = list;
    list = at;
  }
  result.reserve(n);
  for (std::uint32_t root = roots; root != kNone; root = next_sibling[root]) {
    stack.push_back(root);
    while (!stack.empty()) {
      const std::uint32_t at = stack.back();
      if (const std::uint32_t child = first_child[at]; child != kNone) {
        first_child[at] = next_sibling[child];
        stack.push_back(child);
      } else {
        result.push_back(at);
        stack.pop_back();
      }
    }
  }
  return result;
}

}  // namespace

Hierarchy::Hierarchy(const ModeGraph& graph) : Hierarchy(graph, dissection_order(graph)) {}

Hierarchy::Hierarchy(const ModeGraph& graph, std::span<const VertexId> order) {
  assert(order.size() == graph.vertex_count());
  number(graph, order);
  eliminate(graph);
  look_down();
  divide();
  place_edges(graph);
}

std::vector<VertexId> Hierarchy::order() const {
  std::vector<VertexId> order;
  order.reserve(vertex_.size());
  for (const std::uint32_t v : vertex_) order.emplace_back(v);
  return order;
}

void Hierarchy::number(const ModeGraph& graph, std::span<const VertexId> order) {
  std::vector<std::uint32_t> position(order.size(), kNone);
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    assert(position[order[i].index()] == kNone);
    position[order[i].index()] = i;
  }
  rank_.resize(order.size());
  for (const std::uint32_t i : post_order(elimination_tree(graph, order, position))) {
    rank_[order[i].index()] = static_cast<std::uint32_t>(vertex_.size());
    vertex_.push_back(order[i].value());
  }
}

void Hierarchy::eliminate(const ModeGraph& graph) {
  const auto n = static_cast<std::uint32_t>(vertex_.size());
  std::vector<std::uint32_t> seen(n, kNone), first_child(n, kNone), next_sibling(n, kNone), row;
  first_up_.reserve(n + 1);
  first_up_.push_back(0);
  heads_.reserve(graph.arc_count());
  for (std::uint32_t r = 0; r < n; ++r) {
    row.clear();
    const auto join = [&](std::uint32_t head) {
      if (head <= r || seen[head] == r) return;
      seen[head] = r;
      row.push_back(head);
    };
    for_each_neighbour(graph, VertexId(vertex_[r]), [&](VertexId w) { join(rank_[w.index()]); });
    for (std::uint32_t child = first_child[r]; child != kNone; child = next_sibling[child])
      for (std::uint32_t a = first_up_[child]; a < first_up_[child + 1]; ++a) join(heads_[a]);
    std::sort(row.begin(), row.end());
    heads_.insert(heads_.end(), row.begin(), row.end());
    first_up_.push_back(static_cast<std::uint32_t>(heads_.size()));
    if (row.empty()) continue;
    next_sibling[r] = first_child[row.front()];
    first_child[row.front()] = r;
  }
}

void Hierarchy::look_down() {
  const std::size_t n = vertex_.size();
  first_down_.assign(n + 1, 0);
  for (const std::uint32_t head : heads_) ++first_down_[head + 1];
  for (std::size_t r = 0; r < n; ++r) first_down_[r + 1] += first_down_[r];
  down_tails_.resize(heads_.size());
  down_arcs_.resize(heads_.size());
  std::vector<std::uint32_t> next(first_down_.begin(), first_down_.end() - 1);
  for (std::uint32_t r = 0; r < n; ++r)
    for (std::uint32_t a = first_up_[r]; a < first_up_[r + 1]; ++a) {
      const std::uint32_t at = next[heads_[a]]++;
      down_tails_[at] = r;
      down_arcs_[at] = a;
    }
}

void Hierarchy::divide() {
  constexpr std::uint32_t kParts = 32, kLeast = 1024;
  const auto n = static_cast<std::uint32_t>(vertex_.size());
  const std::uint32_t most = std::max(kLeast, n / kParts);
  std::vector<std::uint32_t> below(n, 1);  // size of the subtree
  for (std::uint32_t r = 0; r < n; ++r)
    if (const std::uint32_t p = parent(r); p != kNone) below[p] += below[r];
  for (std::uint32_t r = 0; r < n; ++r) {
    if (below[r] > most) {
      above_parts_.push_back(r);
      continue;
    }
    // Only the largest subtrees that are small enough; then no part needs another.
    if (const std::uint32_t p = parent(r); p != kNone && below[p] <= most) continue;
    const Part part{r + 1 - below[r], r + 1};
    if (!parts_.empty() && parts_.back().end == part.begin &&
        part.end - parts_.back().begin <= most)
      parts_.back().end = part.end;
    else
      parts_.push_back(part);
  }
}

std::uint32_t Hierarchy::find_arc(std::uint32_t lower, std::uint32_t higher) const {
  const auto begin = heads_.begin() + first_up_[lower], end = heads_.begin() + first_up_[lower + 1];
  const auto it = std::lower_bound(begin, end, higher);
  return it != end && *it == higher ? static_cast<std::uint32_t>(it - heads_.begin()) : kNone;
}

void Hierarchy::place_edges(const ModeGraph& graph) {
  const Network& network = graph.network();
  edge_arc_.resize(network.edges.size());
  for (std::size_t e = 0; e < edge_arc_.size(); ++e) {
    const EdgeId edge(e);
    if (!graph.forward(edge).reached() && !graph.backward(edge).reached()) continue;
    const std::uint32_t u = rank_[network.edges[e].u.index()],
                        v = rank_[network.edges[e].v.index()];
    edge_arc_[e] = {find_arc(std::min(u, v), std::max(u, v)), u < v};
    assert(edge_arc_[e].arc != kNone);
  }
}

}  // namespace fangyuan
