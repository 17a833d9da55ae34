// SPDX-License-Identifier: Apache-2.0
#include "geo/topology/noding.h"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <tuple>

#include "core/base/parallel.h"

namespace fangyuan {
namespace {

struct Piece {
  GridPoint low, high;
  std::uint32_t edge = 0;  ///< of the table
  bool turned = false;     ///< runs against it
};

struct Cut {
  std::uint32_t piece;
  GridPoint at;
  friend auto operator<=>(const Cut&, const Cut&) = default;
};

void put_in_order(Piece& p) {
  if (p.low <= p.high) return;
  std::swap(p.low, p.high);
  p.turned = !p.turned;
}

// Ends next to one another become one.
class Weld {
 public:
  explicit Weld(std::span<const Piece> pieces) {
    for (const Piece& p : pieces) {
      points_.push_back(p.low);
      points_.push_back(p.high);
    }
    std::sort(points_.begin(), points_.end());
    points_.erase(std::unique(points_.begin(), points_.end()), points_.end());
    to_.resize(points_.size());
    for (std::size_t i = 0; i < points_.size(); ++i) to_[i] = target(i);
  }
  GridPoint operator()(GridPoint p) const { return points_[to_[index(p)]]; }

 private:
  std::size_t index(GridPoint p) const {
    return static_cast<std::size_t>(std::lower_bound(points_.begin(), points_.end(), p) -
                                    points_.begin());
  }
  // The lowest neighbour before it that stays where it is, else itself.
  std::uint32_t target(std::size_t i) const {
    const GridPoint p = points_[i];
    if (i > 0 && points_[i - 1] == GridPoint{p.x, p.y - 1} && to_[i - 1] == i - 1)
      return static_cast<std::uint32_t>(i - 1);
    for (std::size_t k = index({p.x - 1, p.y - 1});
         k < i && points_[k] <= GridPoint{p.x - 1, p.y + 1}; ++k)
      if (to_[k] == k) return static_cast<std::uint32_t>(k);
    return static_cast<std::uint32_t>(i);
  }

  std::vector<GridPoint> points_;
  std::vector<std::uint32_t> to_;
};

void weld(std::vector<Piece>& pieces) {
  const Weld to(pieces);
  for (Piece& p : pieces) {
    p.low = to(p.low);
    p.high = to(p.high);
    put_in_order(p);
  }
  std::erase_if(pieces, [](const Piece& p) { return p.low == p.high; });
}

// The grid point next to where two segments cross; absent when they do not cross inside both.
bool crossing(const Piece& p, const Piece& q, GridPoint& at) {
  const int a = orientation(p.low, p.high, q.low), b = orientation(p.low, p.high, q.high);
  if (a * b >= 0) return false;
  const Wide c = cross(q.low, q.high, p.low), d = cross(q.low, q.high, p.high);
  if (sign(c) * sign(d) >= 0) return false;
  const auto share = static_cast<long double>(c) / static_cast<long double>(c - d);
  at = {p.low.x + std::llround(share * static_cast<long double>(p.high.x - p.low.x)),
        p.low.y + std::llround(share * static_cast<long double>(p.high.y - p.low.y))};
  return true;
}

// The end of either that is within a step of `at`, else `at`.
GridPoint settled(const Piece& p, const Piece& q, GridPoint at) {
  for (const GridPoint end : {p.low, p.high, q.low, q.high})
    if (std::abs(end.x - at.x) <= 1 && std::abs(end.y - at.y) <= 1) return end;
  return at;
}

// All cuts of pieces i and k against each other.
void cut_pair(std::span<const Piece> pieces, std::uint32_t i, std::uint32_t k,
              std::vector<Cut>& cuts) {
  const Piece &p = pieces[i], &q = pieces[k];
  bool touched = false;
  const auto beside = [&](GridPoint at, std::uint32_t whole) {
    const Piece& w = pieces[whole];
    if (at == w.low || at == w.high) {
      touched = true;
    } else if (beside_segment(at, w.low, w.high)) {
      cuts.push_back({whole, at});
      touched = true;
    }
  };
  beside(q.low, i);
  beside(q.high, i);
  beside(p.low, k);
  beside(p.high, k);
  GridPoint at;
  if (touched || !crossing(p, q, at)) return;
  at = settled(p, q, at);
  if (at != p.low && at != p.high) cuts.push_back({i, at});
  if (at != q.low && at != q.high) cuts.push_back({k, at});
}

// Pieces are in the order of their left ends, so that those which a piece may meet follow it until
// one begins right of it. Long pieces are met by many; they are few on maps.
std::vector<Cut> find_cuts(std::span<const Piece> pieces) {
  constexpr std::size_t kGrain = 4096;
  std::vector<std::vector<Cut>> parts((pieces.size() + kGrain - 1) / kGrain);
  parallel_for(parts.size(), [&](std::size_t part) {
    const std::size_t end = std::min(pieces.size(), (part + 1) * kGrain);
    for (std::size_t i = part * kGrain; i < end; ++i) {
      const auto [y0, y1] = std::minmax(pieces[i].low.y, pieces[i].high.y);
      for (std::size_t k = i + 1; k < pieces.size() && pieces[k].low.x <= pieces[i].high.x + 1;
           ++k) {
        const auto [v0, v1] = std::minmax(pieces[k].low.y, pieces[k].high.y);
        if (v0 <= y1 + 1 && v1 >= y0 - 1)
          cut_pair(pieces, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(k),
                   parts[part]);
      }
    }
  });
  std::vector<Cut> cuts;
  for (const auto& part : parts) cuts.insert(cuts.end(), part.begin(), part.end());
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  return cuts;
}

void apply(const std::vector<Cut>& cuts, std::vector<Piece>& pieces) {
  std::vector<GridPoint> at;
  for (std::size_t i = 0; i < cuts.size();) {
    std::size_t end = i;
    at.clear();
    while (end < cuts.size() && cuts[end].piece == cuts[i].piece) at.push_back(cuts[end++].at);
    const Piece whole = pieces[cuts[i].piece];
    std::sort(at.begin(), at.end(), [&](GridPoint a, GridPoint b) {
      return std::pair(dot(whole.low, whole.high, a), a) <
             std::pair(dot(whole.low, whole.high, b), b);
    });
    at.push_back(whole.high);
    GridPoint from = whole.low;
    for (std::size_t k = 0; k < at.size(); ++k) {
      Piece part{from, at[k], whole.edge, whole.turned};
      from = at[k];
      put_in_order(part);
      if (k == 0)
        pieces[cuts[i].piece] = part;
      else
        pieces.push_back(part);
    }
    i = end;
  }
}

EdgeTable table_of(const EdgeTable& source, std::vector<Piece> pieces) {
  std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    return std::tie(a.low, a.high, a.edge) < std::tie(b.low, b.high, b.edge);
  });
  EdgeTable out;
  for (const Piece& p : pieces) {
    out.points.push_back(p.low);
    out.points.push_back(p.high);
  }
  std::sort(out.points.begin(), out.points.end());
  out.points.erase(std::unique(out.points.begin(), out.points.end()), out.points.end());
  const auto id = [&](GridPoint p) {
    return static_cast<std::uint32_t>(std::lower_bound(out.points.begin(), out.points.end(), p) -
                                      out.points.begin());
  };
  std::vector<EdgeOwner> uses;
  for (std::size_t i = 0; i < pieces.size();) {
    const Piece first = pieces[i];
    uses.clear();
    for (; i < pieces.size() && pieces[i].low == first.low && pieces[i].high == first.high; ++i)
      for (const EdgeOwner& use : source.uses_of(pieces[i].edge))
        uses.push_back({use.owner, pieces[i].turned ? -use.side : use.side});
    std::sort(uses.begin(), uses.end(), [](const EdgeOwner& a, const EdgeOwner& b) {
      return std::tie(a.owner, a.side) < std::tie(b.owner, b.side);
    });
    const auto begin = out.uses.size();
    for (const EdgeOwner& use : uses) {
      if (out.uses.size() > begin && out.uses.back().owner == use.owner)
        out.uses.back().side += use.side;
      else
        out.uses.push_back(use);
    }
    out.uses.erase(std::remove_if(out.uses.begin() + static_cast<std::ptrdiff_t>(begin),
                                  out.uses.end(), [](const EdgeOwner& u) { return u.side == 0; }),
                   out.uses.end());
    if (out.uses.size() > begin)
      out.edges.push_back({id(first.low), id(first.high), static_cast<std::uint32_t>(begin)});
  }
  out.edges.push_back({0, 0, static_cast<std::uint32_t>(out.uses.size())});
  return out;
}

}  // namespace

EdgeTable node_edges(const EdgeTable& table, std::span<const std::uint32_t> chosen) {
  // Rounding moves pieces a little, which may bring them to others; a few rounds settle it. The
  // limit only keeps malicious input from going on: what is then left uncut is below a millimetre.
  constexpr int kRounds = 12;
  std::vector<Piece> pieces;
  pieces.reserve(chosen.size());
  for (const std::uint32_t e : chosen)
    pieces.push_back(
        {table.points[table.edges[e].low], table.points[table.edges[e].high], e, false});
  weld(pieces);
  for (int round = 0; round < kRounds; ++round) {
    std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
      return std::tie(a.low, a.high, a.edge, a.turned) < std::tie(b.low, b.high, b.edge, b.turned);
    });
    const auto cuts = find_cuts(pieces);
    if (cuts.empty()) break;
    apply(cuts, pieces);
    weld(pieces);
  }
  return table_of(table, std::move(pieces));
}

}  // namespace fangyuan
