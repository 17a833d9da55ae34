// SPDX-License-Identifier: Apache-2.0
#include "geo/crs/projection.h"

#include <proj.h>

#include <cassert>
#include <cmath>
#include <limits>
#include <mutex>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace fangyuan {
namespace {

struct ContextDelete {
  void operator()(PJ_CONTEXT* c) const { proj_context_destroy(c); }
};
struct PjDelete {
  void operator()(PJ* p) const { proj_destroy(p); }
};
using ContextPtr = std::unique_ptr<PJ_CONTEXT, ContextDelete>;
using PjPtr = std::unique_ptr<PJ, PjDelete>;

/// One thread's way between the CRS and longitude/latitude. The context outlives what it made.
struct Way {
  ContextPtr context;
  PjPtr forward;  ///< CRS → longitude/latitude
};

ContextPtr quiet_context() {
  ContextPtr c(proj_context_create());
  if (!c) throw std::bad_alloc();
  proj_log_level(c.get(), PJ_LOG_NONE);
  proj_context_set_enable_network(c.get(), 0);
  return c;
}

/// WGS 84 and CGCS2000 differ by less than a metre: taken as one (domain.md 3.4).
bool same_as_wgs84(PJ_CONTEXT* c, const PJ* geodetic) {
  PjPtr datum(proj_crs_get_datum_forced(c, geodetic));
  const char* raw = datum ? proj_get_name(datum.get()) : nullptr;
  const std::string_view name = raw ? raw : "";
  for (const std::string_view known : {"World Geodetic System 1984", "WGS_1984", "WGS 84", "WGS84",
                                       "China 2000", "China_2000", "CGCS2000", "CGCS_2000"})
    if (name.find(known) != std::string_view::npos) return true;
  return false;
}

PJ_COORD coord(double a, double b) { return proj_coord(a, b, 0, HUGE_VAL); }
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

}  // namespace

struct Projection::Impl {
  std::string definition;
  std::string name;
  bool geographic = false;
  bool same_datum = false;
  std::mutex mutex;
  std::vector<Way> idle;

  Way make(bool first) {
    Way way{quiet_context(), nullptr};
    PJ_CONTEXT* c = way.context.get();
    PjPtr crs(proj_create(c, definition.c_str()));
    if (crs && proj_get_type(crs.get()) == PJ_TYPE_COMPOUND_CRS)
      crs.reset(proj_crs_get_sub_crs(c, crs.get(), 0));
    if (crs && proj_get_type(crs.get()) == PJ_TYPE_BOUND_CRS)
      crs.reset(proj_get_source_crs(c, crs.get()));
    const PJ_TYPE type = crs ? proj_get_type(crs.get()) : PJ_TYPE_UNKNOWN;
    const bool degrees = type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
    if (!degrees && type != PJ_TYPE_PROJECTED_CRS)
      throw std::invalid_argument("not a horizontal CRS: " + definition);
    PjPtr geodetic(proj_crs_get_geodetic_crs(c, crs.get()));
    if (first) {
      const char* raw_name = proj_get_name(crs.get());
      name = raw_name ? raw_name : "";
      geographic = degrees;
      same_datum = geodetic && same_as_wgs84(c, geodetic.get());
    }
    PjPtr target(same_datum ? geodetic.release() : proj_create(c, "EPSG:4326"));
    PjPtr raw(target ? proj_create_crs_to_crs_from_pj(c, crs.get(), target.get(), nullptr, nullptr)
                     : nullptr);
    if (raw) way.forward.reset(proj_normalize_for_visualization(c, raw.get()));
    if (!way.forward) throw std::invalid_argument("PROJ has no way to EPSG:4326: " + definition);
    return way;
  }

  Way borrow() {
    {
      const std::scoped_lock lock(mutex);
      if (!idle.empty()) {
        Way way = std::move(idle.back());
        idle.pop_back();
        return way;
      }
    }
    return make(false);
  }
  void give_back(Way way) {
    const std::scoped_lock lock(mutex);
    idle.push_back(std::move(way));
  }
};

Projection::Projection(const std::string& definition) : impl_(std::make_unique<Impl>()) {
  impl_->definition = definition;
  impl_->idle.push_back(impl_->make(true));
}
Projection::~Projection() = default;

const std::string& Projection::name() const { return impl_->name; }
bool Projection::geographic() const { return impl_->geographic; }
bool Projection::same_datum() const { return impl_->same_datum; }
bool Projection::identity() const { return impl_->geographic && impl_->same_datum; }

std::size_t Projection::to_lonlat(std::span<const XY> in, std::span<LonLat> out) const {
  assert(in.size() == out.size());
  std::size_t failed = 0;
  Way way = impl_->borrow();
  for (std::size_t i = 0; i < in.size(); ++i) {
    const PJ_COORD r = proj_trans(way.forward.get(), PJ_FWD, coord(in[i].x, in[i].y));
    const bool fine = std::isfinite(r.xy.x) && std::isfinite(r.xy.y);
    out[i] = fine ? LonLat{r.xy.x, r.xy.y} : LonLat{kNone, kNone};
    failed += fine ? 0 : 1;
  }
  impl_->give_back(std::move(way));
  return failed;
}

std::size_t Projection::to_xy(std::span<const LonLat> in, std::span<XY> out) const {
  assert(in.size() == out.size());
  std::size_t failed = 0;
  Way way = impl_->borrow();
  for (std::size_t i = 0; i < in.size(); ++i) {
    const PJ_COORD r = proj_trans(way.forward.get(), PJ_INV, coord(in[i].lon, in[i].lat));
    const bool fine = std::isfinite(r.xy.x) && std::isfinite(r.xy.y);
    out[i] = fine ? XY{r.xy.x, r.xy.y} : XY{kNone, kNone};
    failed += fine ? 0 : 1;
  }
  impl_->give_back(std::move(way));
  return failed;
}

}  // namespace fangyuan
