// SPDX-License-Identifier: Apache-2.0
#include "data/sample/bureau.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "data/sample/people.h"
#include "data/sample/prng.h"
#include "data/sample/sample.h"
#include "data/sample/workbook.h"
#include "data/sample/write_layers.h"

namespace fangyuan {

using namespace sample;

namespace {

using Fault = BureauFacility::Fault;

constexpr std::size_t kRows = 362, kGcj = 40, kSwapped = 6, kUnlocated = 62;

/// Positive inside the village, negative outside; decimetres to its outline.
double depth(const World& w, std::uint32_t village, Pt p) {
  const auto rings = w.tiling.outline_of({village});
  const double d = distance_to_line(p, rings[0].outer);
  return inside(p, rings[0].outer) ? d : -d;
}

Pt shifted(Pt p) { return plane_of(shift_datum(Datum::gcj02, lonlat_of(p))); }

void write_unit_file(const World& w, const std::vector<UnitOutline>& units,
                     const std::filesystem::path& file, bool with_encoding_file) {
  LayerWriter writer({file, "ESRI Shapefile", "GBK", degree_coordinates()});
  writer.begin_polygons(
      file.stem().string(),
      {{"区划代码", FieldKind::integer}, {"名称"}, {"类别"}, {"上级代码", FieldKind::integer}});
  for (const auto& u : units)
    writer.add(w.tiling.outline_of(u.villages), {std::int64_t{std::stoll(u.code)}, u.name,
                                                 u.unit_class, std::int64_t{std::stoll(u.parent)}});
  writer.close();
  auto cpg = file;
  if (!with_encoding_file) std::filesystem::remove(cpg.replace_extension(".cpg"));
}

/// A village's name as offices spell it.
std::string spelling(const Village& v, std::uint64_t dice) {
  if (v.community) {
    switch (dice % 5) {
      case 0:
        return v.name + "社区居委会";
      case 1:
        return v.name + "居委会";
      case 2:
        return v.name + "社区居民委员会";
      case 3:
        return " " + v.name + "社区";
      default:
        return v.name + "社区";
    }
  }
  switch (dice % 5) {
    case 0:
      return v.name + "村委会";
    case 1:
      return v.name + "村村民委员会";
    case 2:
      return v.name + " 村";
    case 3:
      return v.name + "村　";
    default:
      return v.name + "村";
  }
}

void write_villages(const World& w, const std::filesystem::path& file) {
  std::vector<std::vector<Value>> rows;
  for (const auto& u : village_outlines(w)) {
    const Village& v = w.villages[u.villages[0]];
    const std::uint64_t dice = hash_of(w.seed, 120, u.villages[0]);
    const Value code = dice % 29 == 0   ? Value(u.code.substr(0, 6) + " " + u.code.substr(6))
                       : dice % 31 == 0 ? Value(" " + u.code)
                                        : Value(std::int64_t{std::stoll(u.code)});
    rows.push_back({static_cast<std::int64_t>(rows.size() + 1), w.townships[v.township].name, code,
                    spelling(v, dice >> 32), v.people.households, v.people.total,
                    v.people.older60});
  }
  write_workbook(file, "各村人口",
                 {"序号", "乡镇（街道）", "村代码", "名称", "户数", "总人口", "60岁以上人口"},
                 rows);
}

/// Where a site stands, so that its fault can be seen from its own village: the shift must lead out
/// of it. Absent when the village has no such place.
std::optional<Pt> place_for(const World& w, const Settlements& s, std::uint32_t village,
                            Fault fault, std::uint64_t salt) {
  for (std::uint64_t k = 0; k < 80; ++k) {
    const Pt p = s.address(w, village, hash_of(salt, k));
    if (depth(w, village, p) < 100) continue;
    if (fault != Fault::gcj02 || depth(w, village, shifted(p)) < -200) return p;
  }
  return std::nullopt;
}

/// Which rows get which fault: fixed numbers, spread by chance.
std::vector<Fault> deal_faults(std::uint64_t seed) {
  std::vector<Fault> faults(kRows, Fault::none);
  std::fill_n(faults.begin(), kGcj, Fault::gcj02);
  std::fill_n(faults.begin() + kGcj, kSwapped, Fault::swapped);
  std::fill_n(faults.begin() + kGcj + kSwapped, kUnlocated, Fault::unlocated);
  Rng rng(hash_of(seed, 121));
  for (std::uint32_t k = kRows - 1; k > 0; --k) std::swap(faults[k], faults[rng.below(k + 1)]);
  return faults;
}

struct Listed {
  std::uint32_t village;
  bool street;
  std::string name;
};

/// 362 street and community facilities in code order, at whatever size of prefecture.
std::vector<Listed> list_sites(const World& w) {
  std::vector<Listed> out;
  std::vector<std::uint32_t> streets;
  for (std::uint32_t k = 0; k < w.townships.size(); ++k)
    if (w.townships[k].is_street()) streets.push_back(k);
  const std::size_t without = std::max<std::size_t>(1, streets.size() / 5);
  std::stable_sort(streets.begin(), streets.end(), [&](auto a, auto b) {
    return hash_of(w.seed, 122, a) < hash_of(w.seed, 122, b);
  });
  for (std::size_t k = without; k < streets.size(); ++k)
    out.push_back(
        {w.townships[streets[k]].seat, true, w.townships[streets[k]].name + "综合养老服务中心"});
  std::vector<std::uint32_t> order(w.villages.size());
  for (std::uint32_t v = 0; v < order.size(); ++v) order[v] = v;
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
    // Communities before villages.
    const auto key = [&](auto v) {
      return std::pair(!w.villages[v].community, hash_of(w.seed, 123, v));
    };
    return key(a) < key(b);
  });
  for (std::size_t k = 0; out.size() < kRows; ++k) {
    const auto v = order[k % order.size()];
    out.push_back(
        {v, false, w.villages[v].full_name() + (k >= order.size() ? "第二" : "") + "养老服务中心"});
  }
  std::stable_sort(out.begin(), out.end(), [&](const Listed& a, const Listed& b) {
    return w.villages[a.village].code < w.villages[b.village].code;
  });
  return out;
}

void write_sites(const World& w, const Settlements& s, const std::filesystem::path& file,
                 BureauTruth& truth) {
  const auto sites = list_sites(w);
  auto faults = deal_faults(w.seed);
  const auto place_of = [&](std::size_t k) {
    return place_for(w, s, sites[k].village, faults[k], hash_of(w.seed, 125, k));
  };
  // Where the shift does not lead out of the village, another row takes the fault over.
  for (std::size_t k = 0, other = 0; k < sites.size(); ++k)
    while (!place_of(k) && other < sites.size()) {
      if (faults[other] == Fault::none) {
        std::swap(faults[k], faults[other]);
        if (!place_of(other)) std::swap(faults[k], faults[other]);
      }
      ++other;
    }
  std::vector<std::int64_t> weight;
  for (std::size_t k = 0; k < sites.size(); ++k)
    weight.push_back(20 + static_cast<std::int64_t>(hash_of(w.seed, 124, k) % 60) +
                     (sites[k].street ? 60 : 0));
  const auto beds = share_out(scaled_counts(w.scale).beds, weight);
  static constexpr const char* kStates[] = {"运营", "运营", "在用", "正常运营", ""};
  std::vector<std::vector<Value>> rows;
  for (std::size_t k = 0; k < sites.size(); ++k) {
    const auto v = sites[k].village;
    const auto at = place_of(k);
    if (!at) throw std::runtime_error("sample: no place for a facility in " + w.villages[v].code);
    const LonLat real = lonlat_of(*at);
    const LonLat gcj = shift_datum(Datum::gcj02, real);
    Value lon = real.lon, lat = real.lat;
    if (faults[k] == Fault::gcj02) lon = gcj.lon, lat = gcj.lat;
    if (faults[k] == Fault::swapped) std::swap(lon, lat);
    if (faults[k] == Fault::unlocated) lon = lat = Value();
    const std::uint64_t row = k + 1;
    const std::uint64_t dice = hash_of(w.seed, 126, k);
    const Township& unit = w.townships[w.villages[v].township];
    rows.push_back(
        {sites[k].name, std::string(sites[k].street ? "街道综合养老服务设施" : "社区养老服务设施"),
         unit.name + w.villages[v].full_name() + std::to_string(1 + dice % 180) + "号",
         w.villages[v].code, lon, lat, beds[k],
         static_cast<std::int64_t>(180 + 25 * beds[k] + static_cast<std::int64_t>(dice % 300)),
         *kStates[dice % 5] ? Value(std::string(kStates[dice % 5])) : Value()});
    truth.facilities.push_back({row, sites[k].name, w.villages[v].code, unit.code, real.lon,
                                real.lat, beds[k], faults[k]});
    truth.beds += beds[k];
    if (faults[k] == Fault::gcj02) truth.gcj02_rows.push_back(row);
    if (faults[k] == Fault::swapped) truth.swapped_rows.push_back(row);
    if (faults[k] == Fault::unlocated) truth.unlocated_rows.push_back(row);
  }
  write_workbook(
      file, "养老设施",
      {"名称", "类型", "地址", "所属村（社区）代码", "经度", "纬度", "床位数", "建筑面积", "状态"},
      rows);
  std::set<std::string> with;
  for (const auto& site : sites)
    if (site.street) with.insert(w.townships[w.villages[site.village].township].code);
  for (const auto& u : township_outlines(w)) {
    if (u.unit_class != "街道") continue;
    truth.streets.push_back(u.code);
    if (!with.contains(u.code)) truth.streets_without.push_back(u.code);
  }
}

}  // namespace

BureauTruth write_bureau(const BureauOptions& options) {
  require_sample_people(options.people);
  std::filesystem::create_directories(options.out);
  const World world = make_world(options.people, options.seed);
  const Terrain terrain = make_terrain(world);
  const Settlements settlements = make_settlements(world, terrain);
  BureauTruth truth;
  const Headcount people = world.people();
  truth.people = people.total;
  truth.older60 = people.older60;
  truth.households = people.households;
  truth.townships = world.townships.size();
  truth.villages = world.villages.size();
  write_unit_file(world, county_outlines(world), options.out / "县区.shp", true);
  write_unit_file(world, township_outlines(world), options.out / "乡镇街道.shp", false);
  write_unit_file(world, village_outlines(world), options.out / "村社区.shp", true);
  write_villages(world, options.out / "各村人口.xlsx");
  write_sites(world, settlements, options.out / "养老设施.xlsx", truth);
  if (options.with_roads)
    write_roads(make_roads(world, terrain, settlements), options.out / "道路.gpkg");
  return truth;
}

}  // namespace fangyuan
