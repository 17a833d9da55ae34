// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "geo/facilities/facility_types.h"
#include "sim/project/nearest_word.h"
#include "sim/siting/site_request.h"

namespace fangyuan {
namespace {

class Checker {
 public:
  Checker(const SiteRequest& request, const Project& project, Problems& problems)
      : r_(request), project_(project), problems_(problems) {}

  void run() {
    const auto id = service_of(r_, project_);
    if (id)
      service(project_.services[id->index()]);
    else if (!r_.service.empty())
      unknown_service();
    groups();
    floors();
    prices();
    land();
    for (const CandidateSource& c : r_.candidates) {
      if (c.layer) file(*c.layer);
      for (const std::string& type : c.types) known_type(type, c.where, "facilities");
    }
    for (const ExclusionSource& e : r_.exclusions)
      if (e.layer) file(*e.layer);
  }

 private:
  Problem problem(std::string code, std::string layer, std::string field, std::string value,
                  Text rule) const {
    Problem p;
    p.code = std::move(code);
    p.file = r_.file;
    p.layer = std::move(layer);
    p.field = std::move(field);
    p.value = std::move(value);
    p.rule = std::move(rule);
    return p;
  }

  void unknown_service() {
    std::vector<std::string> ids;
    for (const Service& s : project_.services) ids.push_back(s.id);
    const auto near = nearest_word(r_.service, ids);
    problems_.error(problem(
        "service-unknown", "site", "service", r_.service,
        {"项目没有这个服务" +
             (near ? "；最接近的是 " + *near : fmt::format("；有：{}", fmt::join(ids, "、"))),
         "the project has no such service" +
             (near ? "; the nearest is " + *near
                   : fmt::format("; there are {}", fmt::join(ids, ", ")))}));
  }

  void service(const Service& s) {
    if (s.is_joint()) {
      problems_.error(
          problem("site-joint", "site", "service", s.id,
                  {"联合服务没有自己的设施；请写它的一个成员",
                   "a joint service has no sites of its own; name one of its members"}));
      return;
    }
    if (r_.capacity && !s.capacity)
      problems_.error(problem("key-useless", "site", "capacity", "",
                              {"这项服务没有容量；project.toml 里写 capacity",
                               "the service has no capacity; give it one in project.toml"}));
    if (s.capacity && !r_.capacity)
      problems_.warning(
          problem("site-capacity", "site", "service", s.id,
                  {"选址按圈内人数，不看容量；要看容量写 capacity = true",
                   "siting counts who is in reach, not capacity; capacity = true looks at it"}));
    if (!r_.type.empty() && std::find(s.facility_types.begin(), s.facility_types.end(), r_.type) ==
                                s.facility_types.end())
      problems_.error(problem(
          "value-bad", "site", "type", r_.type,
          {fmt::format("服务不用这类设施；可写 {}", fmt::join(s.facility_types, "、")),
           fmt::format("not a type of the service; write {}", fmt::join(s.facility_types, ", "))}));
    if (!r_.limit) return;
    const bool same_kind = s.limits.front().is_time == r_.limit->is_time;
    const bool known = std::find(s.limits.begin(), s.limits.end(), *r_.limit) != s.limits.end();
    if (same_kind && (known || !r_.covering())) return;
    std::vector<std::string> words;
    for (const Limit& l : s.limits)
      words.push_back(l.is_time ? fmt::format("limit_min = {}", l.value / 60'000.0)
                                : fmt::format("limit_m = {}", l.value / 1000.0));
    problems_.error(problem(
        "site-limit", "site", r_.limit->is_time ? "limit_min" : "limit_m", r_.limit->to_string(),
        {fmt::format("服务没有这个限值；可写 {}", fmt::join(words, "、")),
         fmt::format("not a limit of the service; write {}", fmt::join(words, ", "))}));
  }

  void groups() {
    std::set<std::string> known;
    for (const PopulationSource& s : project_.population)
      for (const auto& [group, column] : s.ref.columns) known.insert(group);
    for (const auto& [group, weight] : r_.weights) {
      if (known.contains(group)) continue;
      const auto near = nearest_word(group, {known.begin(), known.end()});
      problems_.error(problem("group-unknown", "site", "weights." + group, "",
                              {"没有这个人群" + (near ? "；最接近的是 " + *near : ""),
                               "no such group" + (near ? "; the nearest is " + *near : "")}));
    }
  }

  void floors() {
    if (!r_.floor_sites && !r_.floor_share) return;
    for (const BoundarySource& b : project_.boundaries)
      if (b.level == r_.floor_level && b.tree == Tree::legal) return;
    problems_.error(problem("value-bad", "site", "floor_level",
                            std::string(to_string(r_.floor_level)),
                            {"项目没有这一级区划", "the project has no units of this level"}));
  }

  void prices() {
    if (!r_.budget) return;
    for (const CandidateSource& c : r_.candidates)
      if (!c.price && !(c.layer && c.layer->fields.contains("price")) &&
          !(!c.points.empty() && std::ranges::all_of(c.points, [](const CandidatePoint& p) {
            return p.price.has_value();
          })))
        problems_.error(
            problem("key-missing", c.where, "price", "",
                    {"有预算就要有价格：price = 数，图层可写 fields = { price = \"列\" }",
                     "a budget needs prices: price = NUMBER, or of a layer fields = { price = "
                     "\"COLUMN\" }"}));
  }

  void land() {
    const auto has = [&](LandRole role, const std::string& name) {
      return std::any_of(project_.land.begin(), project_.land.end(), [&](const LandSource& s) {
        return s.role == role && (name.empty() || s.name == name);
      });
    };
    const auto none = [&](const std::string& where, const char* field, const std::string& value) {
      problems_.error(
          problem("site-land", where, field, value,
                  {"项目没有这样的用地图层 [[land]]；格网可写 over = \"units\"",
                   "the project has no such [[land]]; a grid may be over = \"units\""}));
    };
    for (const CandidateSource& c : r_.candidates) {
      if (c.land && !has(LandRole::candidate, *c.land)) none(c.where, "land", *c.land);
      if (!c.step_m || c.over.empty()) continue;
      if (c.over == "units" ? project_.boundaries.empty()
                            : !has(c.over == "buildable"     ? LandRole::buildable
                                   : c.over == "residential" ? LandRole::residential
                                                             : LandRole::estate,
                                   ""))
        none(c.where, "over", c.over);
    }
    for (const ExclusionSource& e : r_.exclusions)
      if (!e.layer && !has(LandRole::exclusion, e.land)) none(e.where, "land", e.land);
  }

  void file(const LayerRef& ref) {
    if (!ref.path.empty() && is_missing(ref))
      problems_.error(
          {.code = "file-missing", .file = ref.path, .rule = {"没有这个文件", "no such file"}});
  }

  void known_type(const std::string& type, const std::string& layer, const char* field) {
    const bool asked =
        std::any_of(project_.services.begin(), project_.services.end(), [&](const Service& s) {
          return std::find(s.facility_types.begin(), s.facility_types.end(), type) !=
                 s.facility_types.end();
        });
    if (asked || FacilityTypes::shipped().find(type) != nullptr) return;
    const auto near = FacilityTypes::shipped().nearest(type, 3);
    problems_.error(
        problem("type-bad", layer, field, type,
                {fmt::format("不认识的设施类型；最接近的是 {}", fmt::join(near, "、")),
                 fmt::format("no such type; the nearest are {}", fmt::join(near, ", "))}));
  }

  const SiteRequest& r_;
  const Project& project_;
  Problems& problems_;
};

}  // namespace

std::optional<ServiceId> service_of(const SiteRequest& request, const Project& project) {
  for (std::size_t s = 0; s < project.services.size(); ++s)
    if (project.services[s].id == request.service) return ServiceId(s);
  return std::nullopt;
}

Limit covering_limit(const SiteRequest& request, const Service& service) {
  return request.covering() && request.limit ? *request.limit : service.limits.back();
}

void check_site_request(const SiteRequest& request, const Project& project, Problems& problems) {
  Checker(request, project, problems).run();
}

}  // namespace fangyuan
