// SPDX-License-Identifier: Apache-2.0
#include "geo/facilities/land.h"

#include <fmt/format.h>

#include <algorithm>

#include "geo/facilities/amount_fields.h"
#include "geo/facilities/facility_types.h"
#include "geo/facilities/row_report.h"
#include "geo/facilities/shapes.h"

namespace fangyuan {
namespace {

const std::vector<std::string_view> kFields{"id", "name", "year_built", "quarter", "x", "y"};
const std::vector<std::string_view> kAmounts{"households", "floors",  "area_m2",
                                             "land_mu",    "land_m2", "land_ha"};

std::optional<Quarter> quarter_of(std::string_view word) {
  const std::string w = '|' + fold_word(word) + '|';
  constexpr std::string_view kNew = "|new|新|新建|新建小区|新区|新建城区|新建居住区|";
  constexpr std::string_view kExisting =
      "|old|existing|旧|老|老旧|老旧小区|已建|已建小区|旧城|旧城区|老城区|既有|";
  if (kNew.find(w) != std::string_view::npos) return Quarter::new_built;
  if (kExisting.find(w) != std::string_view::npos) return Quarter::existing;
  return std::nullopt;
}

class LandReader {
 public:
  LandReader(const LandSource& source, const Frame& frame, const VectorLayer& layer,
             Problems& problems)
      : source_(source), frame_(frame), layer_(layer), report_(layer, problems) {
    id_ = layer.field("id", problems);
    name_ = layer.field("name", problems);
    year_ = layer.field("year_built", problems);
    quarter_ = layer.field("quarter", problems);
    amounts_ = amount_columns(layer, kFields, kAmounts, report_, problems);
  }

  std::optional<LandFeature> read(const Row& row) {
    LandFeature f;
    f.role = source_.role;
    f.layer = source_.name;
    f.source = source_.ref.path;
    f.row = row.number;
    f.id = cell(row, id_).value_or(fmt::format("{}-{}", layer_.layer, row.number));
    f.name = cell(row, name_).value_or("");
    f.amounts = read_amounts(amounts_, layer_, row, report_);
    read_age(row, f);
    if (!read_geometry(row, f)) return std::nullopt;
    return f;
  }

 private:
  static std::optional<std::string> cell(const Row& row, std::optional<std::size_t> column) {
    return column ? row.values[*column] : std::nullopt;
  }

  void read_age(const Row& row, LandFeature& f) {
    if (const auto text = cell(row, year_)) {
      if (const auto date = parse_date(*text))
        f.year_built = static_cast<int>(date->year());
      else
        report_.row({Severity::error,
                     "date-text",
                     layer_.columns[*year_],
                     *text,
                     row.number,
                     {"不是年份或日期", "neither a year nor a date"}});
    }
    if (const auto word = cell(row, quarter_)) {
      if (const auto quarter = quarter_of(*word))
        f.quarter = *quarter;
      else
        report_.value({Severity::error,
                       "quarter-bad",
                       layer_.columns[*quarter_],
                       *word,
                       row.number,
                       {"应为 新建 或 老旧（new、existing）", "must be new or existing"}});
    }
  }

  bool read_geometry(const Row& row, LandFeature& f) {
    Shape shape = shape_of(row, frame_);
    if (shape.empty()) {
      report_.row({Severity::warning,
                   "land-empty",
                   "",
                   f.name,
                   row.number,
                   {"没有图形，略去", "no geometry; left out"}});
      return false;
    }
    const bool lines_fit =
        shape.lines.empty() || f.role == LandRole::barrier || f.role == LandRole::exclusion;
    const bool points_fit = shape.points.empty() || f.role == LandRole::candidate;
    if (!lines_fit || !points_fit) {
      report_.row({Severity::error,
                   "land-geometry",
                   "",
                   f.name,
                   row.number,
                   {"用地应是面；只有 barrier、exclusion 可用线，candidate 可用点",
                    "land is polygons; only barriers and exclusions may be lines, candidates "
                    "points"},
                   where_is(shape)});
      return false;
    }
    f.area_m2 = area_m2(shape);
    if (shape.area_before_m2)
      report_.row({Severity::warning,
                   "ring-repaired",
                   "",
                   f.name,
                   row.number,
                   {fmt::format("边界自相交，已修复：{:.1f} → {:.1f} 平方米", *shape.area_before_m2,
                                f.area_m2),
                    fmt::format("the ring crosses itself; repaired: {:.1f} → {:.1f} m²",
                                *shape.area_before_m2, f.area_m2)},
                   where_is(shape)});
    for (std::size_t i = 0; i < shape.xy.size(); ++i)
      f.polygons.push_back({std::move(shape.xy[i].outer), std::move(shape.xy[i].holes),
                            std::move(shape.lonlat[i].outer), std::move(shape.lonlat[i].holes)});
    f.lines = std::move(shape.lines);
    f.points = std::move(shape.points);
    return true;
  }

  const LandSource& source_;
  const Frame& frame_;
  const VectorLayer& layer_;
  RowReport report_;
  std::optional<std::size_t> id_, name_, year_, quarter_;
  std::vector<AmountColumn> amounts_;
};

}  // namespace

bool Land::has(LandRole role) const {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

std::vector<const LandFeature*> Land::of(LandRole role) const {
  std::vector<const LandFeature*> out;
  for (const LandFeature& f : features)
    if (f.role == role) out.push_back(&f);
  return out;
}

Land read_land(std::span<const LandSource> sources, const Frame& frame, Problems& problems) {
  Land land;
  for (const LandSource& source : sources) {
    const VectorLayer layer = read_vector_layer(source.ref, frame, problems);
    InputUse use;
    use.path = source.ref.path;
    use.layer = layer.layer;
    use.sha256 = layer.sha256;
    use.features = layer.rows.size();
    land.roles.push_back(source.role);
    land.names.push_back(source.name);
    if (!layer.rows.empty()) {
      LandReader reader(source, frame, layer, problems);
      for (const Row& row : layer.rows) {
        if (auto feature = reader.read(row)) {
          ++use.used;
          land.features.push_back(*std::move(feature));
        } else {
          ++use.rejected;
        }
      }
    }
    land.inputs.push_back(std::move(use));
  }
  return land;
}

Place place_of(const LandFeature& feature, const Frame& frame) {
  if (!feature.points.empty()) return feature.points.front();
  Shape shape;
  for (const LandPolygon& p : feature.polygons) {
    shape.xy.push_back({p.outer, p.holes});
    shape.lonlat.push_back({p.outer_lonlat, p.holes_lonlat});
  }
  return point_inside(shape, frame);
}

}  // namespace fangyuan
