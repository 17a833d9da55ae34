// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "core/base/parallel.h"
#include "geo/crs/frame.h"
#include "geo/roads/hilbert.h"
#include "geo/roads/raw_network.h"

namespace fangyuan {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
constexpr float kGateKmh = 10;  // of a connector without length: any speed would do

/// A line between two cuts, or the passage between the two sides of a blocked point.
struct Piece {
  std::uint32_t u = 0;  // draft vertex numbers
  std::uint32_t v = 0;
  std::size_t first_ref = 0;  // into refs_
  std::size_t ref_count = 0;
  std::size_t line = 0;  // kNoLine: a passage
  RawLine passage;
};
constexpr std::size_t kNoLine = std::numeric_limits<std::size_t>::max();

class Builder {
 public:
  Builder(const RawNetwork& raw, Problems& problems) : raw_(raw), problems_(problems) {}

  Network build() {
    clean_lines();
    count_uses();
    settle_blocks();
    cut();
    pass_blocks();
    number_vertices();
    fill();
    drop_too_long();
    return std::move(network_);
  }

 private:
  // Consecutive equal points become one.
  void clean_lines() {
    refs_.reserve(raw_.refs.size());
    lines_.reserve(raw_.lines.size());
    std::uint64_t degenerate = 0;
    std::optional<LonLat> where;
    for (const RawLine& line : raw_.lines) {
      RawLine clean = line;
      clean.first_ref = refs_.size();
      for (std::size_t i = 0; i < line.ref_count; ++i) {
        const auto ref = raw_.refs[line.first_ref + i];
        if (refs_.size() == clean.first_ref || refs_.back() != ref) refs_.push_back(ref);
      }
      clean.ref_count = refs_.size() - clean.first_ref;
      if (clean.ref_count < 2) {
        if (degenerate++ == 0 && clean.ref_count == 1) where = raw_.points[refs_.back()].lonlat;
        refs_.resize(clean.first_ref);
        continue;
      }
      lines_.push_back(clean);
    }
    if (degenerate > 0)
      problems_.warning({.code = "road-degenerate",
                         .rule = {"道路的点全部重合，没有长度，已略去",
                                  "roads whose points all coincide were left out"},
                         .count = degenerate,
                         .where = where});
  }

  // How many line arms leave each point; from two lines on, or at an end, it is a vertex.
  void count_uses() {
    uses_.assign(raw_.points.size(), 0);
    const auto use = [this](std::uint32_t point, int n) {
      uses_[point] = static_cast<std::uint8_t>(std::min(2, uses_[point] + n));
    };
    for (const RawLine& line : lines_) {
      for (std::size_t i = 1; i + 1 < line.ref_count; ++i) use(refs_[line.first_ref + i], 1);
      use(refs_[line.first_ref], 2);
      use(refs_[line.first_ref + line.ref_count - 1], 2);
    }
  }

  struct Block {
    RawBlock raw;
    std::array<std::uint32_t, kModes> arms{};
    ModeMask passing = 0;                 // modes that go through
    std::vector<std::uint32_t> vertices;  // one per arm
  };

  // A block matters only where a mode that it stops would otherwise pass.
  void settle_blocks() {
    block_of_.assign(raw_.blocks.empty() ? 0 : raw_.points.size(), kNone);
    if (raw_.blocks.empty()) return;
    for (const RawBlock& b : raw_.blocks) {
      auto& number = block_of_[b.point];
      if (number == kNone) {
        number = static_cast<std::uint32_t>(blocks_.size());
        blocks_.push_back({.raw = b, .arms = {}, .passing = 0, .vertices = {}});
      } else {
        blocks_[number].raw.modes |= b.modes;
      }
    }
    for (const RawLine& line : lines_)
      for (std::size_t i = 0; i < line.ref_count; ++i) {
        const auto number = block_of_[refs_[line.first_ref + i]];
        if (number == kNone) continue;
        const bool inside = i > 0 && i + 1 < line.ref_count;
        for (std::size_t m = 0; m < kModes; ++m)
          if (line.use[m] != EdgeUse{}) blocks_[number].arms[m] += inside ? 2 : 1;
      }
    for (Block& b : blocks_) {
      ModeMask stopped = 0;
      for (std::size_t m = 0; m < kModes; ++m) {
        if (b.arms[m] < 2) continue;
        const ModeMask mode = bit(static_cast<Mode>(m));
        (b.raw.modes & mode) != 0 ? stopped |= mode : b.passing |= mode;
      }
      if (stopped == 0)
        block_of_[b.raw.point] = kNone;
      else
        uses_[b.raw.point] = 2;
    }
  }

  std::uint32_t new_vertex(std::uint32_t point) {
    point_of_.push_back(point);
    return static_cast<std::uint32_t>(point_of_.size() - 1);
  }
  std::uint32_t vertex_at(std::uint32_t point) {
    if (!block_of_.empty() && block_of_[point] != kNone) {
      const auto v = new_vertex(point);
      blocks_[block_of_[point]].vertices.push_back(v);
      return v;
    }
    auto& v = vertex_of_[point];
    if (v == kNone) v = new_vertex(point);
    return v;
  }

  void cut() {
    vertex_of_.assign(raw_.points.size(), kNone);
    for (std::size_t l = 0; l < lines_.size(); ++l) {
      const RawLine& line = lines_[l];
      std::size_t begin = line.first_ref;
      for (std::size_t i = 1; i < line.ref_count; ++i) {
        const std::size_t end = line.first_ref + i;
        if (uses_[refs_[end]] < 2) continue;
        add_piece(l, begin, end);
        begin = end;
      }
    }
  }

  void add_piece(std::size_t line, std::size_t begin, std::size_t end) {
    const auto u = vertex_at(refs_[begin]);
    const auto v = vertex_at(refs_[end]);
    if (u != v) {
      pieces_.push_back({u, v, begin, end - begin + 1, line, {}});
      return;
    }
    const std::size_t middle = begin + (end - begin) / 2;  // not an end: a loop has ≥ 3 points
    const auto w = vertex_at(refs_[middle]);
    pieces_.push_back({u, w, begin, middle - begin + 1, line, {}});
    pieces_.push_back({w, v, middle, end - middle + 1, line, {}});
  }

  // The sides of a blocked point are joined for those who may pass.
  void pass_blocks() {
    for (const Block& b : blocks_) {
      if (b.passing == 0 || b.vertices.size() < 2) continue;
      RawLine passage;
      passage.source_id = b.raw.source_id;
      passage.road_class = kBarrierClass;
      for (std::size_t m = 0; m < kModes; ++m)
        if ((b.passing & bit(static_cast<Mode>(m))) != 0) passage.use[m] = {kGateKmh, kGateKmh};
      const std::size_t ref = refs_.size();
      refs_.insert(refs_.end(), {b.raw.point, b.raw.point});
      for (std::size_t i = 1; i < b.vertices.size(); ++i)
        pieces_.push_back({b.vertices[0], b.vertices[i], ref, 2, kNoLine, passage});
    }
  }

  void number_vertices() {
    std::vector<XY> at(point_of_.size());
    for (std::size_t i = 0; i < at.size(); ++i) at[i] = raw_.points[point_of_[i]].xy;
    const std::vector<std::uint32_t> order = hilbert_order(at);
    std::vector<std::uint32_t> number(order.size());
    network_.vertices.reserve(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
      number[order[i]] = static_cast<std::uint32_t>(i);
      network_.vertices.push_back(raw_.points[point_of_[order[i]]]);
    }
    for (Piece& p : pieces_) {
      p.u = number[p.u];
      p.v = number[p.v];
    }
    std::stable_sort(pieces_.begin(), pieces_.end(), [](const Piece& a, const Piece& b) {
      return std::minmax(a.u, a.v) < std::minmax(b.u, b.v);
    });
  }

  const RawLine& line_of(const Piece& p) const {
    return p.line == kNoLine ? p.passage : lines_[p.line];
  }

  void fill() {
    Network& n = network_;
    n.classes = raw_.classes;
    n.edges.reserve(pieces_.size());
    std::size_t points = 0;
    for (const Piece& p : pieces_) points += p.ref_count;
    n.shape.reserve(points);
    for (auto& use : n.use) use.reserve(pieces_.size());
    for (const Piece& p : pieces_) {
      const RawLine& line = line_of(p);
      const auto first_shape = n.shape.size();
      for (std::size_t i = 0; i < p.ref_count; ++i) {
        const Place& place = raw_.points[refs_[p.first_ref + i]];
        // Two OSM nodes at one place: the later one is no shape point, but the last one stays.
        const bool repeats = n.shape.size() > first_shape && n.shape.back().xy == place.xy;
        if (repeats && i + 1 < p.ref_count) continue;
        if (repeats && n.shape.size() > first_shape + 1) n.shape.pop_back();
        n.shape.push_back(place);
      }
      n.edges.push_back({.u = VertexId(p.u),
                         .v = VertexId(p.v),
                         .first_shape = static_cast<std::uint32_t>(first_shape),
                         .shape_count = static_cast<std::uint32_t>(n.shape.size() - first_shape),
                         .road_class = line.road_class,
                         .source_id = line.source_id});
      for (std::size_t m = 0; m < kModes; ++m) n.use[m].push_back(line.use[m]);
    }
    name_passages();
    n.shape_mm.resize(n.shape.size());
    parallel_ranges(n.edges.size(), 1024, [&n](std::size_t begin, std::size_t end) {
      for (std::size_t e = begin; e != end; ++e) measure(n, n.edges[e]);
    });
  }

  void name_passages() {
    std::uint16_t number = kBarrierClass;
    for (Edge& e : network_.edges) {
      if (e.road_class != kBarrierClass) continue;
      if (number == kBarrierClass) {
        number = static_cast<std::uint16_t>(network_.classes.size());
        network_.classes.emplace_back("barrier");
      }
      e.road_class = number;
    }
  }

  // Unrounded geodesics are added up and each sum is rounded once.
  static void measure(Network& n, Edge& edge) {
    double sum_mm = 0;
    n.shape_mm[edge.first_shape] = 0;
    for (std::uint32_t i = 1; i < edge.shape_count; ++i) {
      const std::uint32_t at = edge.first_shape + i;
      sum_mm += geodesic_mm(n.shape[at - 1].lonlat, n.shape[at].lonlat);
      n.shape_mm[at] =
          sum_mm < kTooLongMm ? static_cast<std::uint32_t>(std::llround(sum_mm)) : kNone;
    }
    edge.length_mm = n.shape_mm[edge.first_shape + edge.shape_count - 1];
  }

  void drop_too_long() {
    Network& n = network_;
    const auto long_edge = [](const Edge& e) { return e.length_mm == kNone; };
    const auto first = std::find_if(n.edges.begin(), n.edges.end(), long_edge);
    if (first == n.edges.end()) return;
    problems_.warning(
        {.code = "edge-too-long",
         .rule = {"一段道路超过 4294 公里，坐标恐有误，已略去",
                  "a road piece is longer than 4,294 km: coordinates are wrong; left out"},
         .count = static_cast<std::uint64_t>(std::count_if(first, n.edges.end(), long_edge)),
         .where = n.shape[first->first_shape].lonlat});
    // Their shape stays in the arrays, unused: this is not a case worth saving memory for.
    for (auto& use : n.use) {
      std::size_t i = 0;
      std::erase_if(use, [&](const EdgeUse&) { return long_edge(n.edges[i++]); });
    }
    std::erase_if(n.edges, long_edge);
  }

  static constexpr double kTooLongMm = 4294967294.0;
  static constexpr std::uint16_t kBarrierClass = std::numeric_limits<std::uint16_t>::max();

  const RawNetwork& raw_;
  Problems& problems_;
  std::vector<std::uint32_t> refs_;
  std::vector<RawLine> lines_;
  std::vector<std::uint8_t> uses_;       // by point, at most 2
  std::vector<std::uint32_t> block_of_;  // by point; empty: no blocks at all
  std::vector<Block> blocks_;
  std::vector<std::uint32_t> vertex_of_;  // by point
  std::vector<std::uint32_t> point_of_;   // by draft vertex
  std::vector<Piece> pieces_;
  Network network_;
};

}  // namespace

Network build_network(const RawNetwork& raw, Problems& problems) {
  return Builder(raw, problems).build();
}

}  // namespace fangyuan
