// SPDX-License-Identifier: Apache-2.0
#include "core/network/dissection.h"

#include <metis.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>
#include <new>
#include <stdexcept>

namespace fangyuan {
namespace {

/// How many separators METIS tries at each step; the best is kept. More were not better
/// (docs/performance.md).
constexpr idx_t kSeparatorsTried = 5;

/// Neighbours in either direction, each once, without loops.
struct Neighbours {
  std::vector<std::uint32_t> first;
  std::vector<std::uint32_t> heads;

  explicit Neighbours(const ModeGraph& graph) : first(graph.vertex_count() + 1) {
    for (std::size_t v = 0; v < graph.vertex_count(); ++v) {
      const VertexId vertex(v);
      const auto begin = static_cast<std::ptrdiff_t>(heads.size());
      for (const auto& arc : graph.out(vertex)) heads.push_back(arc.head.value());
      for (const auto& arc : graph.in(vertex)) heads.push_back(arc.head.value());
      std::sort(heads.begin() + begin, heads.end());
      heads.erase(std::unique(heads.begin() + begin, heads.end()), heads.end());
      first[v + 1] = static_cast<std::uint32_t>(heads.size());
    }
  }
  std::size_t size() const { return first.size() - 1; }
  std::uint32_t degree(std::uint32_t v) const { return first[v + 1] - first[v]; }
};

/// Takes dead ends off, and then what has become one, until none is left. What is taken is appended
/// to `order`; a component that is a tree goes whole.
std::vector<std::uint8_t> take_dead_ends(const Neighbours& n, std::vector<VertexId>& order) {
  std::vector<std::uint8_t> taken(n.size());
  std::vector<std::uint32_t> left(n.size());
  for (std::uint32_t v = 0; v < n.size(); ++v) left[v] = n.degree(v);
  const auto take = [&](std::uint32_t v) {
    taken[v] = 1;
    order.push_back(VertexId(v));
  };
  for (std::uint32_t v = 0; v < n.size(); ++v)
    if (left[v] == 0) take(v);
  for (std::uint32_t v = 0; v < n.size(); ++v) {
    for (std::uint32_t at = v; taken[at] == 0 && left[at] <= 1;) {
      take(at);
      std::uint32_t next = at;
      for (std::uint32_t i = n.first[at]; i < n.first[at + 1]; ++i)
        if (taken[n.heads[i]] == 0) next = n.heads[i];
      if (next == at) break;  // the last of a tree
      --left[next];
      if (next > v) break;  // its turn comes
      at = next;
    }
  }
  return taken;
}

/// METIS on what is left.
void dissect(const Neighbours& n, const std::vector<std::uint8_t>& taken,
             std::vector<VertexId>& order) {
  std::vector<idx_t> number(n.size(), -1);
  std::vector<VertexId> kept;
  for (std::uint32_t v = 0; v < n.size(); ++v)
    if (taken[v] == 0) {
      number[v] = static_cast<idx_t>(kept.size());
      kept.push_back(VertexId(v));
    }
  if (kept.empty()) return;
  std::vector<idx_t> first{0}, heads;
  for (const VertexId v : kept) {
    for (std::uint32_t i = n.first[v.index()]; i < n.first[v.index() + 1]; ++i)
      if (const idx_t head = number[n.heads[i]]; head >= 0) heads.push_back(head);
    if (heads.size() > static_cast<std::size_t>(std::numeric_limits<idx_t>::max()))
      throw std::length_error("the network has too many arcs to be dissected");
    first.push_back(static_cast<idx_t>(heads.size()));
  }
  std::array<idx_t, METIS_NOPTIONS> options{};
  METIS_SetDefaultOptions(options.data());
  options[METIS_OPTION_SEED] = 1;
  options[METIS_OPTION_COMPRESS] = 0;
  options[METIS_OPTION_NSEPS] = kSeparatorsTried;
  auto count = static_cast<idx_t>(kept.size());
  std::vector<idx_t> permutation(kept.size()), rank(kept.size());
  const int status = METIS_NodeND(&count, first.data(), heads.data(), nullptr, options.data(),
                                  permutation.data(), rank.data());
  if (status == METIS_ERROR_MEMORY) throw std::bad_alloc();
  assert(status == METIS_OK);
  for (const idx_t k : permutation) order.push_back(kept[static_cast<std::size_t>(k)]);
}

}  // namespace

std::vector<VertexId> dissection_order(const ModeGraph& graph) {
  const Neighbours neighbours(graph);
  std::vector<VertexId> order;
  order.reserve(neighbours.size());
  const std::vector<std::uint8_t> taken = take_dead_ends(neighbours, order);
  dissect(neighbours, taken, order);
  assert(order.size() == neighbours.size());
  return order;
}

}  // namespace fangyuan
