// SPDX-License-Identifier: Apache-2.0
#include "geo/io/layer_crs.h"

#include <ogr_spatialref.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "geo/crs/datum.h"
#include "geo/crs/likely_reading.h"

namespace fangyuan {
namespace {

/// What most rows look like, and how many look like it.
struct Majority {
  LikelyReading reading;
  std::size_t rows = 0;
  std::size_t of = 0;
};

Majority majority(const SamplePoints& points) {
  std::vector<std::pair<LikelyReading, std::size_t>> seen;
  Majority out;
  for (const auto& p : points) {
    if (!p) continue;
    ++out.of;
    const LikelyReading reading = likely_reading(*p);
    auto it = std::find_if(seen.begin(), seen.end(),
                           [&](const auto& entry) { return entry.first == reading; });
    if (it == seen.end()) it = seen.insert(seen.end(), {reading, 0});
    if (++it->second > out.rows) {
      out.rows = it->second;
      out.reading = reading;
    }
  }
  return out;
}

/// "crs = "EPSG:4526"" and what it means, for people to copy; the frame helps where the numbers
/// hold no zone.
Text proposal(const LikelyReading& reading, const Frame* frame) {
  std::string crs = proposed_crs(reading);
  if (reading.looks == Looks::plain_grid && frame != nullptr) crs = frame->crs();
  Text text;
  switch (reading.looks) {
    case Looks::degrees:
      text = {"坐标像经纬度", "the coordinates look like longitude and latitude"};
      break;
    case Looks::plain_grid:
      text = {"坐标像不带带号的高斯投影（带号不在数里，请核对）",
              "the coordinates look like Gauss–Krüger without a zone prefix (the zone is not in "
              "the numbers, please check)"};
      break;
    case Looks::zone_grid:
      text = {"坐标像 CGCS2000 " + std::to_string(reading.zone) + " 带（东坐标前有带号）",
              "the coordinates look like CGCS2000 zone " + std::to_string(reading.zone) +
                  " (its number is in front of the easting)"};
      break;
    case Looks::web_mercator:
      text = {"坐标像网络墨卡托", "the coordinates look like Web Mercator"};
      break;
    case Looks::other:
      text = {"坐标不像中国常用的任何一种", "the coordinates look like none of the usual"};
      break;
  }
  if (!crs.empty()) {
    const std::string line = "crs = \"" + crs + "\"" + (reading.swapped ? " 和 axes = \"yx\"" : "");
    const std::string line_en =
        "crs = \"" + crs + "\"" + (reading.swapped ? " and axes = \"yx\"" : "");
    text.zh += "，若是，请在 project.toml 写 " + line;
    text.en += "; if so, write " + line_en + " in project.toml";
  } else {
    text.zh += "，请在 project.toml 写 crs";
    text.en += "; write crs in project.toml";
  }
  return text;
}

Text joined(Text a, const Text& b) {
  a.zh += "；" + b.zh;
  a.en += "; " + b.en;
  return a;
}

Text only(const std::string& line) {
  return {"按原值使用；若是，请在 project.toml 写 " + line,
          "values are used as written; if it is so, write " + line + " in project.toml"};
}

/// False easting of a projected CRS, to know whether it carries a zone prefix.
double false_easting(const std::string& definition) {
  OGRSpatialReference srs;
  if (srs.SetFromUserInput(definition.c_str()) != OGRERR_NONE) return 0;
  return srs.GetNormProjParm(SRS_PP_FALSE_EASTING, 0);
}

class Judge {
 public:
  Judge(const LayerRef& ref, const RawLayer& layer, const SamplePoints& points, Problems& problems)
      : ref_(ref), layer_(layer), points_(points), problems_(problems) {}

  void warn(const char* code, const char* field, const NamedRows& rows, Text rule) {
    if (rows.rows.empty()) return;
    Problem p = layer_problem(ref_, code, std::move(rule));
    p.layer = layer_.name;
    p.field = field;
    p.value = rows.list(layer_);
    p.count = rows.rows.size();
    problems_.warning(std::move(p));
  }

  /// Longitude/latitude: swapped rows, 0/0, grid coordinates among degrees.
  void degrees() {
    NamedRows swapped, off_earth, zero, grid;
    const auto box = usual_box();
    for (std::size_t i = 0; i < points_.size(); ++i) {
      if (!points_[i]) continue;
      const XY p = *points_[i];
      const LikelyReading reading = likely_reading(p);
      if (p.x == 0 && p.y == 0)
        zero.rows.push_back(i);
      else if (reading.looks == Looks::degrees && reading.swapped)
        off_earth.rows.push_back(i);
      else if (reading.looks == Looks::degrees &&
               ((box && !inside(*box, p) && inside(*box, {p.y, p.x})) ||
                (std::fabs(p.y) > 72 && in_shifted_area({p.y, p.x}))))
        swapped.rows.push_back(i);
      else if (reading.looks != Looks::degrees && reading.looks != Looks::other)
        grid.rows.push_back(i);
    }
    warn("coordinates-zero", "", zero,
         {"坐标是 0, 0，当作没有坐标", "coordinates 0, 0 are taken as none"});
    const std::size_t both = swapped.rows.size() + off_earth.rows.size();
    const Text rule{"经度和纬度像是写反了", "longitude and latitude look exchanged"};
    tell_swapped(swapped, both, rule, as_written_);
    // Said here, and not once more as coordinates-impossible.
    tell_swapped(off_earth, both,
                 joined(rule, {"照原样地球上没有这样的坐标，当作没有坐标",
                               "as written there is no such place on earth: without coordinates"}),
                 {{"请在文件里对调这些行", "please exchange them in the file"},
                  {"若是，请在 project.toml 写 axes = \"yx\"",
                   "if it is so, write axes = \"yx\" in project.toml"}});
    if (!grid.rows.empty())
      warn("zone-prefix", "crs", grid,
           joined(proposal(likely_reading(*points_[grid.rows[0]]), nullptr),
                  {"这些行当作没有坐标", "these rows are taken as without coordinates"}));
  }

  /// A projected CRS: zone prefixes that it does not have or lacks, exchanged axes, degrees.
  void grid(const std::string& definition) {
    const double east = false_easting(definition);
    const int own_zone = east > 1e6 ? static_cast<int>(east / 1e6) : 0;
    NamedRows prefixed, bare, swapped, degrees;
    for (std::size_t i = 0; i < points_.size(); ++i) {
      if (!points_[i]) continue;
      const XY p = *points_[i];
      const LikelyReading reading = likely_reading(p);
      const bool easting = p.y >= 100'000 && p.y <= 900'000;
      const bool northing = p.x >= 1'000'000 && p.x <= 10'000'000;
      if (reading.looks == Looks::degrees)
        degrees.rows.push_back(i);
      else if ((reading.swapped && reading.looks != Looks::web_mercator) ||
               (own_zone == 0 && easting && northing))
        swapped.rows.push_back(i);
      else if (reading.looks == Looks::zone_grid && own_zone != reading.zone)
        prefixed.rows.push_back(i);
      else if (reading.looks == Looks::plain_grid && own_zone != 0)
        bare.rows.push_back(i);
    }
    tell_swapped(swapped, swapped.rows.size(),
                 {"东坐标和北坐标像是写反了", "easting and northing look exchanged"}, as_written_);
    if (!prefixed.rows.empty()) {
      const LikelyReading reading = likely_reading(*points_[prefixed.rows[0]]);
      warn("zone-prefix", "crs", prefixed,
           joined({"东坐标前像有带号 " + std::to_string(reading.zone),
                   "the easting seems to carry the zone number " + std::to_string(reading.zone)},
                  only("crs = \"" + proposed_crs(reading) + "\"")));
    }
    warn("zone-prefix", "crs", bare,
         joined({"坐标系的东坐标带带号，数里却没有",
                 "the CRS has a zone number in its easting, the numbers have none"},
                only("crs = \"" + without_prefix(own_zone) + "\"")));
    tell_degrees(degrees);
  }

 private:
  struct Box {
    XY middle, reach;
  };

  /// Numbers of degrees in a CRS of metres: nonsense if nearly all are.
  void tell_degrees(const NamedRows& degrees) {
    if (degrees.rows.empty()) return;
    const auto points = static_cast<std::size_t>(
        std::count_if(points_.begin(), points_.end(), [](const auto& p) { return p.has_value(); }));
    const XY first = *points_[degrees.rows[0]];
    const std::string crs = in_shifted_area({first.x, first.y}) ? "EPSG:4490" : "EPSG:4326";
    const Text looks{"坐标系以米为单位，数却像经纬度",
                     "the CRS is in metres, the numbers look like degrees"};
    if (degrees.rows.size() * 10 < points * 9) {
      warn("crs-mismatch", "crs", degrees, joined(looks, only("crs = \"" + crs + "\"")));
      return;
    }
    const std::string line = "crs = \"" + crs + "\"";
    Problem p = layer_problem(ref_, "crs-mismatch",
                              joined(looks, {"若是经纬度，请在 project.toml 写 " + line,
                                             "if they are, write " + line + " in project.toml"}));
    p.layer = layer_.name;
    p.field = "crs";
    p.value = layer_.crs_name;
    p.count = degrees.rows.size();
    problems_.error(std::move(p));
  }

  /// Where the layer's points usually are: median ± eight median deviations, at least 0.5°.
  std::optional<Box> usual_box() const {
    std::vector<double> x, y;
    for (const auto& p : points_)
      if (p && likely_reading(*p) == LikelyReading{Looks::degrees, false, 0} &&
          !(p->x == 0 && p->y == 0)) {
        x.push_back(p->x);
        y.push_back(p->y);
      }
    if (x.size() < 5) return std::nullopt;
    const auto median = [](std::vector<double> v) {
      const auto mid = v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2);
      std::nth_element(v.begin(), mid, v.end());
      return *mid;
    };
    const auto reach = [&](const std::vector<double>& v, double middle) {
      std::vector<double> off;
      off.reserve(v.size());
      for (const double value : v) off.push_back(std::fabs(value - middle));
      return std::max(0.5, 8 * median(std::move(off)));
    };
    const XY middle{median(x), median(y)};
    return Box{middle, {reach(x, middle.x), reach(y, middle.y)}};
  }
  static bool inside(const Box& box, XY p) {
    return std::fabs(p.x - box.middle.x) <= box.reach.x &&
           std::fabs(p.y - box.middle.y) <= box.reach.y;
  }

  /// What to do about single rows, and where it is the whole layer.
  struct Cure {
    Text rows, layer;
  };
  const Cure as_written_{{"这些行按原值使用，请在文件里改正",
                          "these rows are used as written; please correct them in the file"},
                         only("axes = \"yx\"")};

  /// `of`: rows that look exchanged altogether.
  void tell_swapped(const NamedRows& rows, std::size_t of, const Text& rule, const Cure& cure) {
    const auto located = static_cast<std::size_t>(
        std::count_if(points_.begin(), points_.end(), [](const auto& p) { return p.has_value(); }));
    warn("axes-swapped", "axes", rows,
         joined(rule, of * 10 >= located * 9 ? cure.layer : cure.rows));
  }

  const LayerRef& ref_;
  const RawLayer& layer_;
  const SamplePoints& points_;
  Problems& problems_;
};

void refuse(const LayerRef& ref, const RawLayer& layer, const char* code, std::string value,
            Text rule, Problems& problems) {
  Problem p = layer_problem(ref, code, std::move(rule));
  p.layer = layer.name;
  p.field = "crs";
  p.value = std::move(value);
  problems.error(std::move(p));
}

void tell_old_datum(const LayerRef& ref, const RawLayer& layer, const std::string& name,
                    Problems& problems) {
  for (const char* old : {"Xian", "Xi'an", "Beijing", "西安", "北京"})
    if (name.find(old) != std::string::npos) {
      Problem p = layer_problem(
          ref, "datum-approximate",
          {"1980西安、1954北京坐标系要用当地参数才准，这里的换算只到几米至百米",
           "Xian 1980 and Beijing 1954 need local parameters; here they are converted to some "
           "metres or tens of metres"});
      p.layer = layer.name;
      p.field = "crs";
      p.value = name;
      problems.warning(std::move(p));
      return;
    }
}

}  // namespace

std::unique_ptr<Projection> layer_projection(const LayerRef& ref, const RawLayer& layer,
                                             const SamplePoints& points, const Frame* frame,
                                             Problems& problems) {
  const Majority most = majority(points);
  std::string crs = ref.crs.empty() ? layer.crs : ref.crs;
  const std::string shown = ref.crs.empty() ? layer.crs_name : ref.crs;
  if (crs.empty() && layer.points_from_columns &&
      (most.of == 0 || most.reading.looks == Looks::degrees || most.reading.looks == Looks::other))
    crs = "EPSG:4326";
  if (crs.empty()) {
    refuse(ref, layer, "crs-missing", "",
           joined({"没有坐标系", "there is no CRS"}, proposal(most.reading, frame)), problems);
    return nullptr;
  }
  std::unique_ptr<Projection> projection;
  try {
    projection = std::make_unique<Projection>(crs);
  } catch (const std::invalid_argument&) {
    refuse(ref, layer, "crs-unknown", shown,
           {"PROJ 不认识这个坐标系，或它不是平面坐标系",
            "a CRS that PROJ does not know, or that is not horizontal"},
           problems);
    return nullptr;
  }
  const bool metres = most.reading.looks == Looks::plain_grid ||
                      most.reading.looks == Looks::zone_grid ||
                      most.reading.looks == Looks::web_mercator;
  if (projection->geographic() && metres && most.rows * 2 > most.of) {
    refuse(ref, layer, "crs-mismatch", shown,
           joined({"坐标系以度为单位，数却以米为单位",
                   "the CRS is in degrees, the numbers are in metres"},
                  proposal(most.reading, frame)),
           problems);
    return nullptr;
  }
  Judge judge(ref, layer, points, problems);
  if (projection->geographic())
    judge.degrees();
  else
    judge.grid(crs);
  if (!projection->same_datum()) tell_old_datum(ref, layer, projection->name(), problems);
  return projection;
}

}  // namespace fangyuan
