// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/coverage/nearest.h"
#include "geo/facilities/land_distance.h"
#include "geo/people/centre_grid.h"
#include "sim/siting/candidates.h"

namespace fangyuan {
namespace {

/// Pieces of land with their boxes, widened by the buffer.
class Exclusions {
 public:
  void add(const LandFeature& feature, double buffer_m) {
    constexpr double kFar = 1e300;
    Piece piece{&feature, buffer_m, {kFar, kFar}, {-kFar, -kFar}};
    const auto take = [&](XY p) {
      piece.min = {std::min(piece.min.x, p.x - buffer_m), std::min(piece.min.y, p.y - buffer_m)};
      piece.max = {std::max(piece.max.x, p.x + buffer_m), std::max(piece.max.y, p.y + buffer_m)};
    };
    for (const LandPolygon& polygon : feature.polygons) std::ranges::for_each(polygon.outer, take);
    for (const auto& line : feature.lines)
      for (const Place& p : line) take(p.xy);
    for (const Place& p : feature.points) take(p.xy);
    pieces_.push_back(piece);
  }
  /// Null: none holds the place or is nearer to it than its buffer.
  const LandFeature* find(const Place& place) const {
    Facility site;
    site.place = place;
    for (const Piece& piece : pieces_) {
      const XY p = place.xy;
      if (p.x < piece.min.x || p.x > piece.max.x || p.y < piece.min.y || p.y > piece.max.y)
        continue;
      if (land_distance_m(*piece.feature, site, piece.buffer_m)) return piece.feature;
    }
    return nullptr;
  }

 private:
  struct Piece {
    const LandFeature* feature;
    double buffer_m;
    XY min, max;
  };
  std::vector<Piece> pieces_;
};

class Finder {
 public:
  Finder(const SiteRequest& request, const Service& service, const Study& study, Problems& problems)
      : r_(request), service_(service), study_(study), problems_(problems) {}

  std::vector<Candidate> run() {
    for (const CandidateSource& source : r_.candidates) {
      if (source.layer) {
        LandSource land;
        land.ref = *source.layer;
        land.role = LandRole::candidate;
        const Land read = read_land(std::span(&land, 1), *study_.frame, problems_);
        for (const LandFeature& f : read.features) of_land(source, f);
      } else if (source.land) {
        for (const LandFeature* f : study_.land.of(LandRole::candidate))
          if (source.land->empty() || f->layer == *source.land) of_land(source, *f);
      } else if (source.step_m) {
        grid(source);
      } else if (!source.points.empty()) {
        points(source);
      } else {
        facilities(source);
      }
    }
    exclude();
    return std::move(found_);
  }

 private:
  Status counting_status() const {
    const auto& s = service_.statuses;
    return std::find(s.begin(), s.end(), Status::in_use) != s.end() || s.empty() ? Status::in_use
                                                                                 : s.front();
  }
  std::string new_type() const {
    return r_.type.empty() ? service_.facility_types.front() : r_.type;
  }

  Candidate& open(const CandidateSource& source, std::string id, std::string name, GivenPlace at,
                  const Place& place) {
    OpenSite action;
    action.site.id = id;
    action.site.name = name;
    action.site.type = new_type();
    action.site.status = counting_status();
    action.site.amounts = r_.amounts;
    action.at = at;
    Candidate c;
    c.id = std::move(id);
    c.name = std::move(name);
    c.where = source.where;
    c.price = source.price;
    c.place = place;
    c.edit = {r_.file, source.where, "", "", std::move(action)};
    return found_.emplace_back(std::move(c));
  }

  void of_land(const CandidateSource& source, const LandFeature& f) {
    const LonLat at = place_of(f, *study_.frame).lonlat;
    Candidate& c =
        open(source, f.id, f.name.empty() ? f.id : f.name, {at, {}}, study_.frame->place(at));
    const auto price = f.amounts.find("price");
    if (price == f.amounts.end()) return;
    if (price->second.millionths() % Amount::kPerUnit != 0 || price->second < Amount()) {
      Problem p;
      p.code = "value-bad";
      p.file = f.source;
      p.field = "price";
      p.value = f.id + ": " + price->second.to_string();
      p.rule = {"价格应为不小于 0 的整数", "prices must be whole numbers of at least 0"};
      problems_.error(std::move(p));
      return;
    }
    c.price = price->second.millionths() / Amount::kPerUnit;
  }

  void grid(const CandidateSource& source) {
    std::vector<PolygonXY> ground;
    if (source.over == "units") {
      for (const UnitLayer& layer : study_.boundaries.units.layers) {
        for (const UnitId u : layer.units) {
          const auto& xy = study_.boundaries.shapes[u.index()].xy;
          ground.insert(ground.end(), xy.begin(), xy.end());
        }
        break;  // the highest level is all of it
      }
    } else {
      const LandRole role = source.over == "buildable"     ? LandRole::buildable
                            : source.over == "residential" ? LandRole::residential
                                                           : LandRole::estate;
      for (const LandFeature* f : study_.land.of(role))
        for (const LandPolygon& p : f->polygons) ground.push_back({p.outer, p.holes});
    }
    for (const Centre c : centres_of(source, ground)) {
      const XY xy = centre_point(c, *source.step_m);
      const std::string id = fmt::format("grid-{:.0f}-{:.0f}", xy.x, xy.y);
      if (!grid_ids_.insert(id).second) continue;
      open(source, id, name_at(xy, id), {{}, xy}, study_.frame->place(xy));
    }
  }

  /// In any piece of the ground, and in the ring where there is one.
  std::set<Centre> centres_of(const CandidateSource& source, const std::vector<PolygonXY>& ground) {
    std::set<Centre> centres;  // pieces may overlap
    if (source.within.empty()) {
      if (!bounded(source, ground)) return centres;
      for (const PolygonXY& piece : ground)
        for (const Centre c : centres_inside(std::span(&piece, 1), *source.step_m))
          centres.insert(c);
      return centres;
    }
    std::vector<PolygonXY> ring(1);
    for (const LonLat p : source.within)
      if (const auto place = place_at({p, {}}, source, "within", ""))
        ring.front().outer.push_back(place->xy);
    if (ring.front().outer.size() < source.within.size()) return centres;
    ring.front().outer.push_back(ring.front().outer.front());
    if (!bounded(source, ring)) return centres;
    const CentreMask mask(ground, *source.step_m);
    for (const Centre c : centres_inside(ring, *source.step_m))
      if (mask.has(c)) centres.insert(c);
    return centres;
  }

  /// Absent, and told: PROJ cannot place it.
  std::optional<Place> place_at(const GivenPlace& at, const CandidateSource& source,
                                const char* field, const std::string& id) {
    try {
      return at.xy ? study_.frame->place(*at.xy) : study_.frame->place(*at.lonlat);
    } catch (const std::domain_error&) {
      Problem p;
      p.code = "edit-place";
      p.file = r_.file;
      p.layer = source.where;
      p.field = field;
      p.value = id;
      p.rule = {"这个位置无法换算到项目坐标系", "PROJ cannot place it"};
      problems_.error(std::move(p));
      return std::nullopt;
    }
  }

  /// Whether the grid has so few points that they can be looked at; else it is told.
  bool bounded(const CandidateSource& source, const std::vector<PolygonXY>& ground) {
    const double most = r_.most_in_grid;
    double area_m2 = 0;
    for (const PolygonXY& p : ground) area_m2 += std::abs(ring_area_m2(p.outer));
    const double points = area_m2 / (*source.step_m * *source.step_m);
    if (points <= most) return true;
    Problem p;
    p.code = "site-too-large";
    p.file = r_.file;
    p.layer = source.where;
    p.field = "grid_m";
    p.value = fmt::format("{:.0f}", points);
    p.rule = {
        fmt::format("格网点太多，至多 {:.0f} 个；请加大 grid_m", most),
        fmt::format("too many points in the grid, {:.0f} at most; take a larger grid_m", most)};
    problems_.error(std::move(p));
    return false;
  }

  static double ring_area_m2(const std::vector<XY>& ring) {
    double twice = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const XY a = ring[i], b = ring[(i + 1) % ring.size()];
      twice += (a.x - ring[0].x) * (b.y - ring[0].y) - (b.x - ring[0].x) * (a.y - ring[0].y);
    }
    return twice / 2;
  }

  void points(const CandidateSource& source) {
    for (std::size_t i = 0; i < source.points.size(); ++i) {
      const CandidatePoint& p = source.points[i];
      const auto place = place_at(p.at, source, "points", p.id);
      if (!place) continue;
      Candidate& c = open(source, p.id, p.name, p.at, *place);
      c.edit.where = fmt::format("{}.points[{}]", source.where, i);
      if (p.price) c.price = p.price;
    }
  }

  /// The legal units below the county that hold the place; the id where there are none.
  std::string name_at(XY xy, const std::string& id) const {
    const Units& units = study_.boundaries.units;
    std::string name;
    for (std::size_t l = 0; l < units.layers.size(); ++l) {
      if (units.layers[l].tree != Tree::legal || units.layers[l].level <= Level::county) continue;
      if (const UnitId u = study_.boundaries.locate(l, xy)) name += units[u].name;
    }
    return name.empty() ? id : name;
  }

  void facilities(const CandidateSource& source) {
    UnitId unit;
    if (!source.unit.empty()) {
      unit = unit_called(source);
      if (!unit) return;
    }
    for (const Facility& f : study_.facilities.all) {
      if (std::none_of(source.types.begin(), source.types.end(),
                       [&](const auto& t) { return f.serves_as(t); }))
        continue;
      if (!source.statuses.empty() && std::find(source.statuses.begin(), source.statuses.end(),
                                                f.status) == source.statuses.end())
        continue;
      if (unit && std::find(f.unit_of.begin(), f.unit_of.end(), unit) == f.unit_of.end()) continue;
      if (!facility_ids_.insert(f.id).second) continue;
      ChangeSites action;
      action.sites.ids = {f.id};
      action.kind = "change";
      if (!is_of_service(f, service_)) action.add_functions = {new_type()};
      if (std::find(service_.statuses.begin(), service_.statuses.end(), f.status) ==
          service_.statuses.end())
        action.status = counting_status();
      Candidate c;
      c.id = f.id;
      c.name = f.name;
      c.where = source.where;
      c.price = source.price;
      c.place = f.place;
      c.is_facility = true;
      c.edit = {r_.file, source.where, "", "", action};
      if (!f.place)
        c.fate = CandidateFate::unlocated;
      else if (serves(f, service_))
        c.fate = CandidateFate::serving;
      found_.push_back(std::move(c));
    }
  }

  UnitId unit_called(const CandidateSource& source) {
    const Units& units = study_.boundaries.units;
    std::vector<UnitId> by_code, by_name;
    for (const UnitLayer& layer : units.layers)
      for (const UnitId u : layer.units) {
        if (units[u].code == source.unit) by_code.push_back(u);
        if (units[u].name == source.unit) by_name.push_back(u);
      }
    const auto& found = by_code.empty() ? by_name : by_code;
    if (found.size() == 1) return found.front();
    Problem p;
    p.code = found.empty() ? "edit-unknown" : "edit-ambiguous";
    p.file = r_.file;
    p.layer = source.where;
    p.field = "unit";
    p.value = source.unit;
    p.rule = found.empty() ? Text{"没有这个代码或名称的区划", "no unit has this code or name"}
                           : Text{"有几个同名的区划，请改写代码",
                                  "several units have this name; give the code"};
    problems_.error(std::move(p));
    return UnitId::none();
  }

  void exclude() {
    if (!r_.exclude) return;
    std::vector<Land> own;  // keeps what the exclusions point at
    own.reserve(r_.exclusions.size());
    Exclusions exclusions;
    const auto of_project = [&](const std::string& name, double buffer_m) {
      for (const LandFeature* f : study_.land.of(LandRole::exclusion))
        if (name.empty() || f->layer == name) exclusions.add(*f, buffer_m);
    };
    if (r_.exclusions.empty()) of_project("", 0);
    for (const ExclusionSource& e : r_.exclusions) {
      if (!e.layer) {
        of_project(e.land, e.buffer_m);
        continue;
      }
      LandSource land;
      land.ref = *e.layer;
      land.role = LandRole::exclusion;
      own.push_back(read_land(std::span(&land, 1), *study_.frame, problems_));
      for (const LandFeature& f : own.back().features) exclusions.add(f, e.buffer_m);
    }
    for (Candidate& c : found_) {
      if (c.is_facility) continue;
      const LandFeature* f = exclusions.find(*c.place);
      if (f == nullptr) continue;
      c.fate = CandidateFate::excluded;
      c.excluded_by = f->layer.empty() ? f->source : f->layer;
    }
  }

  const SiteRequest& r_;
  const Service& service_;
  const Study& study_;
  Problems& problems_;
  std::vector<Candidate> found_;
  std::set<std::string> grid_ids_, facility_ids_;
};

}  // namespace

std::vector<Candidate> find_candidates(const SiteRequest& request, const Service& service,
                                       const Study& study, Problems& problems) {
  return Finder(request, service, study, problems).run();
}

}  // namespace fangyuan
