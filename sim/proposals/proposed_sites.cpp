// SPDX-License-Identifier: Apache-2.0
#include "sim/proposals/proposed_sites.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "geo/facilities/amount_fields.h"
#include "geo/facilities/red_lines.h"
#include "sim/scenario/apply.h"

namespace fangyuan {
namespace {

constexpr std::size_t kMostSites = 50;

/// A file's own problems, each telling the file.
Problem of_site(const ProposedSite& s, const char* code, const char* field, std::string value,
                Text rule) {
  Problem p;
  p.code = code;
  p.file = s.shape.source;
  p.layer = s.where;
  p.field = field;
  p.value = std::move(value);
  p.rule = std::move(rule);
  p.where = s.place.lonlat;
  return p;
}

Problem of_request(const ProposalRequest& r, const char* code, std::string layer, const char* field,
                   std::string value, Text rule) {
  Problem p;
  p.code = code;
  p.file = r.site.file;
  p.layer = std::move(layer);
  p.field = field;
  p.value = std::move(value);
  p.rule = std::move(rule);
  return p;
}

/// price is no amount of the site: a whole number, apart.
void take_price(ProposedSite& s, Problems& problems) {
  const auto price = s.shape.amounts.find("price");
  if (price == s.shape.amounts.end()) return;
  const Amount value = price->second;
  s.shape.amounts.erase(price);
  if (value.millionths() % Amount::kPerUnit != 0 || value < Amount()) {
    problems.error(
        of_site(s, "value-bad", "price", s.shape.id + ": " + value.to_string(),
                {"价格应为不小于 0 的整数", "prices must be whole numbers of at least 0"}));
    return;
  }
  s.price = value.millionths() / Amount::kPerUnit;
}

/// Land of the red line where the list tells none; a warning where it tells much else.
void take_land(ProposedSite& s, Problems& problems) {
  if (!s.has_outline()) return;
  constexpr double kCents = 100, kDiffers = 0.02;
  const double drawn = std::round(s.shape.area_m2 * kCents) / kCents;
  const auto told = s.shape.amounts.find("land_m2");
  if (told == s.shape.amounts.end()) {
    const Amount m2 = Amount::from_double(drawn);
    s.shape.amounts["land_m2"] = m2;
    s.shape.amounts["land_mu"] = m2_to_mu(m2);
    return;
  }
  const double listed = told->second.to_double();
  if (std::abs(listed - drawn) <= kDiffers * std::max(listed, drawn)) return;
  problems.warning(of_site(
      s, "proposal-land-differs", "land_m2", s.shape.id,
      {fmt::format("表里写 {:.0f} 平方米，红线内 {:.0f} 平方米；用地够不够按表里的判", listed,
                   drawn),
       fmt::format("the list says {:.0f} m², the red line holds {:.0f} m²; the list's is used",
                   listed, drawn)}));
}

Edit edit_of(const ProposalRequest& r, const Service* service, const ProposedSite& s) {
  OpenSite open;
  open.site.id = s.shape.id;
  open.site.name = s.shape.name;
  open.site.type = r.site.type;
  if (service != nullptr) {
    if (open.site.type.empty()) open.site.type = service->facility_types.front();
    const auto& counts = service->statuses;
    if (!counts.empty() && std::find(counts.begin(), counts.end(), Status::in_use) == counts.end())
      open.site.status = counts.front();
  }
  open.site.amounts = r.site.amounts;
  for (const auto& [name, amount] : s.shape.amounts) open.site.amounts[name] = amount;
  open.at = GivenPlace{s.place.lonlat, {}};
  return {r.site.file, s.where, "", "", std::move(open)};
}

/// Ids and names that several sites have: the sheet could not tell them apart.
void check_twice(const std::vector<ProposedSite>& sites, Problems& problems) {
  for (const bool by_name : {false, true}) {
    std::map<std::string, const ProposedSite*> seen;
    for (const ProposedSite& s : sites) {
      const std::string& word = by_name ? s.shape.name : s.shape.id;
      if (by_name && s.shape.name == s.shape.id) continue;  // told once
      const auto [at, fresh] = seen.emplace(word, &s);
      if (fresh) continue;
      problems.error(of_site(s, "proposal-twice", by_name ? "name" : "id", word,
                             {fmt::format("第 {} 行与 {} 第 {} 行重名", s.shape.row,
                                          at->second->shape.source, at->second->shape.row),
                              fmt::format("row {} is called as row {} of {}", s.shape.row,
                                          at->second->shape.row, at->second->shape.source)}));
    }
  }
}

bool is_outside(const Boundaries& boundaries, XY at) {
  const auto& layers = boundaries.units.layers;
  if (layers.empty()) return false;
  for (std::size_t l = 0; l < layers.size(); ++l)
    if (boundaries.locate(l, at)) return false;
  return true;
}

}  // namespace

std::vector<ProposedSite> find_proposed_sites(const ProposalRequest& request,
                                              const Boundaries* boundaries, const Frame& frame,
                                              Problems& problems) {
  std::vector<ProposedSite> sites;
  for (const SitesSource& source : request.sites) {
    if (is_missing(source.layer)) continue;  // told already
    for (LandFeature& f : read_red_lines(source.layer, frame, problems).features) {
      ProposedSite s;
      s.where = source.where;
      s.price = source.price;
      s.place = frame.place(place_of(f, frame).lonlat);  // as a scenario that names it reads it
      s.shape = std::move(f);
      take_price(s, problems);
      take_land(s, problems);
      if (boundaries != nullptr && is_outside(*boundaries, s.place.xy))
        problems.error(of_site(s, "proposal-outside", "", s.shape.name,
                               {"地块在区划之外，请核对坐标系和带号",
                                "the site lies outside all units; check its CRS and zone"}));
      sites.push_back(std::move(s));
    }
  }
  check_twice(sites, problems);
  if (sites.size() > kMostSites)
    problems.error(of_request(
        request, "proposal-too-many", "sites", "", fmt::format("{}", sites.size()),
        {fmt::format("比选至多 {} 处地块；从很多候选点里选址请用 fangyuan site", kMostSites),
         fmt::format("at most {} sites are compared; to choose from many see fangyuan site",
                     kMostSites)}));
  if (sites.empty() && !problems.has_errors())
    problems.error(of_request(request, "proposal-empty", "sites", "", "",
                              {"没有一处地块可比", "there is no site to compare"}));
  return sites;
}

void open_proposed_sites(const ProposalRequest& request, const Service& service, bool by_streets,
                         std::vector<ProposedSite>& sites, Study& study, Problems& problems) {
  Scenario scenario;
  for (ProposedSite& s : sites) {
    s.edit = edit_of(request, &service, s);
    scenario.edits.push_back(s.edit);
  }
  Problems of_edits;
  apply_to_study(scenario, study, of_edits);
  for (const Problem& p : of_edits.all()) problems.add(p);
  if (of_edits.has_errors()) return;
  std::map<std::string, std::size_t> by_id;
  for (std::size_t i = 0; i < study.facilities.all.size(); ++i)
    by_id.emplace(study.facilities.all[i].id, i);
  const auto* access = study.access[static_cast<std::size_t>(service.mode)].get();
  for (ProposedSite& s : sites) {
    s.site = SiteId(by_id.at(s.shape.id));
    s.connected = !by_streets || (access != nullptr && !access->sites[s.site.index()].empty());
    if (!s.connected)
      problems.warning(of_site(
          s, "proposal-unconnected", "", s.shape.name,
          {"附近没有可用的道路，按路网服务不到人；请补接入道路或改用 measure = \"straight\"",
           "no usable street is near: by the network it serves nobody; add its access road, or "
           "measure = \"straight\""}));
  }
}

}  // namespace fangyuan
