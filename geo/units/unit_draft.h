// SPDX-License-Identifier: Apache-2.0
// Steps between a boundary layer and the units. Internal to geo/units.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/crs/frame.h"
#include "geo/io/sources.h"
#include "geo/io/vector_layer.h"
#include "geo/units/boundaries.h"
#include "geo/units/geos.h"

namespace fangyuan {

/// One feature of a boundary layer that is in force and has a valid outline.
struct UnitDraft {
  Tree tree = Tree::legal;
  Level level = Level::county;
  std::string code;  ///< normal; empty: the file has none
  std::string name;
  std::string unit_class;
  std::string parent;  ///< the field's text; empty: none
  std::optional<Date> valid_from, valid_to;
  std::optional<double> published_m2;
  std::optional<Place> seat;
  UnitShape shape;
  std::size_t source = 0;
  std::uint64_t row = 0;
};

/// A ring that had to be repaired.
struct RingRepair {
  std::size_t draft = 0;
  double before_m2 = 0, after_m2 = 0;
  Place where;
};

/// When a row of a layer with a code is valid, in force or not.
struct UnitValidity {
  Tree tree = Tree::legal;
  Level level = Level::county;
  std::string code, name;
  std::optional<Date> from, to;
  std::string path, layer;
  std::uint64_t row = 0;
};

struct UnitDrafts {
  std::vector<UnitDraft> drafts;  ///< by source, then row
  std::vector<RingRepair> repairs;
  std::vector<LayerUse> inputs;
  std::vector<UnitValidity> validities;  ///< by source, then row
};

/// Reads and repairs every layer; problems with single features are told once per layer, counted.
UnitDrafts read_unit_drafts(std::span<const BoundarySource> sources, Date project_date,
                            const Frame& frame, const Geos& geos, Problems& problems);

/// Merges drafts of one code into units, orders layers and units, names what has no name.
/// `unit_of_draft` tells where each draft went; parts of one unit that overlap are united and
/// found.
struct MergedUnits {
  Units units;
  std::vector<UnitShape> shapes;
  std::vector<UnitId> unit_of_draft;
  std::vector<std::string> parent_text;  ///< by UnitId, as the field says
  std::vector<std::size_t> source_of;    ///< by UnitId
  std::vector<BoundaryFinding> findings;
};
MergedUnits merge_units(std::vector<UnitDraft> drafts, std::span<const BoundarySource> sources,
                        const Frame& frame, const Geos& geos, Problems& problems);

/// Fills parent and parent_code: from the parent field, else the code, else the largest overlap.
void hang_units(MergedUnits& merged, std::span<const BoundarySource> sources, const Geos& geos,
                Problems& problems);

/// Overlaps, gaps, lines that differ and parts outside the parent, by layer.
struct TopologyFindings {
  std::vector<BoundaryFinding> findings;
  std::vector<TilingCounts> counts;  ///< by layer
};
TopologyFindings check_topology(const Units& units, std::span<const UnitShape> shapes,
                                const Frame& frame);

/// Published areas and seats, codes against the parent's and against the class.
std::vector<BoundaryFinding> check_records(const Units& units, std::span<const UnitShape> shapes);

/// The layer above in the same tree: the lowest level that is higher.
std::optional<std::size_t> layer_above(const Units& units, std::size_t layer);

/// The shape again in longitude and latitude.
std::vector<PolygonLonLat> lonlat_of(std::span<const PolygonXY> polygons, const Frame& frame);

}  // namespace fangyuan
