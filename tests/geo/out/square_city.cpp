// SPDX-License-Identifier: Apache-2.0
#include "tests/geo/out/square_city.h"

#include <ogr_geometry.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace fangyuan::test {
namespace {

constexpr XY kCorner{498'000.123456789, 3'780'000.987654321};
constexpr double kCell = 100;

OGRPolygon square(double x0, double y0, double x1, double y1) {
  OGRLinearRing ring;
  for (const auto& [x, y] : {std::pair{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}})
    ring.addPoint(x, y);
  OGRPolygon polygon;
  polygon.addRing(&ring);
  return polygon;
}

std::vector<XY> disc(XY centre, double radius) {
  std::vector<XY> ring;
  for (int i = 0; i < 48; ++i) {
    const double a = 2 * std::numbers::pi * i / 48;
    ring.push_back({centre.x + radius * std::cos(a), centre.y + radius * std::sin(a)});
  }
  ring.push_back(ring.front());
  return ring;
}

}  // namespace

struct SquareCity::Impl {
  Frame frame{"EPSG:4547"};
  std::vector<OGRPolygon> outlines;
  std::vector<const OGRGeometry*> outline_pointers;
};

SquareCity::SquareCity(int side) : impl_(std::make_unique<Impl>()) {
  const Frame& frame = impl_->frame;
  const double width = side * kCell;
  const auto n = static_cast<std::size_t>(side);
  const auto place_at = [&](double x, double y) {
    return frame.place(XY{kCorner.x + x, kCorner.y + y});
  };

  // Units: a county, its quarters, their quarters, and a management unit in the middle.
  const auto add_unit = [&](Tree tree, Level level, std::string code, std::string name,
                            std::string unit_class, std::string parent, double x0, double y0,
                            double size) {
    Unit unit;
    unit.tree = tree;
    unit.level = level;
    unit.code = std::move(code);
    unit.name = std::move(name);
    unit.unit_class = std::move(unit_class);
    unit.parent_code = std::move(parent);
    unit.area_m2 = size * size;
    unit.label = place_at(x0 + size / 2, y0 + size / 2);
    unit.source = "units.gpkg";
    units.all.push_back(unit);
    impl_->outlines.push_back(
        square(kCorner.x + x0, kCorner.y + y0, kCorner.x + x0 + size, kCorner.y + y0 + size));
    return UnitId(units.all.size() - 1);
  };
  const double half = width / 2, quarter = width / 4;
  units.layers = {{Tree::legal, Level::county, {}},
                  {Tree::legal, Level::township, {}},
                  {Tree::legal, Level::village, {}},
                  {Tree::management, Level::county, {}}};
  units.layers[0].units.push_back(
      add_unit(Tree::legal, Level::county, "410299", "方城县", "县", "", 0, 0, width));
  const char* names[] = {"南河街道", "东\"新\",镇", "=北关乡", "柳园镇"};
  const char* classes[] = {"街道", "镇", "乡", "镇"};
  for (int t = 0; t < 4; ++t)
    units.layers[1].units.push_back(
        add_unit(Tree::legal, Level::township, "41029900" + std::to_string(t + 1), names[t],
                 classes[t], "410299", t % 2 * half, t / 2 * half, half));
  for (int v = 0; v < 16; ++v) {
    const int t = v / 4, k = v % 4;
    units.layers[2].units.push_back(
        add_unit(Tree::legal, Level::village,
                 "41029900" + std::to_string(t + 1) + "00" + std::to_string(k + 1),
                 "第" + std::to_string(v + 1) + "社区", "社区", "41029900" + std::to_string(t + 1),
                 t % 2 * half + k % 2 * quarter, t / 2 * half + k / 2 * quarter, quarter));
  }
  units.layers[3].units.push_back(add_unit(Tree::management, Level::county, "410271", "示范区",
                                           "功能区", "", quarter, quarter, half));
  for (const OGRPolygon& p : impl_->outlines) impl_->outline_pointers.push_back(&p);

  // Cells, with more people in the middle.
  cells.groups = {"total", "older60"};
  cells.people.resize(2);
  cells.unit_of.resize(units.layers.size());
  const auto quarter_of = [](double x, double y, double size) {
    return std::size_t{x >= size ? 1U : 0U} + std::size_t{y >= size ? 2U : 0U};
  };
  for (std::size_t row = 0; row < n; ++row) {
    for (std::size_t column = 0; column < n; ++column) {
      const double x = (static_cast<double>(column) + 0.5) * kCell;
      const double y = (static_cast<double>(row) + 0.5) * kCell;
      const double away = std::hypot(x - half, y - half) / half;
      if (std::fmod(x * 7 + y * 13, 900) < 200 * away) continue;  // open land
      cells.place.push_back(place_at(x, y));
      const auto people = People::from_millionths(
          1'333'333 + static_cast<std::int64_t>(20e6 * std::exp(-3 * away * away)));
      cells.people[0].push_back(people);
      cells.people[1].push_back(scaled_floor(people, Amount::from_whole(1), Amount::from_whole(5)));
      const std::size_t t = quarter_of(x, y, half);
      const std::size_t k = quarter_of(std::fmod(x, half), std::fmod(y, half), quarter);
      cells.unit_of[0].push_back(units.layers[0].units[0]);
      cells.unit_of[1].push_back(units.layers[1].units[t]);
      cells.unit_of[2].push_back(units.layers[2].units[4 * t + k]);
      const bool in_middle = std::fabs(x - half) < quarter && std::fabs(y - half) < quarter;
      cells.unit_of[3].push_back(in_middle ? units.layers[3].units[0] : UnitId::none());
    }
  }

  // Facilities.
  const auto add_site = [&](std::string id, std::string type, double x, double y, int beds) {
    Facility f;
    f.id = std::move(id);
    f.name = "养老 " + f.id;
    f.type = std::move(type);
    f.amounts["beds"] = Amount::from_whole(beds);
    f.opened = parse_date("2019-05-01");
    f.place = place_at(x, y);
    f.unit_of = {units.layers[0].units[0], units.layers[1].units[quarter_of(x, y, half)],
                 UnitId::none(), UnitId::none()};
    f.source = "facilities.gpkg";
    f.row = facilities.size() + 1;
    facilities.push_back(std::move(f));
  };
  add_site("a-1", "community_care", 0.30 * width, 0.35 * width, 20);
  add_site("a-2", "community_care", 0.52 * width, 0.58 * width, 40);
  add_site("a-3", "street_care", 0.75 * width, 0.22 * width, 15);
  add_site("a-4", "clinic", 0.20 * width, 0.80 * width, 0);
  facilities[2].functions = {"community_care"};
  add_site("a-5", "community_care", 0, 0, 12);
  facilities[4].place.reset();  // unlocated

  // Services and their reach: straight × 1.3, a river at 2/3 with a bridge far in the north.
  Service walk;
  walk.id = "care-15";
  walk.name = "一刻钟养老服务圈";
  walk.facility_types = {"community_care", "street_care"};
  walk.limits = {{true, 300'000}, {true, 600'000}, {true, 900'000}};
  walk.group = "older60";
  walk.capacity = "beds";
  Service near = walk;
  near.id = "care-1km";
  near.name = "一公里";
  near.limits = {{false, 1'000'000}};
  near.group = "total";
  near.capacity.reset();
  services = {walk, near};
  const double river = kCorner.x + width * 0.66;
  for (std::size_t s = 0; s < services.size(); ++s) {
    ServiceReach r;
    r.has_network = r.has_straight = true;
    r.service = ServiceId(s);
    const double largest = services[s].limits.back().value;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const XY p = cells.place[c].xy;
      Cost network, straight;
      SiteId network_site, straight_site;
      for (std::size_t f = 0; f < 3; ++f) {
        const XY q = facilities[f].place->xy;
        const double mm = std::round(1000 * std::hypot(p.x - q.x, p.y - q.y));
        const bool across = (p.x < river) != (q.x < river);
        const double way = std::round(1.3 * mm) + (across ? 400'000 : 0);
        if (mm <= largest && Cost(static_cast<std::uint32_t>(mm)) < straight) {
          straight = Cost(static_cast<std::uint32_t>(mm));
          straight_site = SiteId(f);
        }
        if (way <= largest && Cost(static_cast<std::uint32_t>(way)) < network) {
          network = Cost(static_cast<std::uint32_t>(way));
          network_site = SiteId(f);
        }
      }
      const bool unconnected = c < 3;
      r.unconnected.push_back(unconnected);
      r.access_mm.push_back(unconnected ? 0 : static_cast<std::uint32_t>(10'000 + c % 977));
      r.network.push_back(unconnected ? Cost() : network);
      r.network_site.push_back(unconnected ? SiteId::none() : network_site);
      r.straight_mm.push_back(straight);
      r.straight_site.push_back(straight_site);
    }
    reach.push_back(std::move(r));
  }

  // Coverage rows, summed here from the cells.
  for (std::size_t s = 0; s < services.size(); ++s) {
    for (const Limit& limit : services[s].limits) {
      for (const Measure measure : {Measure::network, Measure::straight}) {
        const auto& cost = measure == Measure::network ? reach[s].network : reach[s].straight_mm;
        const auto add_row = [&](std::optional<std::size_t> layer, UnitId unit, std::size_t g) {
          CoverageRow row;
          row.service = ServiceId(s);
          row.limit = limit.to_string();
          row.measure = measure;
          row.unit_layer = layer;
          row.unit = unit;
          row.group = g;
          double weighted = 0;
          People within;
          for (std::size_t c = 0; c < cells.size(); ++c) {
            if (layer && cells.unit_of[*layer][c] != unit) continue;
            const People people = cells.people[g][c];
            row.parts.total += people;
            if (cost[c].reached() && cost[c].value() <= limit.value) {
              const People full = services[s].capacity && c % 7 == 0 ? people : People();
              row.parts.no_capacity += full;
              row.parts.served += people - full;
              weighted += people.to_double() * cost[c].value();
              within += people;
            } else if (measure == Measure::network && reach[s].unconnected[c]) {
              row.parts.unconnected += people;
            } else {
              row.parts.out_of_reach += people;
            }
          }
          if (within > People()) {
            const auto mean = static_cast<std::uint64_t>(weighted / within.to_double());
            if (limit.is_time) row.mean_ms = row.p90_ms = mean;
            if (!limit.is_time || measure == Measure::straight) row.mean_mm = row.p90_mm = mean;
          }
          coverage.push_back(row);
        };
        for (std::size_t g = 0; g < 2; ++g) add_row(std::nullopt, UnitId::none(), g);
        for (std::size_t layer = 0; layer < units.layers.size(); ++layer) {
          for (const UnitId unit : units.layers[layer].units)
            for (std::size_t g = 0; g < 2; ++g) add_row(layer, unit, g);
          if (layer == 3)
            for (std::size_t g = 0; g < 2; ++g) add_row(layer, UnitId::none(), g);
        }
      }
    }
  }

  for (std::size_t layer = 0; layer < units.layers.size(); ++layer) {
    for (const UnitId unit : units.layers[layer].units) {
      UnitRow row;
      row.unit = unit;
      row.people.resize(2);
      for (std::size_t c = 0; c < cells.size(); ++c)
        if (cells.unit_of[layer][c] == unit)
          for (std::size_t g = 0; g < 2; ++g) row.people[g] += cells.people[g][c];
      std::map<std::string, std::uint64_t> counts;
      for (const Facility& f : facilities)
        if (f.unit_of[layer] == unit) ++counts[f.type];
      row.facilities.assign(counts.begin(), counts.end());
      row.road_km = 1.25;
      if (layer < 2) row.median_access_m = 10.4;
      if (layer == 1 && unit == units.layers[1].units[2]) {
        row.trust = Trust::c;
        row.reasons = {"roads-thin-c", "access-long-b"};
      }
      unit_rows.push_back(std::move(row));
    }
  }

  for (std::size_t s = 0; s < services.size(); ++s) {
    for (const Limit& limit : services[s].limits) {
      Circle all{ServiceId(s), SiteId::none(), limit, 10, {}};
      for (std::size_t f = 0; f < 5; ++f) {
        if (f == 3) continue;
        FacilityRow row;
        row.service = ServiceId(s);
        row.limit = limit.to_string();
        row.site = SiteId(f);
        if (f == 4) {
          row.warnings = {"unlocated"};
        } else {
          row.snap = facilities[f].place;
          row.access_mm = 12'345;
          Circle circle{ServiceId(s), SiteId(f), limit, 10, {}};
          const double radius = limit.value / 1300.0;
          circle.polygons.push_back({disc(facilities[f].place->xy, radius), {}});
          if (radius > 400) {
            auto hole = disc(facilities[f].place->xy, 60);
            for (XY& p : hole) p.x += radius / 2;
            std::reverse(hole.begin(), hole.end());
            circle.polygons[0].holes.push_back(std::move(hole));
          }
          all.polygons.push_back(circle.polygons[0]);
          circles.push_back(std::move(circle));
        }
        for (std::size_t c = 0; c < cells.size(); ++c)
          if (reach[s].network_site[c] == SiteId(f) && reach[s].network[c].value() <= limit.value)
            row.in_reach += cells.people[s == 0 ? 1 : 0][c];
        row.served = row.in_reach;
        if (services[s].capacity) row.capacity = facilities[f].amounts.at("beds");
        facility_rows.push_back(std::move(row));
      }
      circles.push_back(std::move(all));
    }
  }

  IndicatorRow indicator;
  indicator.rule = "presence-basics/street-care";
  indicator.name = "街道综合养老服务中心覆盖率";
  indicator.level = "all";
  indicator.code = "all";
  indicator.unit = "全部";
  indicator.year = 2025;
  indicator.value = Amount::parse("0.25");
  indicator.target = Amount::parse("1");
  indicator.comparator = ">=";
  indicator.gap = Amount::from_whole(3);
  indicator.gap_unit = "units";
  indicator.is_share = true;
  indicator.status = RuleStatus::not_yet_due;
  indicator.due = parse_date("2026-12-31");
  indicator.source = "规划";
  indicator.source_line = "L209, L211";
  indicators.push_back(indicator);

  info.version = "0.1.0";
  info.project = "方城养老设施布局（虚构）";
  info.date = parse_date("2025-12-31").value();
  info.started = "2026-01-02T03:04:05Z";
  info.elapsed_s = 1.23456;
  info.threads = 2;
  info.config = R"({"project":{"name":"方城","crs":"auto"},"cells":{"size_m":100}})";
  info.inputs.push_back({"units.gpkg", "00ff", "units", 22, 21, 1});
  for (std::size_t g = 0; g < 2; ++g) {
    GroupBalance b;
    for (const People p : cells.people[g]) b.placed += p;
    b.outside = People::from_millionths(1);
    b.source = b.placed + b.outside;
    info.population.emplace_back(cells.groups[g], b);
  }
  info.stages = {{"read", 0.5}, {"reach", 0.25}};
  info.warnings.push_back(
      {.code = "island",
       .file = "roads.osm.pbf",
       .rule = {"不足 2 公里的路网片不进入", "components under 2 km are not entered"},
       .count = 3,
       .where = LonLat{114.25, 34.5}});
}

SquareCity::~SquareCity() = default;

RunContents SquareCity::contents() const {
  return {.info = info,
          .frame = impl_->frame,
          .units = units,
          .cells = cells,
          .facilities = facilities,
          .services = services,
          .unit_outlines = impl_->outline_pointers,
          .reach = reach,
          .coverage = coverage,
          .unit_rows = unit_rows,
          .facility_rows = facility_rows,
          .circles = circles,
          .indicators = indicators};
}

}  // namespace fangyuan::test
