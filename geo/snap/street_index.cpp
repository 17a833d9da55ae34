// SPDX-License-Identifier: Apache-2.0
#include "geo/snap/street_index.h"

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/iterator/function_output_iterator.hpp>
#include <cmath>
#include <limits>

#include "core/network/copies.h"
#include "geo/roads/checks.h"

namespace fangyuan {
namespace {

namespace bg = boost::geometry;
namespace bgi = boost::geometry::index;
using Corner = bg::model::d2::point_xy<float>;
using Box = bg::model::box<Corner>;

constexpr std::uint32_t kSegmentsPerRun = 8;

/// Boxes are kept as floats around a common origin, rounded outwards.
struct BoxedRun {
  Box box;
  StreetRun run;
};
struct BoxOfRun {
  using result_type = const Box&;
  result_type operator()(const BoxedRun& r) const { return r.box; }
};

float round_down(double v) {
  const auto f = static_cast<float>(v);
  return std::nextafter(f, -std::numeric_limits<float>::infinity());
}
float round_up(double v) {
  const auto f = static_cast<float>(v);
  return std::nextafter(f, std::numeric_limits<float>::infinity());
}

Box box_around(XY min, XY max, XY origin) {
  return {{round_down(min.x - origin.x), round_down(min.y - origin.y)},
          {round_up(max.x - origin.x), round_up(max.y - origin.y)}};
}

XY middle_of(const Network& network) {
  if (network.vertices.empty()) return {};
  XY min = network.vertices.front().xy, max = min;
  for (const Place& p : network.vertices) {
    min = {std::min(min.x, p.xy.x), std::min(min.y, p.xy.y)};
    max = {std::max(max.x, p.xy.x), std::max(max.y, p.xy.y)};
  }
  return {(min.x + max.x) / 2, (min.y + max.y) / 2};
}

}  // namespace

struct StreetIndex::Impl {
  const Network* network = nullptr;
  XY origin;
  bgi::rtree<BoxedRun, bgi::rstar<16>, BoxOfRun> runs;
};

StreetIndex::StreetIndex(const Network& network, Mode mode, double island_m, bool copies)
    : impl_(std::make_unique<Impl>()) {
  impl_->network = &network;
  impl_->origin = middle_of(network);
  const std::vector<EdgeUse>& use = network.use[static_cast<std::size_t>(mode)];
  const Components components = components_of(network, mode);
  std::vector<BoxedRun> runs;
  std::vector<bool> left_out(network.edges.size());
  for (std::size_t e = 0; e < network.edges.size(); ++e)
    if (is_copy(network.edges[e]))
      left_out[copies ? copied_street(network.edges[e]).index() : e] = true;
  for (std::size_t e = 0; e < network.edges.size(); ++e) {
    if (left_out[e]) continue;
    if (!(use[e].forward_kmh > 0 || use[e].backward_kmh > 0)) continue;
    const std::uint32_t component = components.of_vertex[network.edges[e].u.index()];
    if (static_cast<double>(components.length_mm[component]) < island_m * 1000) continue;
    const std::span<const Place> shape = network.shape_of(EdgeId(e));
    const auto segments = static_cast<std::uint32_t>(shape.size() - 1);
    for (std::uint32_t first = 0; first < segments; first += kSegmentsPerRun) {
      const std::uint32_t count = std::min(kSegmentsPerRun, segments - first);
      XY min = shape[first].xy, max = min;
      for (const Place& p : shape.subspan(first, count + 1)) {
        min = {std::min(min.x, p.xy.x), std::min(min.y, p.xy.y)};
        max = {std::max(max.x, p.xy.x), std::max(max.y, p.xy.y)};
      }
      runs.push_back({box_around(min, max, impl_->origin), {EdgeId(e), first, count}});
    }
  }
  impl_->runs = decltype(impl_->runs)(runs.begin(), runs.end());
}

StreetIndex::~StreetIndex() = default;
StreetIndex::StreetIndex(StreetIndex&&) noexcept = default;

void StreetIndex::find(XY min, XY max, std::vector<StreetRun>& out) const {
  out.clear();
  impl_->runs.query(bgi::intersects(box_around(min, max, impl_->origin)),
                    boost::make_function_output_iterator(
                        [&](const BoxedRun& found) { out.push_back(found.run); }));
}

const Network& StreetIndex::network() const { return *impl_->network; }
bool StreetIndex::empty() const { return impl_->runs.empty(); }

std::uint32_t offset_mm(const Network& network, EdgeId edge, std::uint32_t segment, double t) {
  const std::span<const std::uint32_t> mm = network.shape_mm_of(edge);
  const std::uint32_t begin = mm[segment], length = mm[segment + 1] - begin;
  const auto along = static_cast<std::uint32_t>(t * static_cast<double>(length) + 0.5);
  return std::min(begin + along, network.edges[edge.index()].length_mm);
}

}  // namespace fangyuan
