// SPDX-License-Identifier: Apache-2.0
// Edits as sentences: the same in the terminal, in changes.json and on a page.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "geo/facilities/facility_types.h"
#include "geo/out/words_zh.h"
#include "sim/scenario/edit.h"
#include "sim/scenario/edit_new_roads.h"
#include "sim/scenario/edit_rules.h"
#include "sim/scenario/edit_units.h"
#include "sim/scenario/known_names.h"

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

struct AmountWord {
  std::string_view field, zh, unit;
};

constexpr std::array kAmounts = std::to_array<AmountWord>({{"beds", "床位", " 张"},
                                                           {"nursing_beds", "护理型床位", " 张"},
                                                           {"area_m2", "建筑面积", " 平方米"},
                                                           {"land_mu", "用地", " 亩"},
                                                           {"land_m2", "用地", " 平方米"},
                                                           {"staff", "工作人员", " 人"},
                                                           {"places", "名额（托位、学位）", " 个"},
                                                           {"graves", "墓穴", " 个"},
                                                           {"niches", "格位", " 个"},
                                                           {"places_used", "已用穴位", " 个"},
                                                           {"places_left", "剩余穴位", " 个"}});

/// Amounts of a site; a field of the user's own is called as the user does.
Text amounts_named(const std::map<std::string, Amount>& amounts, bool sign) {
  Text out;
  for (const auto& [name, value] : amounts) {
    const std::string number = (sign && value > Amount() ? "+" : "") + value.to_string();
    const auto* word = std::ranges::find(kAmounts, name, &AmountWord::field);
    const bool known = word != kAmounts.end();
    out.zh += fmt::format("{}{} {}{}", out.zh.empty() ? "" : "，", known ? word->zh : name, number,
                          known ? word->unit : "");
    out.en += fmt::format("{}{} {}", out.en.empty() ? "" : ", ", name, number);
  }
  return out;
}

Text people_named(const std::map<std::string, Amount>& counts) {
  Text out;
  for (const auto& [group, value] : counts) {
    out.zh +=
        fmt::format("{}{} {}", out.zh.empty() ? "" : "，", group_zh(group), value.to_string());
    out.en += fmt::format("{}{} {}", out.en.empty() ? "" : ", ", group, value.to_string());
  }
  return out;
}

Text modes_named(const std::vector<Mode>& modes) {
  Text out;
  for (const Mode m : modes) {
    out.zh += (out.zh.empty() ? "" : "、") + std::string(mode_zh(m));
    out.en += (out.en.empty() ? "" : ", ") + std::string(to_string(m));
  }
  return out;
}

std::string place_named(const GivenPlace& p) {
  if (p.lonlat) return fmt::format("{:.6f}, {:.6f}", p.lonlat->lon, p.lonlat->lat);
  return fmt::format("x {:.2f}, y {:.2f}", p.xy->x, p.xy->y);
}

/// The first few by their names; the file has them all.
Text sites_named(const SiteChoice& sites, const KnownNames& names, bool by_id) {
  constexpr std::size_t kNamed = 5;
  if (!sites.ids.empty()) {
    Text out;
    for (std::size_t i = 0; i < sites.ids.size() && i < kNamed; ++i) {
      const Text one = by_id ? Text{sites.ids[i], sites.ids[i]} : names.site(sites.ids[i]);
      out.zh += (i == 0 ? "" : "、") + one.zh;
      out.en += (i == 0 ? "" : ", ") + one.en;
    }
    if (sites.ids.size() > kNamed) {
      out.zh += fmt::format("等 {} 处", sites.ids.size());
      out.en += fmt::format(" … {} sites", sites.ids.size());
    }
    return out;
  }
  const Text type = type_name(sites.type);
  if (sites.unit.empty()) return {"全部" + type.zh, "every " + type.en};
  const Text unit = names.unit(sites.unit);
  return {unit.zh + "的全部" + type.zh, "every " + type.en + " in " + unit.en};
}

/// Clauses of a sentence.
struct Clauses {
  Text all;
  template <class... Args>
  void add(std::string_view zh, std::string_view en, const Args&... args) {
    const Text one = say(zh, en, args...);
    all.zh += (all.zh.empty() ? "" : "，") + one.zh;
    all.en += (all.en.empty() ? "" : ", ") + one.en;
  }
};

struct Describer {
  const KnownNames& names;

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
      const Text unit = names.unit(f.given_unit);
      out.zh += "，属 " + unit.zh;
      out.en += " in " + unit.en;
    }
    if (f.opened) {
      out.zh += "，" + to_string(*f.opened) + " 启用";
      out.en += ", opened on " + to_string(*f.opened);
    }
    if (f.status != Status::in_use) {
      out.zh += "，状态 " + std::string(status_zh(f.status));
      out.en += ", status " + std::string(to_string(f.status));
    }
    if (!f.functions.empty()) {
      const Text functions = types_named(f.functions);
      out.zh += "，兼有" + functions.zh;
      out.en += ", also " + functions.en;
    }
    if (!f.amounts.empty()) {
      const Text amounts = amounts_named(f.amounts, false);
      out.zh += "，" + amounts.zh;
      out.en += ", " + amounts.en;
    }
    return out;
  }

  Text operator()(const ChangeSites& e) const {
    // Afterwards a site that was renamed goes by its new name.
    Text out = sites_named(e.sites, names, e.name.has_value());
    out.zh += "：";
    out.en += ": ";
    std::string zh, en;
    const auto part = [&](const Text& t) {
      zh += (zh.empty() ? "" : "，") + t.zh;
      en += (en.empty() ? "" : ", ") + t.en;
    };
    if (e.kind == "close" && !e.closed) part({"关闭", "close"});
    if (e.kind != "close" && e.status)
      part({fmt::format("状态改为“{}”", status_zh(*e.status)),
            fmt::format("status {}", to_string(*e.status))});
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
    if (!e.set.empty()) part(amounts_named(e.set, false));
    if (!e.add.empty()) part(amounts_named(e.add, true));
    return {out.zh + zh, out.en + en};
  }

  Text operator()(const MoveSite& e) const {
    const Text site = names.site(e.id);
    return {fmt::format("{} 迁到 {}", site.zh, place_named(e.at)),
            fmt::format("move {} to {}", site.en, place_named(e.at))};
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
    const Text modes = modes_named(e.modes);
    if (e.kmh)
      return {fmt::format("{}：小汽车 {} 公里/小时", zh, *e.kmh),
              fmt::format("{}: {} km/h by car", en, *e.kmh)};
    if (e.factor)
      return {fmt::format("{}：小汽车速度 × {}", zh, *e.factor),
              fmt::format("{}: car speed × {}", en, *e.factor)};
    const bool all = e.modes.size() == kModes;
    return {fmt::format("{}：封闭{}", zh, all ? "" : "（" + modes.zh + "）"),
            fmt::format("{}: closed{}", en, all ? "" : " (" + modes.en + ")")};
  }

  Text operator()(const AddPeople& e) const {
    const std::string where = e.at ? place_named(*e.at) : "";
    const Text counts = people_named(e.counts);
    return {fmt::format("新增人口“{}”{}：{}", e.name, e.at ? "（" + where + "）" : "", counts.zh),
            fmt::format("new people \"{}\"{}: {}", e.name, e.at ? " at " + where : "", counts.en)};
  }

  Text operator()(const ScalePeople& e) const {
    const Text unit = names.unit(e.unit);
    return {fmt::format("{}{} × {}", e.unit.empty() ? "全域" : unit.zh + "的",
                        e.group.empty() ? "各类人口" : group_zh(e.group), e.factor.to_string()),
            fmt::format("{} of {} × {}", e.group.empty() ? "every group" : e.group,
                        e.unit.empty() ? "the whole study" : unit.en, e.factor.to_string())};
  }

  Text operator()(const SetMode& e) const {
    Clauses parts;
    if (e.speed_mps) parts.add("速度 {} 米/秒", "{} m/s", *e.speed_mps);
    if (e.off_network_mps)
      parts.add("到路上的速度 {} 米/秒", "off_network_mps {} m/s", *e.off_network_mps);
    if (e.access_limit_m)
      parts.add("到路的距离不超过 {} 米", "access_limit_m {}", *e.access_limit_m);
    for (const auto& [road_class, kmh] : e.class_kmh)
      parts.add("{} 级道路 {} 公里/小时", "{} {} km/h", road_class, kmh);
    return {fmt::format("出行方式“{}”：{}", mode_zh(e.mode), parts.all.zh),
            fmt::format("mode {}: {}", to_string(e.mode), parts.all.en)};
  }

  Text operator()(const SetService& e) const {
    Clauses parts;
    for (const Limit& l : e.limits) {
      if (l.is_time)
        parts.add("限值 {} 分钟", "{} min", l.value / 60'000.0);
      else
        parts.add("限值 {} 米", "{} m", l.value / 1000.0);
    }
    if (e.need) parts.add("每人需要 {}", "need {}", *e.need);
    if (e.speed_mps) parts.add("速度 {} 米/秒", "{} m/s", *e.speed_mps);
    for (const Status s : e.statuses) {
      parts.all.zh +=
          fmt::format("{}计入“{}”的设施", parts.all.zh.empty() ? "" : "，", status_zh(s));
      parts.all.en += fmt::format("{}{}", parts.all.en.empty() ? "" : ", ", to_string(s));
    }
    const Text service = names.service(e.id);
    return {fmt::format("服务 {}：{}", service.zh, parts.all.zh),
            fmt::format("service {}: {}", service.en, parts.all.en)};
  }

  Text operator()(const SetRule& e) const { return describe_rule(e); }
  Text operator()(const AddRoad& e) const { return describe_road(e); }
};

}  // namespace

Text describe(const Edit& edit, const KnownNames& names) {
  Text out = std::visit(Describer{names}, edit.action);
  if (!edit.source.empty()) {
    out.zh += "（依据：" + edit.source + "）";
    out.en += " (source: " + edit.source + ")";
  }
  return out;
}

Text describe(const Edit& edit) { return describe(edit, KnownNames()); }

}  // namespace fangyuan
