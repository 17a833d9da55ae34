// SPDX-License-Identifier: Apache-2.0
// Edits of what project.toml says: date, modes, services.
#include <fmt/format.h>

#include <algorithm>

#include "sim/project/nearest_word.h"
#include "sim/scenario/once.h"
#include "sim/scenario/scenario.h"

namespace fangyuan {
namespace {

class ProjectEditor {
 public:
  ProjectEditor(Project& project, Problems& problems) : project_(project), once_(problems) {}

  void mode(const Edit& edit, const SetMode& e) {
    ModeSettings& s = project_.modes[static_cast<std::size_t>(e.mode)];
    const std::string thing = "mode " + std::string(to_string(e.mode));
    once_.set(edit, thing, "speed_mps", s.speed_mps, e.speed_mps);
    once_.set(edit, thing, "off_network_mps", s.off_network_mps, e.off_network_mps);
    once_.set(edit, thing, "access_limit_m", s.access_limit_m, e.access_limit_m);
    for (const auto& [road_class, kmh] : e.class_kmh)
      once_.set(edit, thing, "class_kmh." + road_class, project_.class_kmh[road_class],
                std::optional(kmh));
  }

  void service(const Edit& edit, const SetService& e, Problems& problems) {
    const auto it = std::find_if(project_.services.begin(), project_.services.end(),
                                 [&](const Service& s) { return s.id == e.id; });
    if (it == project_.services.end()) {
      std::vector<std::string> ids;
      for (const Service& s : project_.services) ids.push_back(s.id);
      const auto near = nearest_word(e.id, ids);
      problems.error(problem_of(edit, "edit-unknown", "id", e.id,
                                {"没有这个服务" + (near ? "；最接近的是 " + *near : ""),
                                 "no such service" + (near ? "; the nearest is " + *near : "")}));
      return;
    }
    if (it->is_joint()) {
      problems.error(problem_of(edit, "value-bad", "id", e.id,
                                {"联合服务只由成员服务决定，请改成员",
                                 "a joint service has only what its members have: change those"}));
      return;
    }
    if (!fits(*it, edit, e, problems)) return;
    const std::string thing = "service " + e.id;
    if (!e.limits.empty()) once_.set(edit, thing, "limits", it->limits, std::optional(e.limits));
    if (!e.statuses.empty())
      once_.set(edit, thing, "status", it->statuses, std::optional(e.statuses));
    once_.set(edit, thing, "need", it->need, e.need);
    once_.set(edit, thing, "speed_mps", it->speed_mps, e.speed_mps);
  }

 private:
  bool fits(const Service& s, const Edit& edit, const SetService& e, Problems& problems) const {
    const std::size_t before = problems.error_count();
    const auto wrong = [&](const char* field, const Text& rule) {
      problems.error(problem_of(edit, "value-bad", field, s.id, rule));
    };
    const bool member =
        std::any_of(project_.services.begin(), project_.services.end(), [&](const Service& joint) {
          return std::any_of(joint.all.begin(), joint.all.end(),
                             [&](ServiceId m) { return &project_.services[m.index()] == &s; });
        });
    if (member && e.limits.size() > 1)
      wrong("limits", {"联合服务的成员必须恰好一个限值", "a member must have exactly one limit"});
    if (e.need && !s.capacity)
      wrong("need", {"只有给出 capacity 才用得到 need", "need is of use only with capacity"});
    if (e.need && s.need_group)
      wrong("need", {"这个服务的需求是一列人口，不是比例", "its need is a column, not a share"});
    if (e.speed_mps && s.mode == Mode::car)
      wrong("speed_mps", {"小汽车按道路等级取速度", "by car the road class gives the speed"});
    return problems.error_count() == before;
  }

  Project& project_;
  Once once_;
};

}  // namespace

void apply_to_project(const Scenario& scenario, Project& project, Problems& problems) {
  if (scenario.date) project.date = *scenario.date;
  ProjectEditor editor(project, problems);
  for (const Edit& edit : scenario.edits) {
    if (const auto* mode = std::get_if<SetMode>(&edit.action)) editor.mode(edit, *mode);
    if (const auto* service = std::get_if<SetService>(&edit.action))
      editor.service(edit, *service, problems);
  }
}

}  // namespace fangyuan
