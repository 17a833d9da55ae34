// SPDX-License-Identifier: Apache-2.0
#include "data/sample/geopackage.h"

#include <cpl_conv.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <stdexcept>

namespace fangyuan::sample {
namespace {

constexpr const char* kFixedDate = "2025-12-31T00:00:00.000Z";

/// Sets a GDAL option of this thread and puts the old value back.
class ThreadOption {
 public:
  ThreadOption(const char* key, const char* value) : key_(key) {
    if (const char* old = CPLGetThreadLocalConfigOption(key, nullptr)) old_ = old, had_ = true;
    CPLSetThreadLocalConfigOption(key, value);
  }
  ~ThreadOption() { CPLSetThreadLocalConfigOption(key_, had_ ? old_.c_str() : nullptr); }
  ThreadOption(const ThreadOption&) = delete;
  ThreadOption& operator=(const ThreadOption&) = delete;

 private:
  const char* key_;
  std::string old_;
  bool had_ = false;
};

OGRSpatialReference srs_of(int epsg) {
  OGRSpatialReference srs;
  if (srs.importFromEPSG(epsg) != OGRERR_NONE)
    throw std::runtime_error("sample: PROJ does not know EPSG:" + std::to_string(epsg));
  srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return srs;
}

/// From one CRS to another, for one thread.
class Way {
 public:
  Way(int from, int to)
      : from_(srs_of(from)),
        to_(srs_of(to)),
        go_(OGRCreateCoordinateTransformation(&from_, &to_)) {}
  XY go(XY p) const {
    if (!go_ || !go_->Transform(1, &p.x, &p.y))
      throw std::runtime_error("sample: a point cannot be transformed");
    return p;
  }

 private:
  OGRSpatialReference from_, to_;
  std::unique_ptr<OGRCoordinateTransformation> go_;
};

}  // namespace

Coordinates project_coordinates() {
  return {4547, [](Pt p) { return XY{easting(p), northing(p)}; }};
}

LonLat lonlat_of(Pt p) {
  thread_local const Way way(4547, 4490);
  const XY at = way.go({easting(p), northing(p)});
  return {at.x, at.y};
}

Pt plane_of(LonLat p) {
  thread_local const Way way(4490, 4547);
  const XY at = way.go({p.lon, p.lat});
  return {dm(at.x - kEasting0), dm(at.y - kNorthing0)};
}

Coordinates shifted_coordinates(Datum datum) {
  return {4490, [datum](Pt p) {
            const LonLat at = shift_datum(datum, lonlat_of(p));
            return XY{at.lon, at.lat};
          }};
}

Coordinates degree_coordinates() {
  return {4490, [](Pt p) {
            const LonLat at = lonlat_of(p);
            return XY{at.lon, at.lat};
          }};
}

struct LayerWriter::Impl {
  LayerFile file;
  ThreadOption date{"OGR_CURRENT_DATE", kFixedDate};
  ThreadOption sync{"OGR_SQLITE_SYNCHRONOUS", "OFF"};
  OGRSpatialReference srs;
  GDALDatasetUniquePtr data;
  OGRLayer* layer = nullptr;
  std::vector<Field> fields;
  bool failed = false;

  void begin(const std::string& name, OGRwkbGeometryType type, const std::vector<Field>& f) {
    CPLStringList options;
    if (*file.encoding) options.SetNameValue("ENCODING", file.encoding);
    if (std::string_view(file.driver) == "ESRI Shapefile")
      options.SetNameValue("DBF_DATE_LAST_UPDATE", "2025-12-31");
    layer = data->CreateLayer(name.c_str(), &srs, type, options.List());
    if (!layer) throw std::runtime_error("sample: cannot create layer " + name);
    fields = f;
    for (const auto& field : fields) {
      OGRFieldDefn defn(field.name.c_str(), field.kind == FieldKind::text      ? OFTString
                                            : field.kind == FieldKind::integer ? OFTInteger64
                                                                               : OFTReal);
      if (layer->CreateField(&defn) != OGRERR_NONE)
        throw std::runtime_error("sample: cannot create field " + field.name);
    }
  }

  void add(std::unique_ptr<OGRGeometry> geometry, const std::vector<Value>& values) {
    OGRFeature feature(layer->GetLayerDefn());
    for (int i = 0; i < static_cast<int>(values.size()); ++i) {
      const Value& v = values[static_cast<std::size_t>(i)];
      if (const auto* text = std::get_if<std::string>(&v))
        feature.SetField(i, text->c_str());
      else if (const auto* whole = std::get_if<std::int64_t>(&v))
        feature.SetField(i, static_cast<GIntBig>(*whole));
      else if (const auto* real = std::get_if<double>(&v))
        feature.SetField(i, *real);
    }
    feature.SetGeometryDirectly(geometry.release());
    failed |= layer->CreateFeature(&feature) != OGRERR_NONE;
  }

  void fill(OGRSimpleCurve& curve, const std::vector<Pt>& points) const {
    curve.setNumPoints(static_cast<int>(points.size()), FALSE);
    for (std::size_t k = 0; k < points.size(); ++k) {
      const XY p = file.coordinates.of(points[k]);
      curve.setPoint(static_cast<int>(k), p.x, p.y);
    }
  }
};

LayerWriter::LayerWriter(LayerFile file) : impl_(std::make_unique<Impl>()) {
  impl_->file = std::move(file);
  impl_->srs = srs_of(impl_->file.coordinates.epsg);
  GDALAllRegister();
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(impl_->file.driver);
  std::error_code ignored;
  std::filesystem::remove(impl_->file.path, ignored);
  if (driver)
    impl_->data.reset(driver->Create(impl_->file.path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  if (!impl_->data) throw std::runtime_error("sample: cannot write " + impl_->file.path.string());
  impl_->data->StartTransaction();
}

LayerWriter::~LayerWriter() = default;

void LayerWriter::begin_polygons(const std::string& layer, const std::vector<Field>& fields) {
  impl_->begin(layer, wkbMultiPolygon, fields);
}
void LayerWriter::begin_lines(const std::string& layer, const std::vector<Field>& fields) {
  impl_->begin(layer, wkbLineString, fields);
}
void LayerWriter::begin_points(const std::string& layer, const std::vector<Field>& fields) {
  impl_->begin(layer, wkbPoint, fields);
}

void LayerWriter::add(const std::vector<Tiling::Polygon>& parts, const std::vector<Value>& values) {
  auto multi = std::make_unique<OGRMultiPolygon>();
  for (const auto& part : parts) {
    auto polygon = std::make_unique<OGRPolygon>();
    const auto add_ring = [&](const std::vector<Pt>& points) {
      auto ring = std::make_unique<OGRLinearRing>();
      impl_->fill(*ring, points);
      polygon->addRingDirectly(ring.release());
    };
    add_ring(part.outer);
    for (const auto& hole : part.holes) add_ring(hole);
    multi->addGeometryDirectly(polygon.release());
  }
  impl_->add(std::move(multi), values);
}

void LayerWriter::add(const std::vector<Pt>& line, const std::vector<Value>& values) {
  auto string = std::make_unique<OGRLineString>();
  impl_->fill(*string, line);
  impl_->add(std::move(string), values);
}

void LayerWriter::add(Pt point, const std::vector<Value>& values) {
  const XY p = impl_->file.coordinates.of(point);
  impl_->add(std::make_unique<OGRPoint>(p.x, p.y), values);
}

void LayerWriter::close() {
  impl_->failed |= impl_->data->CommitTransaction() == OGRERR_FAILURE;
  CPLErrorReset();
  impl_->data.reset();
  if (impl_->failed || CPLGetLastErrorType() >= CE_Failure)
    throw std::runtime_error("sample: cannot write " + impl_->file.path.string());
}

}  // namespace fangyuan::sample
