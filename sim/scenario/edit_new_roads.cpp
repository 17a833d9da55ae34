// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/edit_new_roads.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geo/roads/line_words.h"
#include "geo/roads/road_rules.h"
#include "geo/snap/added_roads.h"

namespace fangyuan {
namespace {

bool same(const Entrance& a, const Entrance& b) {
  return a.edge == b.edge && a.offset_mm == b.offset_mm;
}

/// Exchanges the uses of streets with those given, and back.
class UsesBefore {
 public:
  UsesBefore(Network& network, const std::map<std::pair<std::size_t, EdgeId>, EdgeUse>& before)
      : network_(network), given_(before) {
    exchange();
  }
  ~UsesBefore() { exchange(); }
  UsesBefore(const UsesBefore&) = delete;
  UsesBefore& operator=(const UsesBefore&) = delete;

 private:
  void exchange() {
    for (auto& [street, use] : given_)
      std::swap(network_.use[street.first][street.second.index()], use);
  }
  Network& network_;
  std::map<std::pair<std::size_t, EdgeId>, EdgeUse> given_;
};

}  // namespace

/// Points every 100 m or so, 1,000 at most, are looked at.
bool NewRoadEditor::is_outside(const std::vector<Place>& points) const {
  std::vector<XY> along;
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const XY a = points[i].xy, b = points[i + 1].xy;
    const double n = std::clamp(std::hypot(b.x - a.x, b.y - a.y) / 100, 1.0, 1000.0);
    for (int k = 0; k <= static_cast<int>(n); ++k)
      along.push_back(
          {a.x + (b.x - a.x) * k / std::floor(n), a.y + (b.y - a.y) * k / std::floor(n)});
  }
  const auto& layers = study_.boundaries.units.layers;
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const auto at = study_.boundaries.locate(l, along);
    if (std::any_of(at.begin(), at.end(), [](UnitId u) { return static_cast<bool>(u); }))
      return false;
  }
  if (!layers.empty()) return true;
  XY min = study_.roads.network.vertices.front().xy, max = min;
  for (const Place& p : study_.roads.network.vertices) {
    min = {std::min(min.x, p.xy.x), std::min(min.y, p.xy.y)};
    max = {std::max(max.x, p.xy.x), std::max(max.y, p.xy.y)};
  }
  return std::none_of(along.begin(), along.end(), [&](XY p) {
    return min.x <= p.x && p.x <= max.x && min.y <= p.y && p.y <= max.y;
  });
}

std::optional<NewRoad> NewRoadEditor::road_of(const Edit& edit, const AddRoad& action) {
  const std::size_t before = problems_.error_count();
  NewRoad road;
  const auto ours = road_class_of(action.road_class);
  const auto& named = study_.project.class_kmh;
  if (!ours && !named.contains(action.road_class)) {
    problems_.error(problem_of(
        edit, "value-bad", "class", action.road_class,
        {"不认识的道路等级：写 primary、secondary、residential、footway 等，或 class_kmh 里的名字",
         "unknown road class: one such as primary, secondary, residential, footway, or one that "
         "class_kmh names"}));
    return std::nullopt;
  }
  road.road_class = named.contains(action.road_class) ? action.road_class : std::string(*ours);
  const auto access = ours ? class_access(*ours) : std::nullopt;
  ModeMask modes = access ? access->forward : kAllModes;
  if (!action.modes.empty()) {
    modes = 0;
    for (const Mode m : action.modes) modes |= bit(m);
  }
  const double kmh = action.kmh.value_or(ClassSpeeds(study_.project.class_kmh).of(road.road_class));
  for (std::size_t m = 0; m < kModes; ++m) {
    const Mode mode = static_cast<Mode>(m);
    if ((modes & bit(mode)) == 0) continue;
    const float speed = mode == Mode::car ? static_cast<float>(kmh) : 1;
    road.use[m].forward_kmh = speed;
    if (mode == Mode::walk || !action.oneway) road.use[m].backward_kmh = speed;
  }
  for (const GivenPlace& given : action.line)
    if (const auto place = place_of(given, study_, edit, problems_)) road.points.push_back(*place);
  if (problems_.error_count() != before) return std::nullopt;

  double length_mm = 0;
  for (std::size_t i = 1; i < road.points.size(); ++i)
    length_mm += geodesic_mm(road.points[i - 1].lonlat, road.points[i].lonlat);
  const std::string key = action.line.front().lonlat ? "line" : "line_xy";
  if (length_mm < RoadAdder::kSameJunctionMm)
    problems_.error(
        problem_of(edit, "value-bad", key, fmt::format("{:.3f} m", length_mm / 1000),
                   {"道路没有长度（不足 1 米）", "the road has no length (below 1 m)"}));
  else if (is_outside(road.points))
    problems_.error(problem_of(edit, "edit-place", key, "",
                               {"整条路在研究范围之外；核对经纬度的次序和坐标系",
                                "the whole road lies outside the study; check the order of "
                                "coordinates and their CRS"}));
  if (problems_.error_count() != before) return std::nullopt;
  road.ends_only = action.bridge;
  road.join_m = action.join_m;
  road.source_id = -(added_ + 1);
  return road;
}

void NewRoadEditor::tell_unjoined(const Edit& edit, const NewRoad& road, bool first, bool last) {
  const auto distance = [&](bool of_last) {
    const auto metres = adder_.nearest_m(road, of_last);
    return metres ? fmt::format("{:.1f} m", *metres) : std::string("–");
  };
  std::string value;
  if (!first) value = distance(false);
  if (!last) value += (value.empty() ? "" : ", ") + distance(true);
  const Text rule =
      road.ends_only
          ? Text{fmt::format("桥的两端都要接上道路（{} 米内）；接不上的一端离最近的道路如上",
                             road.join_m),
                 fmt::format("both ends of a bridge must meet a street within {} m; above is how "
                             "far the nearest is from an end that does not",
                             road.join_m)}
          : Text{fmt::format("这条路一处也接不上现有道路（两端 {} 米内，或相交）；两端离最近的道路"
                             "如上，可加大 join_m",
                             road.join_m),
                 fmt::format("the road meets no street (within {} m of its ends, or crossing); "
                             "above is how far the nearest is from its ends; join_m may be larger",
                             road.join_m)};
  problems_.error(problem_of(edit, "edit-no-effect", "join_m", value, rule));
}

void NewRoadEditor::add(const Edit& edit, const AddRoad& action, EditTouched& touched) {
  if (!study_.has_roads()) {
    problems_.error(problem_of(edit, "edit-unknown", "line", "",
                               {"项目没有路网", "the project has no streets"}));
    return;
  }
  const auto road = road_of(edit, action);
  if (!road) return;
  if (road->ends_only) {
    const auto near = [&](bool last) {
      const auto metres = adder_.nearest_m(*road, last);
      return metres && *metres <= road->join_m;
    };
    const bool first = near(false), last = near(true);
    if (!first || !last) return tell_unjoined(edit, *road, first, last);
  }
  const std::size_t edges = study_.roads.network.edges.size();
  touched.joins = adder_.add(*road);
  if (touched.joins.empty()) return tell_unjoined(edit, *road, false, false);
  ++added_;
  for (std::size_t e = edges; e < study_.roads.network.edges.size(); ++e)
    touched.edges.emplace_back(e);
  for (std::size_t m = 0; m < kModes; ++m) used_[m] = used_[m] || !(road->use[m] == EdgeUse{});
}

/// Streets are found as they are before any is closed; copies are closed with their streets.
void NewRoadEditor::build_streets() {
  Network& network = study_.roads.network;
  std::vector<StreetCopy> copies;
  {
    const UsesBefore before(network, bench_.use_before);
    copies = adder_.finish();
    std::array<bool, kModes> used{};
    for (std::size_t m = 0; m < kModes; ++m) used[m] = used_[m] && bench_.access[m] != nullptr;
    study_.added = std::make_shared<const AddedRoads>(network, copies, used, study_.roads.barriers,
                                                      *study_.frame);
  }
  for (const StreetCopy& c : copies)
    for (auto& use : network.use) use[c.copy.index()] = use[c.street.index()];
}

std::vector<Applied::Gained> NewRoadEditor::enter() {
  std::vector<Applied::Gained> out;
  if (added_ == 0 || problems_.has_errors()) return out;
  build_streets();
  for (std::size_t m = 0; m < kModes; ++m) {
    if (!used_[m] || !bench_.access[m]) continue;
    const Mode mode = static_cast<Mode>(m);
    const double limit_m = study_.project.settings(mode).access_limit_m;
    ModeAccess& access = *bench_.access[m];
    Applied::Gained gained{mode, {}, {}};
    const std::vector<Entrance> before = access.cells;
    study_.added->enter(mode, study_.population.cells.place, limit_m, access);
    auto further = access.further.begin();
    for (std::size_t c = 0; c < before.size(); ++c) {
      bool gains = !same(before[c], access.cells[c]);
      for (; further != access.further.end() && further->cell == CellId(c); ++further)
        gains = gains || !is_copy(study_.roads.network.edges[further->entrance.edge.index()]);
      if (gains) gained.cells.emplace_back(c);
    }
    for (std::size_t s = 0; s < study_.facilities.all.size(); ++s) {
      std::vector<Entrance>& entrances = access.sites[s];
      const std::size_t known = entrances.size();
      study_.added->enter(mode, study_.facilities.all[s], limit_m, entrances);
      const bool gains = std::any_of(
          entrances.begin() + static_cast<std::ptrdiff_t>(std::min(known, entrances.size())),
          entrances.end(),
          [&](const Entrance& e) { return !is_copy(study_.roads.network.edges[e.edge.index()]); });
      if (gains) gained.sites.push_back(study_.facilities.all[s].id);
    }
    if (!gained.cells.empty() || !gained.sites.empty()) out.push_back(std::move(gained));
  }
  return out;
}

}  // namespace fangyuan
