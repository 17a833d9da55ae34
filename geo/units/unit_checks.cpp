// SPDX-License-Identifier: Apache-2.0
// What geo/topology finds in each layer, in the words of boundaries: which units, where, how much.
#include <algorithm>

#include "geo/units/unit_draft.h"

namespace fangyuan {
namespace {

const char* code_of(FaultKind kind) {
  switch (kind) {
    case FaultKind::gap:
      return "unit-gap";
    case FaultKind::overlap:
      return "unit-overlap";
    case FaultKind::outside_parent:
      return "unit-outside-parent";
    case FaultKind::unmatched_line:
      return "line-unmatched";
  }
  return "";
}

class LayerCheck {
 public:
  LayerCheck(const Units& units, std::span<const UnitShape> shapes, std::size_t layer,
             const Frame& frame)
      : units_(units), layer_(layer), frame_(frame) {
    const auto above = layer_above(units, layer);
    std::vector<std::uint32_t> number(units.all.size(), kNobody);
    if (above)
      for (const auto id : units.layers[*above].units) {
        number[id.index()] = static_cast<std::uint32_t>(parents_.size());
        parents_.push_back(id);
        input_.parents.emplace_back(shapes[id.index()].xy);
      }
    for (const auto id : units.layers[layer].units) {
      input_.units.emplace_back(shapes[id.index()].xy);
      const auto parent = units[id].parent;
      input_.parent_of.push_back(parent ? number[parent.index()] : kNobody);
    }
  }

  void find(TopologyFindings& out) const {
    auto report = check_tiling(input_);
    for (auto& fault : report.faults) out.findings.push_back(finding_of(std::move(fault)));
    out.counts.push_back(report);
  }

 private:
  BoundaryFinding finding_of(TilingFault fault) const {
    const auto& ids = units_.layers[layer_].units;
    const auto unit = [&](std::uint32_t i) { return i == kNobody ? UnitId() : ids[i]; };
    const auto parent = fault.parent == kNobody ? UnitId() : parents_[fault.parent];
    BoundaryFinding f;
    f.code = code_of(fault.kind);
    f.layer = layer_;
    f.a = fault.kind == FaultKind::gap ? parent : unit(fault.a);
    f.b = fault.kind == FaultKind::outside_parent ? parent : unit(fault.b);
    for (const PolygonLonLat& part : lonlat_of(fault.shape, frame_))
      f.area_m2 += geodesic_area_m2(std::span(&part, 1));
    f.where = frame_.place(fault.where);
    f.fault = std::make_shared<const TilingFault>(std::move(fault));
    return f;
  }

  const Units& units_;
  std::size_t layer_;
  const Frame& frame_;
  TilingInput input_;
  std::vector<UnitId> parents_;
};

}  // namespace

TopologyFindings check_topology(const Units& units, std::span<const UnitShape> shapes,
                                const Frame& frame) {
  TopologyFindings out;
  for (std::size_t layer = 0; layer < units.layers.size(); ++layer)
    LayerCheck(units, shapes, layer, frame).find(out);
  return out;
}

}  // namespace fangyuan
