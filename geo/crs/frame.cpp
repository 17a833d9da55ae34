// SPDX-License-Identifier: Apache-2.0
#include "geo/crs/frame.h"

#include <ogr_spatialref.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>

#include "core/base/problem.h"
#include "geo/crs/projection.h"
#include "geo/io/gdal_scope.h"

namespace fangyuan {
namespace {

[[noreturn]] void refuse(const std::string& crs) {
  throw InputError(Problem{.code = "crs-unknown",
                           .field = "crs",
                           .value = crs,
                           .rule = {"必须是 PROJ 认识的、以米为单位的投影坐标系，如 EPSG:4547",
                                    "must be a projected CRS in metres that PROJ knows, such as "
                                    "EPSG:4547"}});
}

}  // namespace

std::string metric_crs_for(LonLat centre) {
  if (centre.lon >= 73.5 && centre.lon <= 135.1 && centre.lat >= 17 && centre.lat <= 54) {
    const int meridian = std::clamp(3 * static_cast<int>(std::lround(centre.lon / 3)), 75, 135);
    return "EPSG:" + std::to_string(4534 + (meridian - 75) / 3);
  }
  const int zone = std::clamp(static_cast<int>(std::floor((centre.lon + 180) / 6)) + 1, 1, 60);
  return "EPSG:" + std::to_string((centre.lat < 0 ? 32700 : 32600) + zone);
}

struct Frame::Impl {
  std::string crs;
  OGRSpatialReference metric;
  OGRSpatialReference lonlat;
  std::unique_ptr<Projection> projection;
};

Frame::Frame(std::string crs) : impl_(std::make_unique<Impl>()) {
  const GdalScope quiet;
  impl_->metric.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  if (impl_->metric.SetFromUserInput(
          crs.c_str(), OGRSpatialReference::SET_FROM_USER_INPUT_LIMITATIONS_get()) != OGRERR_NONE ||
      !impl_->metric.IsProjected() || std::fabs(impl_->metric.GetLinearUnits() - 1) > 1e-9)
    refuse(crs);
  try {
    impl_->projection = std::make_unique<Projection>(crs);
  } catch (const std::invalid_argument&) {
    refuse(crs);
  }
  impl_->crs = std::move(crs);
  impl_->lonlat.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  impl_->lonlat.SetWellKnownGeogCS("WGS84");
}
Frame::~Frame() = default;

const std::string& Frame::crs() const { return impl_->crs; }
const OGRSpatialReference& Frame::srs() const { return impl_->metric; }
const OGRSpatialReference& Frame::lonlat_srs() const { return impl_->lonlat; }

XY Frame::to_xy(LonLat p) const {
  XY out;
  to_xy(std::span(&p, 1), std::span(&out, 1));
  return out;
}

LonLat Frame::to_lonlat(XY p) const {
  LonLat out;
  to_lonlat(std::span(&p, 1), std::span(&out, 1));
  return out;
}

void Frame::to_xy(std::span<const LonLat> in, std::span<XY> out) const {
  if (impl_->projection->to_xy(in, out) > 0)
    throw std::domain_error("a point cannot be projected to " + impl_->crs);
}

void Frame::to_lonlat(std::span<const XY> in, std::span<LonLat> out) const {
  if (impl_->projection->to_lonlat(in, out) > 0)
    throw std::domain_error("a point cannot be taken back from " + impl_->crs);
}

}  // namespace fangyuan
