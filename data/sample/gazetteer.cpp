// SPDX-License-Identifier: Apache-2.0
// 地名录.csv: the prefecture's names, with a few faults put in on purpose (their 来历 says so).
#include <fmt/format.h>

#include <set>

#include "data/sample/blocks.h"
#include "data/sample/names.h"
#include "data/sample/write_layers.h"
#include "geo/names/name_fold.h"
#include "geo/names/romanise.h"

namespace fangyuan::sample {
namespace {

struct Entry {
  std::string name, type;
  std::string code = {}, unit = {}, built_up = {}, roman = {};
  std::string status = "标准", origin = {}, protection = {}, proposed = {};
  std::string valid_from = "2014-06-30", sign = {}, patrolled = {};
  std::optional<Pt> place = {};
};

class Lines {
 public:
  void add(Entry e) {
    if (e.roman.empty()) e.roman = spelled(e);
    text_ += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},", e.name, e.type, e.code, e.unit,
                         e.built_up, e.roman, e.status, e.origin, e.protection, e.proposed,
                         e.valid_from, e.sign, e.patrolled);
    if (e.place) {
      const LonLat at = lonlat_of(*e.place);
      text_ += fmt::format("{:.6f},{:.6f}", at.lon, at.lat);
    } else {
      text_ += ",";
    }
    text_ += "\r\n";
  }
  const std::string& text() const { return text_; }

  static std::string spelled(const Entry& e) {
    const auto name_class = name_class_of(e.type).value_or(NameClass::other);
    const auto folded = fold_name(e.name);
    return romanise(folded, name_class, PlaceReadings::shipped().read(folded));
  }

 private:
  std::string text_ =
      "\xEF\xBB\xBF标准名称,地名类别,地名代码,所在政区,建成区,罗马字母拼写,地名状态,来历,"
      "保护级别,拟用名,"
      "启用日期,标志设置,巡检日期,经度,纬度\r\n";
};

/// Names that sound like none before in the same area, tones aside.
class Distinct {
 public:
  bool take(const std::string& area, const std::string& name) {
    const auto reading = PlaceReadings::shipped().read(fold_name(name));
    std::vector<std::string> spoken{area};
    for (const auto& options : reading.options) {
      std::vector<std::string> longer;
      for (const std::string& s : spoken)
        for (const Syllable o : options) longer.push_back(s + " " + o.letters());
      spoken = std::move(longer);
      if (spoken.size() > 512) return false;
    }
    for (const std::string& s : spoken)
      if (taken_.contains(s)) return false;
    taken_.insert(spoken.begin(), spoken.end());
    return true;
  }

 private:
  std::set<std::string> taken_;
};

std::string built_up_of(const World& w, std::uint32_t town) {
  if (town == 0) return w.name + "城区";
  for (const County& c : w.counties)
    if (c.town == town) return c.name + "城区";
  return {};
}

const std::string& county_code(const World& w, std::uint32_t village) {
  return w.counties[w.townships[w.villages[village].township].county].code;
}

void add_divisions(const World& w, const Settlements& s, Lines& out) {
  out.add({.name = w.name, .type = "地级市", .code = w.code});
  for (const County& c : w.counties)
    out.add({.name = c.name, .type = c.unit_class, .code = c.code, .unit = w.code});
  for (const Township& t : w.townships)
    out.add({.name = t.name,
             .type = t.unit_class,
             .code = t.code,
             .unit = w.counties[t.county].code,
             .place = s.centre(w, t.seat)});
  for (std::uint32_t v = 0; v < w.villages.size(); ++v) {
    const Village& village = w.villages[v];
    Rng rng(hash_of(w.seed, 130, v));
    out.add({.name = village.full_name(),
             .type = village.community ? "社区" : "行政村",
             .code = village.code,
             .unit = w.townships[village.township].code,
             .protection = rng.below(200) == 0 ? "市级" : "",
             .sign = rng.chance(92) ? "是" : "否",
             .patrolled = fmt::format("202{}-{:02}-15", rng.chance(85) ? 5 : 4, 1 + rng.below(12)),
             .place = s.centre(w, v)});
  }
}

/// 自然村: no rule of the regulations binds their names among one another.
void add_hamlets(const World& w, const Settlements& s, Lines& out) {
  for (std::uint32_t v = 0; v < w.villages.size(); ++v) {
    const Village& village = w.villages[v];
    if (village.community) continue;
    Names names(hash_of(w.seed, 131, v));
    Rng rng(hash_of(w.seed, 132, v));
    const std::int32_t n = rng.between(6, 12);
    for (std::int32_t k = 0; k < n; ++k)
      out.add({.name = names.village(),
               .type = "自然村",
               .unit = village.code,
               .place = s.address(w, v, static_cast<std::uint64_t>(k))});
  }
}

/// A point of a street line, if any of it is there.
std::optional<std::pair<Pt, std::uint32_t>> node_on(const TownGrid& g, std::int32_t line,
                                                    bool east) {
  for (std::int32_t k = 0; k <= g.reach(); ++k)
    for (const std::int32_t at : {k, -k}) {
      const std::int32_t i = east ? at : line, j = east ? line : at;
      if (g.has(i, j)) return std::pair{g.node(i, j), g.owner(i, j)};
    }
  return std::nullopt;
}

void add_streets_and_estates(const World& w, const Terrain& t, const Settlements& s,
                             Distinct& distinct, Lines& out) {
  for (const TownGrid& g : s.grids) {
    const std::string area = built_up_of(w, g.town());
    if (area.empty()) continue;
    Names names(hash_of(w.seed, 62, g.town()));  // the streets of roads.gpkg
    for (const bool east : {true, false})
      for (std::int32_t line = -g.reach(); line <= g.reach(); ++line) {
        const std::string name = names.street();
        const auto node = node_on(g, line, east);
        if (node && distinct.take(area + "路", name))
          out.add({.name = name,
                   .type = "街路巷",
                   .unit = county_code(w, node->second),
                   .built_up = area,
                   .sign = "是",
                   .place = node->first});
      }
    for (const Block& b : blocks_of(w, t, g))
      if (b.estate && distinct.take(area + "区", b.name))
        out.add({.name = b.name,
                 .type = "住宅区",
                 .unit = county_code(w, b.village),
                 .built_up = area,
                 .place = b.outline.front()});
  }
}

/// What the checks should find, and nothing else among streets and estates.
void add_faults(const World& w, const Settlements& s, Lines& out) {
  const std::string area = built_up_of(w, 0);
  const std::string& district = w.counties.front().code;
  const Pt at = s.centre(w, w.townships[w.counties.front().townships.front()].seat);
  std::int32_t step = 0;
  const auto put = [&](const char* name, const char* type, const char* fault,
                       const char* roman = "") {
    step += 400;
    out.add({.name = name,
             .type = type,
             .unit = district,
             .built_up = area,
             .roman = roman,
             .origin = std::string("样例有意放入：") + fault,
             .sign = "是",
             .place = Pt{at.x + step, at.y}});
  };
  for (const char* name : {"卞河大道", "卞河大道", "夷门巷", "夷门巷"}) put(name, "街路巷", "重名");
  for (const char* name : {"书店街", "树店街", "州桥胡同", "宙桥胡同"}) put(name, "街路巷", "音近");
  for (const char* name : {"延寿街", "盐寿街", "虹桥路", "红桥路"}) put(name, "街路巷", "同音");
  for (const char* name : {"龟兹公寓", "丘慈公寓"}) put(name, "住宅区", "同音");
  put("曼哈顿公寓", "住宅区", "洋");
  put("宇宙大厦", "住宅区", "大");
  put("皇家别墅", "住宅区", "怪");
  put("99公馆", "住宅区", "数字");
  put("金·水轩", "住宅区", "符号");
  put("ＬＯＦＴ公寓", "住宅区", "字母");
  put("渔溝街", "街路巷", "繁体字", "Yúgōu Jiē");
  put("磨 盘街", "街路巷", "空格", "Mòpán Jiē");
  put("饕餮街", "街路巷", "拼写读音", "Tāotiě Jiè");
  put("瓮城街", "街路巷", "拼写分写", "Wèng Chéng Jiē");
  // A name that is proposed and clashes with a township of the prefecture; a protected one that is
  // to change without a procedure.
  const Township* town = &w.townships.front();
  for (const Township& t : w.townships)
    if (!t.is_street()) town = &t;
  out.add({.name = town->name,
           .type = "镇",
           .code = w.counties.front().code + "199",
           .unit = district,
           .status = "拟用",
           .origin = "样例有意放入：拟用名重名"});
  out.add({.name = "繁塔街",
           .type = "街路巷",
           .unit = district,
           .built_up = area,
           .origin = "样例有意放入：受保护地名更名",
           .protection = "省级",
           .proposed = "财富街",
           .sign = "是",
           .place = at});
}

}  // namespace

void write_gazetteer(const World& w, const Terrain& t, const Settlements& s,
                     const std::filesystem::path& file) {
  Lines out;
  Distinct distinct;
  // Names that are put in on purpose come first, so that no other sounds like them.
  for (const char* name : {"卞河大道", "夷门巷", "书店街", "州桥胡同", "延寿街", "虹桥路", "渔沟街",
                           "磨盘街", "饕餮街", "瓮城街", "繁塔街", "财富街"})
    distinct.take(built_up_of(w, 0) + "路", name);
  distinct.take(built_up_of(w, 0) + "区", "龟兹公寓");
  add_divisions(w, s, out);
  add_streets_and_estates(w, t, s, distinct, out);
  add_hamlets(w, s, out);
  add_faults(w, s, out);
  write_text(file, out.text());
}

std::string gazetteer_table() {
  return "\n[[names]]\npath = \"地名录.csv\"\nfields = { name = \"标准名称\", type = \"地名类别\", "
         "code = "
         "\"地名代码\", unit = \"所在政区\", built_up = \"建成区\", roman = \"罗马字母拼写\", "
         "status = "
         "\"地名状态\", origin = \"来历\", protection = \"保护级别\", proposed = \"拟用名\", "
         "valid_from = "
         "\"启用日期\", sign = \"标志设置\", patrolled = \"巡检日期\" }\n";
}

}  // namespace fangyuan::sample
