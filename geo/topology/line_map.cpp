// SPDX-License-Identifier: Apache-2.0
#include "geo/topology/line_map.h"

#include <algorithm>
#include <numeric>

namespace fangyuan {
namespace {

class Tracer {
 public:
  explicit Tracer(const EdgeTable& table)
      : table_(table), first_(table.points.size() + 1, 0), taken_(table.size(), false) {
    for (std::size_t e = 0; e < table.size(); ++e) {
      ++first_[table.edges[e].low + 1];
      ++first_[table.edges[e].high + 1];
    }
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    at_.resize(first_.back());
    auto next = first_;
    for (std::uint32_t e = 0; e < table.size(); ++e) {
      at_[next[table.edges[e].low]++] = e;
      at_[next[table.edges[e].high]++] = e;
    }
  }

  LineMap trace() {
    LineMap out;
    for (std::uint32_t v = 0; v < table_.points.size(); ++v)
      if (is_node(v)) {
        for (const std::uint32_t e : edges_at(v))
          if (!taken_[e]) out.lines.push_back(follow(v, e));
        add_junction(v, out.junctions);
      }
    for (std::uint32_t e = 0; e < table_.size(); ++e)
      if (!taken_[e]) out.lines.push_back(follow(table_.edges[e].low, e));
    return out;
  }

 private:
  std::span<const std::uint32_t> edges_at(std::uint32_t v) const {
    return std::span(at_).subspan(first_[v], first_[v + 1] - first_[v]);
  }

  // Two edges that go on with the same units on the same sides: seen from v, one's sides are the
  // other's turned.
  bool is_node(std::uint32_t v) const {
    const auto edges = edges_at(v);
    if (edges.size() != 2) return !edges.empty();
    const auto a = table_.uses_of(edges[0]), b = table_.uses_of(edges[1]);
    if (a.size() != b.size()) return true;
    const int turn =
        (table_.edges[edges[0]].low == v) == (table_.edges[edges[1]].low == v) ? -1 : 1;
    for (std::size_t i = 0; i < a.size(); ++i)
      if (a[i].owner != b[i].owner || a[i].side != turn * b[i].side) return true;
    return false;
  }

  MapLine follow(std::uint32_t from, std::uint32_t edge) {
    MapLine line;
    const int turn = table_.edges[edge].low == from ? 1 : -1;
    for (const EdgeOwner& use : table_.uses_of(edge))
      line.uses.push_back({use.owner, turn * use.side});
    line.points.push_back(from);
    std::uint32_t v = from;
    for (;;) {
      taken_[edge] = true;
      v = table_.edges[edge].low == v ? table_.edges[edge].high : table_.edges[edge].low;
      line.points.push_back(v);
      if (v == from || is_node(v)) return line;
      const auto edges = edges_at(v);
      edge = edges[0] == edge ? edges[1] : edges[0];
    }
  }

  void add_junction(std::uint32_t v, std::vector<Junction>& out) const {
    const auto edges = edges_at(v);
    if (edges.size() < 3) return;
    Junction junction;
    junction.point = v;
    for (const std::uint32_t e : edges) {
      std::int32_t sum = 0;
      for (const EdgeOwner& use : table_.uses_of(e)) {
        junction.units.push_back(use.owner);
        sum += use.side;
      }
      junction.outside = junction.outside || sum != 0;
    }
    std::sort(junction.units.begin(), junction.units.end());
    junction.units.erase(std::unique(junction.units.begin(), junction.units.end()),
                         junction.units.end());
    if (junction.units.size() + (junction.outside ? 1U : 0U) >= 3) out.push_back(junction);
  }

  const EdgeTable& table_;
  std::vector<std::uint32_t> first_, at_;  ///< edges by point
  std::vector<bool> taken_;
};

}  // namespace

LineMap make_line_map(const EdgeTable& table) { return Tracer(table).trace(); }

}  // namespace fangyuan
