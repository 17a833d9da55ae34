// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "sim/project/project.h"

namespace fangyuan {
namespace {

using Json = nlohmann::ordered_json;

Json layer_json(const LayerRef& ref) {
  Json j;
  j["path"] = ref.path;
  if (!ref.layer.empty()) j["layer"] = ref.layer;
  if (!ref.where.empty()) j["where"] = ref.where;
  j["datum"] = ref.datum;
  if (!ref.crs.empty()) j["crs"] = ref.crs;
  if (!ref.axes.empty()) j["axes"] = ref.axes;
  if (!ref.fields.empty()) j["fields"] = ref.fields;
  if (!ref.columns.empty()) j["columns"] = ref.columns;
  return j;
}

/// In the units of the limits: seconds or metres; beta per minute or per km.
Json floating_json(const Service& s) {
  Json j;
  j["decay"] = s.floating ? std::string(to_string(s.floating->decay.shape)) : "none";
  if (!s.floating || s.limits.empty()) return j;
  const bool time = s.limits.back().is_time;
  const Decay& decay = s.floating->decay;
  j["limit"] = s.floating->limit.value_or(s.limits.back()).to_string();
  for (const DecayZone& zone : decay.zones)
    j["zones"].push_back(
        {{"up_to", Limit{time, zone.up_to.value()}.to_string()}, {"weight", zone.weight}});
  if (decay.shape == DecayShape::exponential) j["beta"] = decay.beta * (time ? 60'000 : 1'000'000);
  if (decay.shape != DecayShape::inverse_power) return j;
  j["beta"] = decay.beta;
  j["least"] = Limit{time, decay.least.value()}.to_string();
  return j;
}

Json service_json(const Service& s, const Project& p) {
  Json j;
  j["id"] = s.id;
  j["name"] = s.name;
  j["group"] = s.group;
  Json measures = Json::array();
  if (s.measure_network) measures.push_back("network");
  if (s.measure_straight) measures.push_back("straight");
  j["measures"] = measures;
  if (s.is_joint()) {
    for (const ServiceId member : s.all) j["all"].push_back(p.services[member.index()].id);
    return j;
  }
  j["facilities"] = s.facility_types;
  for (const Status status : s.statuses) j["status"].push_back(std::string(to_string(status)));
  j["mode"] = std::string(to_string(s.mode));
  if (s.mode != Mode::car) j["speed_mps"] = p.speed_mps(s);
  for (const Limit& limit : s.limits) j["limits"].push_back(limit.to_string());
  j["direction"] = s.direction == Direction::from_facility ? "from" : "to";
  j["catchment"] = s.own_unit ? "own:" + std::string(to_string(s.own_unit->second)) : "any";
  if (s.capacity) {
    j["capacity"] = *s.capacity;
    if (s.need_group)
      j["need"] = *s.need_group;
    else
      j["need"] = s.need;
    j["best_filling"] = s.best_filling;
    j["floating_catchment"] = floating_json(s);
  }
  if (s.straight_speed_mps) j["straight_speed_mps"] = *s.straight_speed_mps;
  return j;
}

Json burial_json(const BurialSettings& s) {
  Json j;
  if (s.deaths.empty())
    j["group"] = s.group;
  else
    j["deaths"] = s.deaths;
  j["plots"] = plot_method_words()[static_cast<std::size_t>(s.plots)];
  for (const Status status : s.statuses) j["status"].push_back(std::string(to_string(status)));
  for (const PresenceQuery& query : s.units)
    j["units"].push_back(
        {{"level", std::string(to_string(query.level))}, {"classes", query.classes}});
  for (std::size_t t = 0; t < kCemeteryTiers; ++t)
    j[std::string(to_string(static_cast<CemeteryTier>(t)))] = s.types[t];
  for (const UsedParameter& p : s.used())
    j["parameters"][p.id] = {{"value", p.value.to_double()},
                             {"source", p.source},
                             {"grade", to_string(p.grade)},
                             {"given", p.given}};
  return j;
}

}  // namespace

std::string effective_config_json(const Project& p) {
  Json j;
  j["project"] = {
      {"name", p.name}, {"date", to_string(p.date)}, {"crs", p.crs}, {"rules", p.rules}};
  j["cells"] = {{"size_m", p.cell_size_m}};
  for (std::size_t m = 0; m < kModes; ++m) {
    Json mode;
    if (static_cast<Mode>(m) == Mode::car)
      mode["class_kmh"] = p.class_kmh;
    else
      mode["speed_mps"] = p.modes[m].speed_mps;
    mode["off_network_mps"] = p.modes[m].off_network_mps;
    mode["access_limit_m"] = p.modes[m].access_limit_m;
    j["modes"][std::string(to_string(static_cast<Mode>(m)))] = mode;
  }
  for (const BoundarySource& s : p.boundaries) {
    Json b = layer_json(s.ref);
    b["level"] = std::string(to_string(s.level));
    b["tree"] = std::string(to_string(s.tree));
    j["boundaries"].push_back(b);
  }
  for (const NetworkSource& s : p.network) {
    Json n = layer_json(s.ref);
    n["osm_barriers"] = s.osm_barriers;
    n["ferries"] = s.ferries;
    j["network"].push_back(n);
  }
  const auto joined = [](const LayerRef& ref, const std::string& join, Level level) {
    Json t = layer_json(ref);
    if (!join.empty()) t["join"] = join, t["level"] = std::string(to_string(level));
    return t;
  };
  for (const PopulationSource& s : p.population)
    j["population"].push_back(joined(s.ref, s.join, s.level));
  for (const StatisticsSource& s : p.statistics)
    j["statistics"].push_back(joined(s.ref, s.join, s.level));
  for (const FacilitySource& s : p.facilities) {
    Json f = layer_json(s.ref);
    if (!s.type.empty()) f["type"] = s.type;
    if (!s.types.empty()) f["types"] = s.types;
    j["facilities"].push_back(f);
  }
  static constexpr const char* kRoles[] = {"residential", "estate",  "buildable",
                                           "exclusion",   "barrier", "candidate"};
  for (const LandSource& s : p.land) {
    Json l = layer_json(s.ref);
    l["role"] = kRoles[static_cast<std::size_t>(s.role)];
    if (!s.name.empty()) l["name"] = s.name;
    j["land"].push_back(l);
  }
  for (const GivenExemption& e : p.exemptions)
    j["exemptions"].push_back({{"rule", e.rule}, {"unit", e.unit}, {"document", e.document}});
  for (const Service& s : p.services) j["services"].push_back(service_json(s, p));
  if (p.burial) j["burial"] = burial_json(*p.burial);
  return j.dump();
}

}  // namespace fangyuan
