// SPDX-License-Identifier: Apache-2.0
// Made-up siting instances: towns of very unequal size, many people in few places.
#pragma once

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "core/siting/request.h"

namespace fangyuan::bench {

struct SitingInstance {
  std::vector<SitePair> pairs;
  std::vector<People> people;
  std::size_t sites = 0;
};

struct SitingKind {
  std::size_t points = 5'000, candidates = 0;  ///< 0: every point is a candidate
  double pairs_per_point = 40;                 ///< mean; decides the radius
  double scattered = 0.2;                      ///< share of points that are in no town
  std::uint64_t seed = 1;
};

/// Points lie around 40 towns in a square; a town's share of them is the cube of a chance number,
/// its spread 1 to 7 % of the side; some are scattered evenly. People per point: 1 to 2,000, the
/// cube of a chance number, so that a tenth of the points has half of the people. Candidates lie
/// likewise. The radius is such that a point has so many candidates within it on average: most in
/// the big towns, where circles of near candidates differ by few points. That overlap makes it
/// hard: many choices are nearly alike, and the bound shares people among them. Few pairs per point
/// are easy.
class SitingMaker {
 public:
  explicit SitingMaker(const SitingKind& kind) : kind_(kind), random_(kind.seed) {
    for (int i = 0; i < 40; ++i)
      towns_.push_back({unit(), unit(), 0.01 + 0.06 * unit(), std::pow(unit(), 3) + 0.01});
    for (const Town& t : towns_) shares_ += t.share;
  }

  SitingInstance make() {
    SitingInstance in;
    std::vector<Point> points(kind_.points), candidates(kind_.candidates);
    for (Point& p : points) p = place();
    for (Point& p : candidates) p = place();
    if (candidates.empty()) candidates = points;
    in.sites = candidates.size();
    for (std::size_t i = 0; i < points.size(); ++i)
      in.people.push_back(
          People::from_whole(1 + static_cast<std::int64_t>(2000 * std::pow(unit(), 3))));
    connect(points, candidates, radius_for(points, candidates), in.pairs);
    return in;
  }

 private:
  struct Town {
    double x, y, spread, share;
  };
  struct Point {
    double x, y;
  };
  double unit() { return static_cast<double>(random_() >> 11) * 0x1p-53; }
  Point place() {
    if (unit() < kind_.scattered) return {unit(), unit()};
    double left = unit() * shares_;
    std::size_t town = 0;
    while (town + 1 < towns_.size() && left >= towns_[town].share) left -= towns_[town++].share;
    const double r = towns_[town].spread * std::sqrt(-2 * std::log(1 - unit()));
    const double angle = 6.283185307179586 * unit();
    return {towns_[town].x + r * std::cos(angle), towns_[town].y + r * std::sin(angle)};
  }
  static double square(Point a, Point b) {
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
  }
  double radius_for(const std::vector<Point>& points, const std::vector<Point>& candidates) const {
    std::vector<double> some;
    const std::size_t step = std::max<std::size_t>(1, points.size() / 500);
    for (std::size_t i = 0; i < points.size(); i += step)
      for (const Point& c : candidates) some.push_back(square(points[i], c));
    const auto cut = some.begin() + static_cast<std::ptrdiff_t>(
                                        static_cast<double>(some.size()) * kind_.pairs_per_point /
                                        static_cast<double>(candidates.size()));
    std::nth_element(some.begin(), cut, some.end());
    return std::sqrt(*cut);
  }
  /// Candidates by column, so that a point looks only at those that can be near.
  static void connect(const std::vector<Point>& points, const std::vector<Point>& candidates,
                      double radius, std::vector<SitePair>& pairs) {
    std::vector<std::uint32_t> by_x(candidates.size());
    for (std::uint32_t j = 0; j < by_x.size(); ++j) by_x[j] = j;
    std::ranges::sort(by_x, {}, [&](std::uint32_t j) { return candidates[j].x; });
    for (std::uint32_t i = 0; i < points.size(); ++i) {
      auto at = std::ranges::lower_bound(by_x, points[i].x - radius, {},
                                         [&](std::uint32_t j) { return candidates[j].x; });
      for (; at != by_x.end() && candidates[*at].x <= points[i].x + radius; ++at) {
        const double far = std::sqrt(square(points[i], candidates[*at]));
        if (far <= radius)
          pairs.push_back({i, *at, Cost(static_cast<std::uint32_t>(far / radius * 900'000))});
      }
    }
  }

  SitingKind kind_;
  std::mt19937_64 random_;
  std::vector<Town> towns_;
  double shares_ = 0;
};

}  // namespace fangyuan::bench
