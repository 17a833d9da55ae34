// SPDX-License-Identifier: Apache-2.0
#include "data/sample/plane.h"

#include "data/sample/prng.h"

namespace fangyuan::sample {
namespace {

__extension__ using Wide = __int128;

int sign(std::int64_t v) { return (v > 0) - (v < 0); }

bool on_segment(Pt p, Pt a, Pt b) {
  return p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x) && p.y >= std::min(a.y, b.y) &&
         p.y <= std::max(a.y, b.y);
}

bool boxes_meet(Pt a, Pt b, Pt c, Pt d) {
  return std::max(a.x, b.x) >= std::min(c.x, d.x) && std::max(c.x, d.x) >= std::min(a.x, b.x) &&
         std::max(a.y, b.y) >= std::min(c.y, d.y) && std::max(c.y, d.y) >= std::min(a.y, b.y);
}

std::int32_t rounded_quotient(Wide num, Wide den) {
  if (den < 0) num = -num, den = -den;
  const Wide twice = 2 * num + den;
  Wide q = twice / (2 * den);
  if (twice < 0 && q * 2 * den != twice) --q;
  return static_cast<std::int32_t>(q);
}

}  // namespace

bool segments_meet(Pt a, Pt b, Pt c, Pt d) {
  if (!boxes_meet(a, b, c, d)) return false;
  const int o1 = sign(cross(a, b, c)), o2 = sign(cross(a, b, d));
  const int o3 = sign(cross(c, d, a)), o4 = sign(cross(c, d, b));
  if (o1 * o2 < 0 && o3 * o4 < 0) return true;
  return (o1 == 0 && on_segment(c, a, b)) || (o2 == 0 && on_segment(d, a, b)) ||
         (o3 == 0 && on_segment(a, c, d)) || (o4 == 0 && on_segment(b, c, d));
}

std::optional<Pt> crossing(Pt a, Pt b, Pt c, Pt d) {
  if (!segments_meet(a, b, c, d)) return std::nullopt;
  const std::int64_t rx = b.x - a.x, ry = b.y - a.y, sx = d.x - c.x, sy = d.y - c.y;
  const std::int64_t den = rx * sy - ry * sx;
  if (den == 0) return std::nullopt;
  const std::int64_t num = std::int64_t{c.x - a.x} * sy - std::int64_t{c.y - a.y} * sx;
  return Pt{a.x + rounded_quotient(Wide{rx} * num, den),
            a.y + rounded_quotient(Wide{ry} * num, den)};
}

double distance_to_segment(Pt p, Pt a, Pt b) {
  const double dx = b.x - a.x, dy = b.y - a.y;
  const double len2 = dx * dx + dy * dy;
  if (len2 == 0) return distance(p, a);
  const double t = std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / len2, 0.0, 1.0);
  const double ex = a.x + t * dx - p.x, ey = a.y + t * dy - p.y;
  return std::sqrt(ex * ex + ey * ey);
}

double distance_to_line(Pt p, std::span<const Pt> line) {
  double best = 1e18;
  for (std::size_t i = 0; i + 1 < line.size(); ++i)
    best = std::min(best, distance_to_segment(p, line[i], line[i + 1]));
  return best;
}

bool lines_meet(std::span<const Pt> a, std::span<const Pt> b) {
  for (std::size_t i = 0; i + 1 < a.size(); ++i)
    for (std::size_t j = 0; j + 1 < b.size(); ++j)
      if (segments_meet(a[i], a[i + 1], b[j], b[j + 1])) return true;
  return false;
}

bool inside(Pt p, std::span<const Pt> ring) {
  bool in = false;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Pt a = ring[i], b = ring[(i + 1) % ring.size()];
    if ((a.y > p.y) == (b.y > p.y)) continue;
    const std::int64_t side = cross(a, b, p);
    if ((b.y > a.y) == (side > 0)) in = !in;
  }
  return in;
}

std::vector<Pt> bend(std::uint64_t seed, Pt a, Pt b, double strength) {
  if (b < a) {
    auto line = bend(seed, b, a, strength);
    std::reverse(line.begin(), line.end());
    return line;
  }
  std::vector<Pt> line{a, b};
  double length = distance(a, b);
  if (length < 1000) return line;
  static constexpr int kPerMille[] = {70, 60, 45, 35, 30};
  for (std::size_t depth = 0; depth < 5 && (depth == 0 || length > 2500); ++depth, length /= 2) {
    std::vector<Pt> finer;
    const auto room = static_cast<std::int32_t>(kPerMille[depth] * strength);
    for (std::size_t k = 0; k + 1 < line.size(); ++k) {
      const Pt p = line[k], q = line[k + 1];
      Rng rng(hash_of(seed, 7, p.x, p.y, q.x, q.y));
      const std::int64_t shift = rng.between(-room, room);
      const Pt m = middle(p, q);
      finer.push_back(p);
      finer.push_back({m.x - static_cast<std::int32_t>((q.y - p.y) * shift / 1000),
                       m.y + static_cast<std::int32_t>((q.x - p.x) * shift / 1000)});
    }
    finer.push_back(line.back());
    line = std::move(finer);
  }
  return line;
}

Direction2 direction(Pt from, Pt to) {
  const double len = distance(from, to);
  if (len == 0) return {};
  return {static_cast<double>(to.x - from.x) / len, static_cast<double>(to.y - from.y) / len};
}

Pt offset(Pt p, Direction2 u, double a, double b) {
  return {p.x + static_cast<std::int32_t>(std::floor(u.x * a - u.y * b + 0.5)),
          p.y + static_cast<std::int32_t>(std::floor(u.y * a + u.x * b + 0.5))};
}

}  // namespace fangyuan::sample
