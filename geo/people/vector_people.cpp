// SPDX-License-Identifier: Apache-2.0
// Points and polygons with counts.
#include <ogr_geometry.h>

#include "geo/io/totals_row.h"
#include "geo/people/row_counts.h"

namespace fangyuan {
namespace {

// The points of a geometry, in order; empty when it holds anything else.
std::vector<Place> points_of(const OGRGeometry& xy, const OGRGeometry& lonlat) {
  const auto kind = wkbFlatten(xy.getGeometryType());
  if (kind == wkbPoint) {
    const auto *a = xy.toPoint(), *b = lonlat.toPoint();
    if (a->IsEmpty()) return {};
    return {{{b->getX(), b->getY()}, {a->getX(), a->getY()}}};
  }
  std::vector<Place> out;
  if (kind == wkbMultiPoint)
    for (int i = 0; i < xy.toMultiPoint()->getNumGeometries(); ++i)
      for (const auto& p : points_of(*xy.toMultiPoint()->getGeometryRef(i),
                                     *lonlat.toMultiPoint()->getGeometryRef(i)))
        out.push_back(p);
  return out;
}

class VectorReader {
 public:
  VectorReader(const PeopleReading& reading, const VectorLayer& layer)
      : in_(reading), report_(layer, reading.problems) {}

  /// Leaves out a sum of the other rows: its people are counted already.
  bool is_sum(const Row& row) {
    if (row.lonlat) return false;
    const auto word = totals_word(row);
    if (!word) return false;
    tell_totals_row(row, "", *word, report_);
    ++rejected;
    return true;
  }

  void take(const Row& row, std::vector<People> counts) {
    if (row.xy && row.lonlat) {
      if (const auto points = points_of(*row.xy, *row.lonlat); !points.empty()) {
        std::vector<People> shares(counts.size());
        for (std::size_t i = 0; i < points.size(); ++i) {
          for (std::size_t g = 0; g < counts.size(); ++g)
            shares[g] = even_share(counts[g], points.size(), i);
          in_.draft.add_cell(points[i], shares);
        }
        ++used;
        return;
      }
      if (const auto area = valid_area(row); !area.empty()) {
        const auto cells = in_.placement.cells_of(area);
        in_.draft.add_area(cells.points, counts, UnitId(), in_.frame);
        ++used;
        return;
      }
    }
    report_.row({Severity::warning,
                 "people-no-place",
                 "",
                 "",
                 row.number,
                 {"没有坐标或不是点、面，人数记为未定位",
                  "has no coordinates, or is neither point nor area: its people are unlocated"}});
    in_.draft.add_unlocated(
        {in_.source.ref.path, row.number, "", UnmatchedRow::Why::no_place, std::move(counts)},
        UnitId());
    ++rejected;
  }

  RowReport& report() { return report_; }
  std::uint64_t used = 0, rejected = 0;

 private:
  std::vector<PolygonXY> valid_area(const Row& row) {
    auto area = polygons_xy(*row.xy);
    if (area.empty()) return area;
    const auto shape = geos_.make(area);
    const auto flaw = geos_.flaw(shape.get());
    if (!flaw) return area;
    area = geos_.polygons(geos_.make_valid(shape.get()).get());
    report_.row({Severity::warning,
                 "ring-repaired",
                 "",
                 "",
                 row.number,
                 {"图形无效（自相交等），已修复", "the outline was not valid and was repaired"},
                 in_.frame.to_lonlat(flaw->where)});
    return area;
  }

  const PeopleReading& in_;
  RowReport report_;
  Geos geos_;
};

}  // namespace

void read_vector_people(const PeopleReading& in) {
  auto layer = read_vector_layer(in.source.ref, in.frame, in.problems);
  LayerUse use{in.source.ref.path, layer.layer, layer.sha256, layer.rows.size(), 0, 0};
  if (!layer.rows.empty() && !layer.has_geometry) {
    Problem p;
    p.code = "people-no-geometry";
    p.file = in.source.ref.path;
    p.layer = layer.layer;
    p.rule = {
        "表里没有坐标；请写 join = \"code\" 或 \"name\" 与 level，或在 fields 里写明 x、y",
        "the table has no coordinates: write join = \"code\" or \"name\" and level, or name x "
        "and y in fields"};
    in.problems.error(std::move(p));
  } else if (!layer.columns.empty()) {  // also without rows: what is wrong is told at once
    RowCounts counts(layer, in.groups, in.draft.groups(), in.problems);
    if (counts.complete()) {
      VectorReader reader(in, layer);
      for (const auto& row : layer.rows)
        if (!reader.is_sum(row)) reader.take(row, counts.read(row, reader.report()));
      counts.tell_empty(reader.report());
      use.used = reader.used;
      use.rejected = reader.rejected;
    }
  }
  in.draft.add_input(std::move(use));
}

}  // namespace fangyuan
