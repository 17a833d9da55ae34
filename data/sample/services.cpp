// SPDX-License-Identifier: Apache-2.0
#include "data/sample/services.h"

#include <fmt/format.h>

#include <algorithm>

#include "data/sample/prng.h"

namespace fangyuan::sample {
namespace {

/// Which units may have a site of a kind.
enum class Where { city, county, rural_county, township, rural_township, community, village };

struct Kind {
  const char* type = "";
  const char* name = "";  ///< behind the unit's own
  Where where = Where::city;
  std::uint32_t percent = 0;  ///< of those units that have one
  const char* functions = "";
  std::uint32_t with_functions = 100;  ///< per cent of the sites that have them
};

constexpr Kind kKinds[] = {
    // 市、县
    {"psychiatric_welfare", "民政精神卫生中心", Where::city, 100},
    {"minor_protection_centre_city", "未成年人救助保护中心", Where::city, 100},
    {"vocational_school_city", "中等职业学校", Where::city, 100},
    {"destitute_medical_centre_city", "特困人员定点医养中心", Where::city, 100},
    {"tcm_hospital_tertiary", "中医院", Where::city, 100,
     "rehab_department、geriatrics_department"},
    {"marriage_registry", "婚姻登记处", Where::county, 100, "marriage_counselling", 70},
    {"marriage_hall", "婚姻颁证大厅", Where::county, 60},
    {"minor_protection_centre", "未成年人保护中心", Where::county, 70},
    {"social_work_centre", "社会工作服务中心", Where::county, 80},
    {"demo_care_network", "示范性居家社区养老服务网络", Where::county, 75},
    {"destitute_medical_centre_county", "特困人员定点医养中心", Where::county, 45},
    {"nursery_comprehensive", "综合托育中心", Where::county, 45},
    {"stadium", "体育场", Where::county, 90},
    {"gymnasium", "体育馆", Where::county, 75},
    {"swimming_pool", "游泳馆", Where::county, 60},
    {"fitness_centre", "全民健身中心", Where::county, 70},
    {"aid_station", "救助管理站", Where::rural_county, 75},
    {"cdc", "疾病预防控制中心", Where::rural_county, 100},
    {"public_health_centre", "公共卫生医学中心", Where::rural_county, 50},
    {"convertible_building", "应急可转换场馆", Where::rural_county, 75},
    {"county_medical_centre", "县域医疗中心", Where::rural_county, 100},
    {"vocational_school", "职业教育中心", Where::rural_county, 75},
    {"maternal_child_hospital", "妇幼保健院", Where::rural_county, 75},
    {"tcm_hospital_secondary", "中医院", Where::rural_county, 75,
     "preventive_tcm_department、geriatrics_department", 50},
    // 乡镇（街道）
    {"social_work_station", "社会工作服务站", Where::township, 96, "minor_protection_station", 80},
    {"township_service_hall", "便民服务中心", Where::township, 85},
    {"township_culture_station", "综合文化站", Where::township, 95},
    {"middle_school", "初级中学", Where::township, 100},
    {"market", "农贸市场", Where::township, 90},
    {"sports_park", "体育公园", Where::township, 25},
    {"ambulance_station", "急救站", Where::township, 45},
    {"fire_station", "消防站", Where::township, 20},
    {"kindergarten_public", "公办中心幼儿园", Where::rural_township, 88},
    {"destitute_medical_centre_township", "特困人员定点医养中心", Where::rural_township, 30},
    // 村（社区）
    {"primary_school", "小学", Where::community, 45},
    {"kindergarten", "幼儿园", Where::community, 75},
    {"fitness_site", "健身广场", Where::community, 80},
    {"football_pitch", "足球场", Where::community, 55},
    {"park", "口袋公园", Where::community, 60},
    {"elderly_canteen", "老年助餐点", Where::community, 45,
     "bathing_service、cleaning_service、medical_help、shopping_help、emergency_help", 30},
    {"cultural_centre", "文化活动中心", Where::community, 30},
    {"social_work_room", "社会工作室", Where::community, 40},
    {"lottery_outlet", "福利彩票销售站", Where::community, 50},
    {"city_study", "城市书房", Where::community, 7},
    {"village_service_centre", "党群服务中心", Where::village, 88, "volunteer_point", 60},
    {"village_culture_centre", "文化大院", Where::village, 55},
    {"fitness_site", "健身广场", Where::village, 40},
    {"minors_reading_room", "未成年人爱心书屋", Where::village, 1},
};

class Maker {
 public:
  Maker(const World& w, const Settlements& s) : w_(w), s_(s) {}

  void add(const Kind& kind, std::uint64_t salt) {
    std::vector<Unit> units = units_of(kind.where);
    const std::size_t all = units.size();
    for (Unit& u : units) u.lot = hash_of(w_.seed, 141, salt, u.village);
    std::vector<std::uint64_t> lots;
    for (const Unit& u : units) lots.push_back(u.lot);
    std::sort(lots.begin(), lots.end());
    // Where not all have one, at least one unit has it and one has not.
    std::size_t with = (all * kind.percent + 50) / 100;
    if (kind.percent < 100 && all > 1) with = std::clamp<std::size_t>(with, 1, all - 1);
    for (const Unit& u : units)
      if (with == all || u.lot < lots[with]) put(kind, salt, u.village, u.name);
  }

  /// Day care in six of ten new estates and one of twelve old ones, two thirds as large as asked.
  void add_day_care(const std::vector<EstateRecord>& estates) {
    for (std::size_t k = 0; k < estates.size(); ++k) {
      const EstateRecord& e = estates[k];
      Rng rng(hash_of(w_.seed, 140, k));
      if (!rng.chance(e.is_new() ? 60 : 8)) continue;
      const std::int64_t asked = e.households * (e.is_new() ? 30 : 20) / 100;
      const Pt at = middle(e.block->outline[0], e.block->outline[e.block->outline.size() / 2]);
      Site& site = put("day_care", e.block->village, e.block->name + "日间照料中心");
      site.village = kOutside;  // the list tells no unit: an estate may lie in two
      site.at = at;
      site.area_m2 = std::max<std::int64_t>(60, asked * rng.between(80, 170) / 100);
    }
  }

  std::vector<Site> take() { return std::move(out_); }

 private:
  struct Unit {
    std::uint32_t village;  ///< where its offices are
    std::string name;
    std::uint64_t lot = 0;
  };

  std::vector<Unit> units_of(Where where) const {
    std::vector<Unit> out;
    if (where == Where::city)
      out.push_back({w_.townships[w_.counties[0].townships[0]].seat, w_.name});
    for (const County& c : w_.counties)
      if (where == Where::county || (where == Where::rural_county && c.unit_class == "县"))
        out.push_back({w_.townships[c.townships[0]].seat, c.name});
    for (const Township& t : w_.townships)
      if (where == Where::township || (where == Where::rural_township && !t.is_street()))
        out.push_back({t.seat, t.name});
    for (std::uint32_t v = 0; v < w_.villages.size(); ++v)
      if (where == (w_.villages[v].community ? Where::community : Where::village))
        out.push_back({v, w_.villages[v].full_name()});
    return out;
  }

  void put(const Kind& kind, std::uint64_t salt, std::uint32_t village, const std::string& unit) {
    Site& site = put(kind.type, village, unit + kind.name);
    Rng rng(hash_of(w_.seed, 142, salt, village));
    if (*kind.functions && rng.chance(kind.with_functions)) site.functions = kind.functions;
    // A few are still being built, or planned.
    if (kind.percent < 100 && kind.where != Where::village && rng.chance(6))
      site.status = rng.chance(50) ? "building" : "planned";
    if (site.type.ends_with("hospital") || site.type.starts_with("tcm_hospital"))
      site.beds = rng.between(80, 420);
    if (site.type == "village_service_centre") site.area_m2 = rng.between(120, 600);
    if (site.type == "football_pitch") site.area_m2 = rng.between(1500, 9000);
    if (site.type == "fitness_site") site.area_m2 = rng.between(900, 4500);
    if (site.type == "sports_park") site.area_m2 = rng.between(30'000, 90'000);
    if (site.type == "stadium") site.area_m2 = rng.between(20'000, 45'000);
    if (site.type == "gymnasium" || site.type == "fitness_centre")
      site.area_m2 = rng.between(2'000, 9'000);
    if (site.type == "swimming_pool") site.area_m2 = rng.between(800, 2'500);
  }

  Site& put(const char* type, std::uint32_t village, std::string name) {
    Site site;
    site.id = fmt::format("FW{:05}", out_.size() + 1);
    site.type = type;
    site.village = village;
    site.name = std::move(name);
    site.at = s_.address(w_, village, hash_of(143, out_.size()));
    out_.push_back(std::move(site));
    return out_.back();
  }

  const World& w_;
  const Settlements& s_;
  std::vector<Site> out_;
};

}  // namespace

std::vector<Site> make_services(const World& world, const Settlements& settlements,
                                const std::vector<EstateRecord>& estates) {
  Maker maker(world, settlements);
  for (std::size_t k = 0; k < std::size(kKinds); ++k) maker.add(kKinds[k], k);
  maker.add_day_care(estates);
  return maker.take();
}

}  // namespace fangyuan::sample
