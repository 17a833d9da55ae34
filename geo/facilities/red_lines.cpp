// SPDX-License-Identifier: Apache-2.0
#include "geo/facilities/red_lines.h"

#include <fmt/format.h>
#include <ogr_geometry.h>

#include <algorithm>
#include <cmath>

#include "geo/facilities/amount_fields.h"
#include "geo/facilities/row_report.h"
#include "geo/facilities/shapes.h"
#include "geo/units/geos.h"

namespace fangyuan {
namespace {

const std::vector<std::string_view> kFields{"id", "name", "x", "y"};
const std::vector<std::string_view> kAmounts{"land_mu", "land_m2", "land_ha"};

/// A text of a drawing, and where it stands.
struct Label {
  std::string text;
  XY at;
};

class RedLineReader {
 public:
  RedLineReader(const LayerRef& ref, const Frame& frame, const VectorLayer& layer,
                Problems& problems)
      : frame_(frame), layer_(layer), report_(layer, problems) {
    drawing_ = layer.find_column("EntityHandle").has_value();
    id_ = layer.field("id", problems);
    name_ = layer.field("name", problems);
    text_ = layer.find_column("Text");
    amounts_ = amount_columns(layer, kFields, kAmounts, report_, problems);
    source_ = ref.path;
  }

  void read(std::vector<LandFeature>& out) {
    std::vector<LandFeature> found;
    for (const Row& row : layer_.rows)
      if (auto feature = read(row)) found.push_back(*std::move(feature));
    for (LandFeature& f : found) {
      if (const auto label = label_in(f)) {
        if (f.name.empty()) f.name = *label;
        if (f.id.empty()) f.id = *label;
      }
      if (f.id.empty()) f.id = f.name.empty() || drawing_ ? row_id(f.row) : f.name;
      if (f.name.empty()) f.name = f.id;
      out.push_back(std::move(f));
    }
  }

 private:
  static std::optional<std::string> cell(const Row& row, std::optional<std::size_t> column) {
    return column ? row.values[*column] : std::nullopt;
  }
  std::string row_id(std::uint64_t row) const { return fmt::format("{}-{}", layer_.layer, row); }

  void wrong(const char* code, const Row& row, Text rule, std::optional<LonLat> where = {}) {
    report_.row({Severity::error, code, "", cell(row, name_).value_or(cell(row, id_).value_or("")),
                 row.number, std::move(rule), where});
  }

  std::optional<LandFeature> read(const Row& row) {
    const Shape shape = shape_of(row, frame_);
    if (drawing_ && shape.xy.empty() && shape.lines.empty()) {
      const auto text = cell(row, text_);
      if (text && !text->empty() && !shape.points.empty())
        labels_.push_back({*text, shape.points.front().xy});
      return std::nullopt;
    }
    if (shape.empty()) {
      wrong("redline-empty", row, {"没有图形或坐标", "no geometry or coordinates"});
      return std::nullopt;
    }
    if (!shape.lines.empty()) {
      const auto& line = shape.lines.front();
      const double gap = geodesic_mm(line.front().lonlat, line.back().lonlat) / 1000;
      wrong("redline-open", row,
            {fmt::format("红线没有闭合：首尾相距 {:.3f} 米", gap),
             fmt::format("the red line is not closed: its ends are {:.3f} m apart", gap)},
            line.front().lonlat);
      return std::nullopt;
    }
    if (shape.area_before_m2) {
      const auto [where, reason] = flaw_of(row);
      wrong("redline-crosses", row,
            {"红线自相交或不成面（" + reason + "），请在图上改好再送",
             "the red line crosses itself or bounds no area (" + reason +
                 "); please mend the drawing"},
            where ? where : where_is(shape));
      return std::nullopt;
    }
    LandFeature f;
    f.role = LandRole::candidate;
    f.source = source_;
    f.row = row.number;
    f.id = cell(row, id_).value_or("");
    f.name = cell(row, name_).value_or("");
    f.amounts = read_amounts(amounts_, layer_, row, report_);
    f.area_m2 = area_m2(shape);
    for (std::size_t i = 0; i < shape.xy.size(); ++i)
      f.polygons.push_back(
          {shape.xy[i].outer, shape.xy[i].holes, shape.lonlat[i].outer, shape.lonlat[i].holes});
    f.points = shape.points;
    return f;
  }

  /// Where a ring crosses itself, and why GEOS says that it is no polygon.
  std::pair<std::optional<LonLat>, std::string> flaw_of(const Row& row) const {
    std::unique_ptr<OGRGeometry> drawn(row.xy->clone());
    if (const auto* line = dynamic_cast<const OGRLineString*>(row.xy.get())) {
      auto polygon = std::make_unique<OGRPolygon>();
      OGRLinearRing ring;
      ring.addSubLineString(line);
      polygon->addRing(&ring);
      drawn = std::move(polygon);
    }
    const Geos geos;
    const auto flaw = geos.flaw(geos.make(polygons_xy(*drawn)).get());
    if (!flaw) return {std::nullopt, "invalid"};
    return {frame_.to_lonlat(flaw->where), flaw->reason};
  }

  /// The one text that stands in the red line; absent: none or several.
  std::optional<std::string> label_in(const LandFeature& f) const {
    std::vector<PolygonXY> polygons;
    for (const LandPolygon& p : f.polygons) polygons.push_back({p.outer, p.holes});
    if (labels_.empty() || polygons.empty()) return std::nullopt;
    const PolygonIndex index(polygons);
    std::optional<std::string> found;
    for (const Label& label : labels_) {
      if (index.side(label.at) == Side::outside) continue;
      if (found) return std::nullopt;
      found = label.text;
    }
    return found;
  }

  const Frame& frame_;
  const VectorLayer& layer_;
  RowReport report_;
  std::string source_;
  bool drawing_ = false;
  std::optional<std::size_t> id_, name_, text_;
  std::vector<AmountColumn> amounts_;
  std::vector<Label> labels_;
};

}  // namespace

Land read_red_lines(const LayerRef& ref, const Frame& frame, Problems& problems) {
  Land land;
  const VectorLayer layer = read_vector_layer(ref, frame, problems);
  InputUse use;
  use.path = ref.path;
  use.layer = layer.layer;
  use.sha256 = layer.sha256;
  use.features = layer.rows.size();
  land.roles.push_back(LandRole::candidate);
  land.names.emplace_back();
  if (!layer.rows.empty()) RedLineReader(ref, frame, layer, problems).read(land.features);
  use.used = land.features.size();
  use.rejected = use.features - use.used;
  land.inputs.push_back(std::move(use));
  return land;
}

}  // namespace fangyuan
