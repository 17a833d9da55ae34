// SPDX-License-Identifier: Apache-2.0
// Edits as sentences: the same in the terminal, in changes.json and on a page.
#include <fmt/format.h>

#include "geo/facilities/facility_types.h"
#include "sim/scenario/edit.h"
#include "sim/scenario/edit_new_roads.h"
#include "sim/scenario/edit_rules.h"
#include "sim/scenario/edit_units.h"

namespace fangyuan {
namespace {

/// zh and en of one format each.
template <class... Args>
Text say(std::string_view zh, std::string_view en, const Args&... args) {
  return {fmt::format(fmt::runtime(zh), args...), fmt::format(fmt::runtime(en), args...)};
}

Text type_name(const std::string& id) {
  const FacilityType* type = FacilityTypes::shipped().find(id);
  return type ? Text{type->zh, type->en} : Text{id, id};
}

Text types_named(const std::vector<std::string>& ids) {
  Text out;
  for (const std::string& id : ids) {
    const Text one = type_name(id);
    out.zh += (out.zh.empty() ? "" : "、") + one.zh;
    out.en += (out.en.empty() ? "" : ", ") + one.en;
  }
  return out;
}

std::string amounts_named(const std::map<std::string, Amount>& amounts, bool sign) {
  std::string out;
  for (const auto& [name, value] : amounts)
    out += fmt::format("{}{} {}{}", out.empty() ? "" : ", ", name,
                       sign && value > Amount() ? "+" : "", value.to_string());
  return out;
}

std::string place_named(const GivenPlace& p) {
  if (p.lonlat) return fmt::format("{:.6f}, {:.6f}", p.lonlat->lon, p.lonlat->lat);
  return fmt::format("x {:.2f}, y {:.2f}", p.xy->x, p.xy->y);
}

Text sites_named(const SiteChoice& sites) {
  if (!sites.ids.empty()) {
    const std::string ids = fmt::format("{}", fmt::join(sites.ids, ", "));
    return {ids, ids};
  }
  const Text type = type_name(sites.type);
  if (sites.unit.empty()) return {"全部" + type.zh, "every " + type.en};
  return {sites.unit + "的全部" + type.zh, "every " + type.en + " in " + sites.unit};
}

struct Describer {
  Text operator()(const ChangeUnits& e) const { return describe_units(e); }
  Text operator()(const OpenSite& e) const {
    const Facility& f = e.site;
    const Text type = type_name(f.type);
    Text out{fmt::format("新设{}“{}”（{}）", type.zh, f.name, f.id),
             fmt::format("open {} \"{}\" ({})", type.en, f.name, f.id)};
    if (e.at) {
      out.zh += "，位于 " + place_named(*e.at);
      out.en += " at " + place_named(*e.at);
    } else {
      out.zh += "，属 " + f.given_unit;
      out.en += " in " + f.given_unit;
    }
    if (f.opened) {
      out.zh += "，" + to_string(*f.opened) + " 启用";
      out.en += ", opened on " + to_string(*f.opened);
    }
    if (f.status != Status::in_use) {
      out.zh += "，状态 " + std::string(to_string(f.status));
      out.en += ", status " + std::string(to_string(f.status));
    }
    if (!f.functions.empty()) {
      const Text functions = types_named(f.functions);
      out.zh += "，兼有" + functions.zh;
      out.en += ", also " + functions.en;
    }
    if (!f.amounts.empty()) {
      out.zh += "，" + amounts_named(f.amounts, false);
      out.en += ", " + amounts_named(f.amounts, false);
    }
    return out;
  }

  Text operator()(const ChangeSites& e) const {
    Text out = sites_named(e.sites);
    out.zh += "：";
    out.en += ": ";
    std::string zh, en;
    const auto part = [&](const Text& t) {
      zh += (zh.empty() ? "" : "，") + t.zh;
      en += (en.empty() ? "" : ", ") + t.en;
    };
    if (e.kind == "close" && !e.closed) part({"关闭", "close"});
    if (e.kind != "close" && e.status) part(say("状态改为 {}", "status {}", to_string(*e.status)));
    if (e.opened) part(say("{} 启用", "opens on {}", to_string(*e.opened)));
    if (e.closed) part(say("{} 关闭", "closes on {}", to_string(*e.closed)));
    if (e.type) {
      const Text type = type_name(*e.type);
      part({"改为" + type.zh, "becomes " + type.en});
    }
    if (e.name) part(say("改名为“{}”", "is renamed \"{}\"", *e.name));
    if (!e.add_functions.empty()) {
      const Text t = types_named(e.add_functions);
      part({"增设" + t.zh, "also serves as " + t.en});
    }
    if (!e.drop_functions.empty()) {
      const Text t = types_named(e.drop_functions);
      part({"不再作为" + t.zh, "serves no more as " + t.en});
    }
    if (!e.set.empty()) part({amounts_named(e.set, false), amounts_named(e.set, false)});
    if (!e.add.empty()) part({amounts_named(e.add, true), amounts_named(e.add, true)});
    return {out.zh + zh, out.en + en};
  }

  Text operator()(const MoveSite& e) const {
    return say("{} 迁到 {}", "move {} to {}", e.id, place_named(e.at));
  }

  Text operator()(const ChangeRoads& e) const {
    std::string zh, en;
    for (const std::int64_t way : e.roads.ways) {
      zh += fmt::format("{}道路 {}", zh.empty() ? "" : "、", way);
      en += fmt::format("{}way {}", en.empty() ? "" : ", ", way);
    }
    for (const GivenPlace& p : e.roads.at) {
      zh += fmt::format("{}{} 处的道路", zh.empty() ? "" : "、", place_named(p));
      en += fmt::format("{}the street at {}", en.empty() ? "" : ", ", place_named(p));
    }
    std::string modes;
    for (const Mode m : e.modes) modes += (modes.empty() ? "" : ", ") + std::string(to_string(m));
    if (e.kmh)
      return {fmt::format("{}：小汽车 {} km/h", zh, *e.kmh),
              fmt::format("{}: {} km/h by car", en, *e.kmh)};
    if (e.factor)
      return {fmt::format("{}：小汽车速度 × {}", zh, *e.factor),
              fmt::format("{}: car speed × {}", en, *e.factor)};
    const bool all = e.modes.size() == kModes;
    return {fmt::format("{}：封闭{}", zh, all ? "" : "（" + modes + "）"),
            fmt::format("{}: closed{}", en, all ? "" : " (" + modes + ")")};
  }

  Text operator()(const AddPeople& e) const {
    const std::string where = e.at ? place_named(*e.at) : "";
    const std::string counts = amounts_named(e.counts, false);
    return {fmt::format("新增人口“{}”{}：{}", e.name, e.at ? "（" + where + "）" : "", counts),
            fmt::format("new people \"{}\"{}: {}", e.name, e.at ? " at " + where : "", counts)};
  }

  Text operator()(const ScalePeople& e) const {
    return {fmt::format("{}{} × {}", e.unit.empty() ? "全域" : e.unit + " 的",
                        e.group.empty() ? "各类人口" : e.group, e.factor.to_string()),
            fmt::format("{} of {} × {}", e.group.empty() ? "every group" : e.group,
                        e.unit.empty() ? "the whole study" : e.unit, e.factor.to_string())};
  }

  Text operator()(const SetMode& e) const {
    std::string what;
    const auto part = [&](const std::string& text) { what += (what.empty() ? "" : ", ") + text; };
    if (e.speed_mps) part(fmt::format("{} m/s", *e.speed_mps));
    if (e.off_network_mps) part(fmt::format("off_network_mps {} m/s", *e.off_network_mps));
    if (e.access_limit_m) part(fmt::format("access_limit_m {}", *e.access_limit_m));
    for (const auto& [road_class, kmh] : e.class_kmh)
      part(fmt::format("{} {} km/h", road_class, kmh));
    return say("出行方式 {}：{}", "mode {}: {}", to_string(e.mode), what);
  }

  Text operator()(const SetService& e) const {
    std::string what;
    const auto part = [&](const std::string& text) { what += (what.empty() ? "" : ", ") + text; };
    for (const Limit& l : e.limits)
      part(l.is_time ? fmt::format("{} min", l.value / 60'000.0)
                     : fmt::format("{} m", l.value / 1000.0));
    if (e.need) part(fmt::format("need {}", *e.need));
    if (e.speed_mps) part(fmt::format("{} m/s", *e.speed_mps));
    for (const Status s : e.statuses) part(std::string(to_string(s)));
    return say("服务 {}：{}", "service {}: {}", e.id, what);
  }

  Text operator()(const SetRule& e) const { return describe_rule(e); }
  Text operator()(const AddRoad& e) const { return describe_road(e); }
};

}  // namespace

Text describe(const Edit& edit) {
  Text out = std::visit(Describer{}, edit.action);
  if (!edit.source.empty()) {
    out.zh += "（依据：" + edit.source + "）";
    out.en += " (source: " + edit.source + ")";
  }
  return out;
}

}  // namespace fangyuan
