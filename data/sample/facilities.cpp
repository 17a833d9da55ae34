// SPDX-License-Identifier: Apache-2.0
#include "data/sample/facilities.h"

#include <fmt/format.h>

#include <set>

#include "data/sample/names.h"
#include "data/sample/people.h"
#include "data/sample/prng.h"

namespace fangyuan::sample {
namespace {

class Builder {
 public:
  Builder(const World& w, const Settlements& s)
      : w_(w), s_(s), counts_(scaled_counts(w.scale)), names_(hash_of(w.seed, 80)) {}

  Facilities build() {
    care();
    funeral();
    children();
    health();
    veterans();
    community();
    for (std::size_t k = 0; k < out_.funeral.size(); ++k)
      if (Site& s = out_.funeral[k]; s.land_mu < 0) {  // funeral homes
        s.land_mu = 30 + static_cast<std::int64_t>(dice(99, k) % 40);
        s.graves = 0;
      }
    return std::move(out_);
  }

 private:
  /// Villages that satisfy a condition, in an order that only the seed knows.
  template <class Condition>
  std::vector<std::uint32_t> shuffled(std::uint64_t what, Condition condition) const {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
    for (std::uint32_t v = 0; v < w_.villages.size(); ++v)
      if (condition(v)) order.emplace_back(hash_of(w_.seed, what, v), v);
    std::sort(order.begin(), order.end());
    std::vector<std::uint32_t> out;
    out.reserve(order.size());
    for (const auto& [h, v] : order) out.push_back(v);
    return out;
  }
  bool in_town(std::uint32_t v) const { return w_.tiling.cells[v].town != kOutside; }
  const Township& township(std::uint32_t v) const { return w_.townships[w_.villages[v].township]; }
  std::uint64_t dice(std::uint64_t what, std::uint64_t k) const {
    return hash_of(w_.seed, what, k);
  }

  Site& add(std::vector<Site>& to, const char* prefix, const char* type, std::uint32_t v,
            std::string name) {
    Site site;
    site.id = fmt::format("{}{:04}", prefix, to.size() + 1);
    site.type = type;
    site.village = v;
    site.name = std::move(name);
    site.at = s_.address(w_, v, hash_of(to.size(), static_cast<std::uint64_t>(*prefix)));
    to.push_back(std::move(site));
    return to.back();
  }

  void care() {
    auto& to = out_.care;
    // 街道: all but about a fifth have their centre.
    std::vector<std::pair<std::uint64_t, std::uint32_t>> streets;
    for (std::uint32_t k = 0; k < w_.townships.size(); ++k)
      if (w_.townships[k].is_street()) streets.emplace_back(dice(81, k), k);
    std::sort(streets.begin(), streets.end());
    streets.resize(streets.size() - std::max<std::size_t>(1, streets.size() / 5));
    std::sort(streets.begin(), streets.end(), [](auto& a, auto& b) { return a.second < b.second; });
    for (const auto& [h, k] : streets)
      add(to, "YL", "street_care", w_.townships[k].seat, w_.townships[k].name + "综合养老服务中心")
          .functions = dice(130, k) % 100 < 45
                           ? "full_day_care、day_care、home_visit_care、care_guidance"
                           : "day_care、home_visit_care";
    // Communities: most have one place, the large ones two, the rest of the number in villages.
    const std::size_t wanted =
        counts_.street_and_community - std::min(counts_.street_and_community, streets.size());
    auto places = shuffled(82, [&](auto v) { return w_.villages[v].community; });
    places.resize(places.size() * 84 / 100);
    auto second = places;
    std::stable_sort(second.begin(), second.end(), [&](auto a, auto b) {
      return w_.villages[a].people.total > w_.villages[b].people.total;
    });
    second.resize(second.size() / 6);
    const auto large = shuffled(83, [&](auto v) {
      return !w_.villages[v].community && w_.villages[v].people.total > 1300;
    });
    places.insert(places.end(), second.begin(), second.end());
    places.insert(places.end(), large.begin(), large.end());
    std::set<std::uint32_t> seen;
    for (std::size_t k = 0; k < wanted && k < places.size(); ++k) {
      const auto v = places[k];
      add(to, "YL", "community_care", v,
          w_.villages[v].full_name() + (seen.insert(v).second ? "" : "第二") + "养老服务中心");
    }
    const auto rural_seats =
        shuffled(84, [&](auto v) { return v == township(v).seat && !township(v).is_street(); });
    for (std::size_t k = 0; k < counts_.rural_homes && k < rural_seats.size(); ++k)
      add(to, "YL", "township_elderly_home", rural_seats[k],
          township(rural_seats[k]).name + "敬老院")
          .functions = dice(131, k) % 100 < 55 ? "regional_care_centre" : "";
    auto anywhere = shuffled(85, [&](auto v) { return w_.villages[v].community; });
    for (std::size_t k = 0; k < counts_.private_homes; ++k)
      add(to, "YL", "private_care_home", anywhere[k % anywhere.size()],
          names_.community() + (dice(86, k) % 2 ? "老年公寓" : "养老院"));
    const auto villages = shuffled(87, [&](auto v) { return !w_.villages[v].community; });
    for (std::size_t k = 0; k < counts_.happiness_homes && k < villages.size(); ++k)
      add(to, "YL", "happiness_home", villages[k], w_.villages[villages[k]].full_name() + "幸福院");
    // Two of three counties and districts have their support home; one is not accepted yet.
    for (std::uint32_t k = 0; k < w_.counties.size(); ++k)
      if (k % 3 != 1)
        add(to, "YL", "county_support_home", middle_of_town(k),
            w_.counties[k].name + "特困人员供养服务中心")
            .status = k + 1 == w_.counties.size() ? "built" : "in_use";

    std::vector<std::int64_t> weight;
    for (std::size_t k = 0; k < to.size(); ++k) {
      Rng rng(dice(88, k));
      const auto& type = to[k].type;
      weight.push_back(type == "private_care_home"       ? rng.between(40, 140)
                       : type == "township_elderly_home" ? rng.between(35, 85)
                       : type == "county_support_home"   ? rng.between(90, 180)
                       : type == "street_care"           ? rng.between(20, 45)
                       : type == "community_care"        ? rng.between(5, 16)
                                                         : 0);
      to[k].area_m2 = type == "happiness_home"   ? rng.between(120, 400)
                      : type == "community_care" ? rng.between(180, 900)
                                                 : 28 * weight.back() + rng.between(0, 400);
      to[k].opened = fmt::format("{}-{:02}-{:02}", 2010 + rng.between(0, 11), rng.between(1, 12),
                                 rng.between(1, 28));
    }
    const auto beds = share_out(counts_.beds, weight);
    const auto nursing = share_out(counts_.beds * 4540 / 16582, beds);
    for (std::size_t k = 0; k < to.size(); ++k) {
      to[k].beds = beds[k];
      to[k].nursing = nursing[k];
    }
  }

  /// Beside the village, where a graveyard would lie.
  Pt outside_of(std::uint32_t v, double away) const {
    if (s_.patch_of[v] == kOutside) return s_.address(w_, v, 99);
    const Patch& p = s_.patches[s_.patch_of[v]];
    return offset(p.node(0, 0), p.u, -away, -away);
  }

  Site& cemetery(const char* type, std::uint32_t v, std::string name, std::int64_t land,
                 std::string status, std::string approval) {
    Site& s = add(out_.funeral, "BZ", type, v, std::move(name));
    s.at = outside_of(v, 900);
    s.land_mu = land;
    s.graves = land * 160;
    s.status = std::move(status);
    s.approval = std::move(approval);
    return s;
  }

  std::uint32_t village_near(Pt p) const {
    std::uint32_t best = kOutside;
    for (std::uint32_t v = 0; v < w_.villages.size(); ++v)
      if (!in_town(v) && (best == kOutside || square_distance(w_.tiling.cells[v].seed, p) <
                                                  square_distance(w_.tiling.cells[best].seed, p)))
        best = v;
    return best;
  }

  void funeral() {
    const double c = w_.city_radius;
    const auto at = [&](double x, double y) {
      return village_near({static_cast<std::int32_t>(x * c), static_cast<std::int32_t>(y * c)});
    };
    cemetery("cemetery_city", at(0.4, -1.9), "汴州市公益性公墓", 220, "in_use",
             "汴民批〔2019〕1号");
    // Every county and the ring district should have one of 100 亩; they are in different states.
    const struct {
      std::int64_t land;
      const char* status;
    } county[] = {{0, ""},           {0, ""},           {0, ""},
                  {0, ""},           {110, "building"}, {120, "in_use"},
                  {100, "accepted"}, {86, "in_use"},    {105, "approved"}};
    for (std::uint32_t k = 4; k < w_.counties.size(); ++k) {
      const Pt town = w_.plan.towns[w_.counties[k].town].centre;
      const auto v = village_near({town.x + 25'000, town.y - 12'000});
      cemetery("cemetery_county", v, w_.counties[k].name + "公益性公墓", county[k].land,
               county[k].status, fmt::format("汴民批〔2020〕{}号", k));
      if (k > 4)  // the ring district has no funeral home
        add(out_.funeral, "BZ", "funeral_home", village_near({town.x - 22'000, town.y + 9'000}),
            w_.counties[k].name + "殡仪馆")
            .status =
            k + 1 == w_.counties.size() ? "building" : "in_use";  // the last is a blank spot
    }
    add(out_.funeral, "BZ", "funeral_home", at(-1.7, -0.6), "汴州市殡仪馆");
    // The township that hosts the city's cemetery need not have its own, and has none.
    const auto host = w_.villages[out_.funeral.front().village].township;
    const auto seats = shuffled(90, [&](auto v) {
      return v == township(v).seat && !township(v).is_street() && w_.villages[v].township != host;
    });
    static constexpr const char* kStates[] = {"in_use",   "in_use",   "in_use",   "in_use",
                                              "in_use",   "in_use",   "accepted", "built",
                                              "building", "approved", "planned"};
    for (std::size_t k = 0; k < seats.size() * 3 / 4; ++k) {
      Rng rng(dice(91, k));
      const std::string status = kStates[rng.below(11)];
      const auto& own = township(seats[k]).villages;
      cemetery("cemetery_township", own[rng.below(static_cast<std::uint32_t>(own.size()))],
               township(seats[k]).name + "公益性公墓", rng.between(28, 72), status,
               status == "planned" ? "" : fmt::format("汴民批〔2021〕{}号", k + 10));
    }
    static constexpr const char* kParks[] = {"松鹤陵园", "福泽陵园", "安泰陵园"};
    const std::size_t parks = w_.scale >= 0.5 ? 3 : 1;
    for (std::size_t k = 0; k < parks; ++k)
      cemetery("cemetery_commercial",
               at(k == 0   ? 2.1
                  : k == 1 ? -2.0
                           : 0.2,
                  k == 2 ? 2.4 : -1.3),
               kParks[k], 90 + static_cast<std::int64_t>(k) * 30, "in_use",
               fmt::format("豫民批〔2012〕{}号", k + 1));
  }

  void children() {
    const auto anywhere = shuffled(92, [](auto) { return true; });
    const std::size_t planned = std::max<std::size_t>(1, counts_.childrens_homes * 100 / 782);
    for (std::size_t k = 0; k < counts_.childrens_homes + planned && k < anywhere.size(); ++k) {
      Site& s = add(out_.homes, "ET", "childrens_home", anywhere[k],
                    w_.villages[anywhere[k]].full_name() + "儿童之家");
      s.area_m2 = 30 + static_cast<std::int64_t>(dice(93, k) % 90);
      if (k >= counts_.childrens_homes) s.status = "planned";
    }
    const auto towns = shuffled(94, [&](auto v) { return w_.villages[v].community; });
    std::vector<std::int64_t> weight;
    for (std::size_t k = 0; k < counts_.nurseries; ++k) {
      add(out_.children, "TY", "nursery", towns[k % towns.size()], names_.community() + "托育园");
      weight.push_back(20 + static_cast<std::int64_t>(dice(95, k) % 50));
    }
    const auto places = share_out(counts_.nursery_places, weight);
    for (std::size_t k = 0; k < places.size(); ++k) out_.children[k].places = places[k];
    for (std::uint32_t k = 5; k < w_.counties.size(); ++k)
      add(out_.children, "TY", "child_welfare_home", middle_of_town(k),
          w_.counties[k].name + "儿童福利中心")
          .places = 0;
  }

  std::uint32_t middle_of_town(std::uint32_t county) const {
    const Pt c = w_.plan.towns[w_.counties[county].town].centre;
    std::uint32_t best = w_.townships[w_.counties[county].townships[0]].villages[0];
    for (const auto unit : w_.counties[county].townships)
      for (const auto v : w_.townships[unit].villages)
        if (in_town(v) && square_distance(w_.tiling.cells[v].seed, c) <
                              square_distance(w_.tiling.cells[best].seed, c))
          best = v;
    return best;
  }

  void health() {
    auto& to = out_.health;
    for (std::uint32_t k = 0; k < w_.counties.size(); ++k) {
      Site& s = add(to, "WS", k < 4 ? "hospital_tertiary" : "hospital_secondary", middle_of_town(k),
                    w_.counties[k].name + "人民医院");
      // A large prefecture's hospitals are larger, for there is one for each county.
      s.beds = static_cast<std::int64_t>(
          std::floor((0.2 + 2.8 * w_.scale) *
                     static_cast<double>(400 + static_cast<std::int64_t>(dice(96, k) % 700))));
      s.functions = k % 3 == 2   ? "fever_clinic"
                    : k % 2 == 0 ? "fever_clinic、p2_laboratory、geriatrics_department"
                                 : "fever_clinic、p2_laboratory";
    }
    for (const auto& unit : w_.townships) {
      Site& s =
          add(to, "WS", unit.is_street() ? "community_health_centre" : "township_health_centre",
              unit.seat, unit.name + (unit.is_street() ? "社区卫生服务中心" : "卫生院"));
      s.beds = 20 + static_cast<std::int64_t>(dice(97, to.size()) % 60);
      const std::uint64_t what = dice(132, to.size()) % 100;
      s.functions = what < 55   ? "health_hut、tcm_room、tcm_department、fever_clinic"
                    : what < 85 ? "health_hut、tcm_department、fever_clinic"
                                : "tcm_department";
    }
    for (std::uint32_t v = 0; v < w_.villages.size(); ++v)
      if (dice(98, v) % 100 < 93)
        add(to, "WS", w_.villages[v].community ? "community_health_station" : "village_clinic", v,
            w_.villages[v].full_name() + (w_.villages[v].community ? "卫生服务站" : "卫生室"))
            .beds = 0;
    for (std::size_t k = 0; k < to.size(); ++k)
      if (to[k].type == "village_clinic" && dice(133, k) % 100 < 82)
        to[k].functions = "village_clinic_public";
  }

  void veterans() {
    auto& to = out_.veterans;
    add(to, "TY", "veteran_centre_city", middle_of_town(0), w_.name + "退役军人服务中心");
    for (std::uint32_t k = 0; k < w_.counties.size(); ++k)
      add(to, "TY", "veteran_centre_county", middle_of_town(k),
          w_.counties[k].name + "退役军人服务中心");
    add(to, "TY", "veteran_centre_county", w_.townships[w_.management.townships[0]].seat,
        w_.management.name + "退役军人服务中心");
    for (const auto& unit : w_.townships)
      add(to, "TY", "veteran_station_township", unit.seat, unit.name + "退役军人服务站");
    for (std::uint32_t v = 0; v < w_.villages.size(); ++v)
      add(to, "TY", "veteran_station_village", v, w_.villages[v].full_name() + "退役军人服务站");
    for (std::size_t k = 0; k < to.size(); ++k) to[k].id = fmt::format("JR{:04}", k + 1);
  }

  /// Service centres of communities; as the plans say, 74 of them at full size are below 300 m².
  void community() {
    const auto all = shuffled(89, [&](auto v) { return w_.villages[v].community; });
    const auto small = static_cast<std::size_t>(std::floor(74 * w_.scale + 0.5));
    for (std::size_t k = 0; k < all.size() * 96 / 100; ++k) {
      Site& s = add(out_.community, "SQ", "community_service_centre", all[k],
                    w_.villages[all[k]].full_name() + "综合服务中心");
      s.area_m2 = k < small ? 80 + static_cast<std::int64_t>(dice(79, k) % 219)
                            : 300 + static_cast<std::int64_t>(dice(79, k) % 1500);
      if (dice(134, k) % 100 < 76) s.functions = "volunteer_point";
    }
  }

  const World& w_;
  const Settlements& s_;
  FacilityCounts counts_;
  Names names_;
  Facilities out_;
};

}  // namespace

FacilityCounts scaled_counts(double scale) {
  const FacilityCounts full;
  const auto n = [&](std::size_t count) {
    return std::max<std::size_t>(
        2, static_cast<std::size_t>(std::floor(static_cast<double>(count) * scale + 0.5)));
  };
  FacilityCounts c;
  c.private_homes = n(full.private_homes);
  c.rural_homes = n(full.rural_homes);
  c.street_and_community = n(full.street_and_community);
  c.happiness_homes = n(full.happiness_homes);
  c.childrens_homes = n(full.childrens_homes);
  c.nurseries = n(full.nurseries);
  c.beds = static_cast<std::int64_t>(std::floor(static_cast<double>(full.beds) * scale + 0.5));
  c.nursery_places =
      static_cast<std::int64_t>(std::floor(static_cast<double>(full.nursery_places) * scale + 0.5));
  return c;
}

Facilities make_facilities(const World& w, const Settlements& s) { return Builder(w, s).build(); }

std::vector<std::uint32_t> streets_without_care(const World& w, const Facilities& f) {
  std::set<std::uint32_t> with;
  for (const auto& site : f.care)
    if (site.type == "street_care") with.insert(w.villages[site.village].township);
  std::vector<std::uint32_t> out;
  for (std::uint32_t k = 0; k < w.townships.size(); ++k)
    if (w.townships[k].is_street() && !with.contains(k)) out.push_back(k);
  std::sort(out.begin(), out.end(),
            [&](auto a, auto b) { return w.townships[a].code < w.townships[b].code; });
  return out;
}

}  // namespace fangyuan::sample
