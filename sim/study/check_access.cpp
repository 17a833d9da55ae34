// SPDX-License-Identifier: Apache-2.0
#include "sim/study/check_access.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>

#include "core/coverage/nearest.h"

namespace fangyuan {
namespace {

/// A box in degrees around what was added.
struct Box {
  LonLat min{400, 400}, max{-400, -400};

  void add(LonLat p) {
    min = {std::min(min.lon, p.lon), std::min(min.lat, p.lat)};
    max = {std::max(max.lon, p.lon), std::max(max.lat, p.lat)};
  }
  bool empty() const { return max.lon < min.lon; }
  bool holds(LonLat p) const {
    return p.lon >= min.lon && p.lon <= max.lon && p.lat >= min.lat && p.lat <= max.lat;
  }
  std::string words() const {
    return fmt::format("{:.3f}…{:.3f}°, {:.3f}…{:.3f}°", min.lon, max.lon, min.lat, max.lat);
  }
};

Box roads_box(const Study& study) {
  Box box;
  for (const Place& p : study.roads.network.vertices) box.add(p.lonlat);
  return box;
}

Box units_box(const Study& study) {
  Box box;
  for (const UnitShape& shape : study.boundaries.shapes)
    for (const PolygonLonLat& polygon : shape.lonlat)
      for (const LonLat p : polygon.outer) box.add(p);
  return box;
}

bool any_road(const Network& network, std::size_t mode) {
  const auto& use = network.use[mode];
  return std::any_of(use.begin(), use.end(),
                     [](const EdgeUse& u) { return u.forward_kmh > 0 || u.backward_kmh > 0; });
}

/// "9,412 of 9,500 (99.1 %)", without separators: people or sites.
std::string of_all(Amount off, Amount all) {
  const auto whole = [](Amount a) {
    return (a.millionths() + Amount::kPerUnit / 2) / Amount::kPerUnit;
  };
  return fmt::format("{}/{} ({:.1f} %)", whole(off), whole(all),
                     100 * off.to_double() / all.to_double());
}

/// What is off the roads in one mode.
struct Off {
  Amount off, all;
  Box box;  ///< of those off
  std::optional<LonLat> first;

  void add(Amount n, bool connected, LonLat at) {
    all += n;
    if (connected || n <= Amount()) return;
    off += n;
    box.add(at);
    if (!first) first = at;
  }
  bool nearly_all() const { return all > Amount() && off.to_double() >= 0.9 * all.to_double(); }
};

class Teller {
 public:
  Teller(const Study& study, Problems& problems)
      : study_(study), problems_(problems), roads_(roads_box(study)) {}

  void tell(Mode mode, const Off& found, bool people) {
    if (!found.nearly_all()) return;
    const std::string word(to_string(mode));
    const double limit_m = study_.project.settings(mode).access_limit_m;
    const std::string numbers = of_all(found.off, found.all);
    Problem p{.code = people ? "people-off-roads" : "sites-off-roads",
              .file = study_.project.file.filename().string(),
              .layer = people ? "population" : "facilities",
              .field = "modes." + word,
              .value = numbers,
              .rule = {}};
    p.rule = {
        fmt::format("{}几乎都离这种方式的道路超过 {} 米（或被水面、铁路隔开），计为未连路网；"
                    "位于 {}，道路位于 {}：请核对坐标、坐标系、经纬度次序与道路范围",
                    people ? "人口" : "设施", limit_m, found.box.words(), roads_.words()),
        fmt::format("nearly all {} are farther than {} m from any road of this mode (or cut off by "
                    "water or rails) and count as unconnected; they lie in {}, the roads in {}: "
                    "check coordinates, CRS, order of axes and the extent of the roads",
                    people ? "people" : "sites", limit_m, found.box.words(), roads_.words())};
    p.where = found.first;
    problems_.warning(std::move(p));
  }

  /// Sites that no road of the mode reaches, one by one.
  void name(Mode mode, std::span<const Facility* const> alone) {
    if (alone.empty()) return;
    constexpr std::size_t kMost = 50;
    std::string list;
    for (std::size_t i = 0; i < alone.size() && i < kMost; ++i)
      list += (i == 0 ? "" : ", ") + alone[i]->id +
              (alone[i]->name.empty() || alone[i]->name == alone[i]->id ? "" : " ") +
              (alone[i]->name == alone[i]->id ? "" : alone[i]->name);
    if (alone.size() > kMost) list += ", …";
    const double limit_m = study_.project.settings(mode).access_limit_m;
    Problem p{.code = "facility-unconnected",
              .file = alone.front()->source,
              .layer = "facilities",
              .field = "modes." + std::string(to_string(mode)),
              .value = fmt::format("{}", alone.size()),
              .rule = {}};
    p.rule = {fmt::format("这些设施 {} 米内没有这种方式的道路（或被水面、铁路隔开），按路网不服务"
                          "任何人；请核对坐标与道路：{}",
                          limit_m, list),
              fmt::format("no road of this mode within {} m of these sites (or water or rails lie "
                          "between): by the network they serve nobody; check their coordinates and "
                          "the roads: {}",
                          limit_m, list)};
    p.count = alone.size();
    p.where = alone.front()->place->lonlat;
    problems_.warning(std::move(p));
  }

 private:
  const Study& study_;
  Problems& problems_;
  Box roads_;
};

bool serves_by(const Study& study, const Facility& f, Mode mode) {
  return std::any_of(study.project.services.begin(), study.project.services.end(),
                     [&](const Service& s) {
                       return s.mode == mode && s.measure_network && !s.is_joint() && serves(f, s);
                     });
}

void check_modes(const Study& study, Problems& problems) {
  Teller teller(study, problems);
  const Cells& cells = study.population.cells;
  for (std::size_t m = 0; m < kModes; ++m) {
    // A mode without any road is told as such (mode-no-road).
    if (!study.access[m] || !any_road(study.roads.network, m)) continue;
    const ModeAccess& access = *study.access[m];
    Off people, sites;
    std::vector<const Facility*> alone;
    if (!cells.people.empty())
      for (std::size_t i = 0; i < cells.size(); ++i)
        people.add(cells.people.front()[i], access.cells[i].connected(), cells.place[i].lonlat);
    for (std::size_t s = 0; s < study.facilities.all.size(); ++s) {
      const Facility& f = study.facilities.all[s];
      if (!f.place) continue;
      const bool connected = std::any_of(access.sites[s].begin(), access.sites[s].end(),
                                         [](const Entrance& e) { return e.connected(); });
      sites.add(Amount::from_whole(1), connected, f.place->lonlat);
      if (!connected && serves_by(study, f, static_cast<Mode>(m))) alone.push_back(&f);
    }
    teller.tell(static_cast<Mode>(m), people, true);
    teller.tell(static_cast<Mode>(m), sites, false);
    if (!sites.nearly_all()) teller.name(static_cast<Mode>(m), alone);
  }
}

/// The layer's points where they are, and where they would be with the axes exchanged.
void check_axes(const LayerRef& ref, std::span<const LonLat> points, const Box& box, bool roads,
                Problems& problems) {
  std::size_t as_read = 0, exchanged = 0;
  for (const LonLat p : points) {
    as_read += box.holds(p) ? 1U : 0U;
    exchanged += box.holds({p.lat, p.lon}) ? 1U : 0U;
  }
  if (points.empty() || as_read * 10 >= points.size() || exchanged * 2 < points.size()) return;
  const char* axes = ref.axes == "yx" ? "xy" : "yx";
  const Text of = roads ? Text{"道路", "the roads"} : Text{"区划", "the units"};
  const double percent =
      100.0 * static_cast<double>(exchanged) / static_cast<double>(points.size());
  Problem p{.code = "axes-swapped",
            .file = ref.path,
            .layer = ref.key,
            .field = "axes",
            .value = axes,
            .rule = {}};
  p.rule = {
      fmt::format("经度和纬度像是写反了：所取的点几乎都不在{}的范围里，对调后有 {:.0f}% "
                  "在；按原值使用；若是，请在 project.toml 写 axes = \"{}\"，或对调 fields 里的 x "
                  "与 y",
                  of.zh, percent, axes),
      fmt::format("longitude and latitude look exchanged: hardly a point looked at lies within {}, "
                  "{:.0f} % would if exchanged; values are used as written; if it is so, write "
                  "axes = \"{}\" in project.toml, or exchange x and y in fields",
                  of.en, percent, axes)};
  p.count = points.size();
  p.where = points.front();
  problems.warning(std::move(p));
}

}  // namespace

void check_access(const Study& study, Problems& problems) {
  if (study.has_roads()) check_modes(study, problems);
  const bool roads = study.has_roads();
  const Box box = roads ? roads_box(study) : units_box(study);
  if (box.empty()) return;
  const auto already = problems.all();
  const auto told = [&](const LayerRef& ref) {
    return std::any_of(already.begin(), already.end(), [&](const Problem& p) {
      return p.code == "axes-swapped" && p.file == ref.path;
    });
  };
  for (std::size_t i = 0; i < study.project.population.size(); ++i) {
    const PopulationSource& s = study.project.population[i];
    if (s.join.empty() && !told(s.ref))
      check_axes(s.ref, study.population.samples[i], box, roads, problems);
  }
  // Sites know their file only: layers of one file that is named twice are looked at together.
  std::map<std::string, std::vector<LonLat>> sites;
  for (const Facility& f : study.facilities.all)
    if (f.place) sites[f.source].push_back(f.place->lonlat);
  for (const FacilitySource& s : study.project.facilities) {
    const auto found = sites.find(s.ref.path);
    if (found == sites.end() || told(s.ref)) continue;
    check_axes(s.ref, found->second, box, roads, problems);
    sites.erase(found);
  }
}

}  // namespace fangyuan
