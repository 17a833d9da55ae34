// SPDX-License-Identifier: Apache-2.0
// The sample's tables and texts: CSV, project.toml, README.txt.
#include <fmt/format.h>

#include <fstream>
#include <stdexcept>

#include "data/sample/lines.h"
#include "data/sample/plan_inputs.h"
#include "data/sample/prng.h"
#include "data/sample/write_layers.h"

namespace fangyuan::sample {
namespace {

constexpr const char* kBom = "\xEF\xBB\xBF";

// Everything after the unit, network and population tables: the services of the plans, and how
// long the public cemeteries last.
constexpr const char* kServices = R"(
[[services]]
id = "care-15"
name = "一刻钟养老服务圈"
facilities = ["community_care", "street_care"]
mode = "walk"
limits_min = [5, 10, 15]
group = "older60"
measures = ["network", "straight"]

[[services]]
id = "community-1km"
name = "1公里社区养老"
facilities = ["community_care"]
mode = "walk"
limits_m = [1000]
group = "older60"

[[services]]
id = "street-3km"
name = "3公里街道养老"
facilities = ["street_care"]
mode = "walk"
limits_m = [3000]
group = "older60"

[[services]]
id = "care-1km-3km"
name = "1公里社区、3公里街道"
all = ["community-1km", "street-3km"]

[[services]]
id = "rural-home"
name = "乡镇敬老院"
facilities = ["township_elderly_home"]
mode = "ebike"
limits_m = [5000]
group = "older60"
catchment = "own:township"

[[services]]
id = "beds"
name = "养老床位"
facilities = ["private_care_home", "township_elderly_home", "street_care", "community_care"]
mode = "car"
limits_min = [30]
group = "older60"
capacity = "beds"
need = 0.03
measures = ["network"]

[[services]]
id = "cemetery"
name = "公益性公墓"
facilities = ["cemetery_city", "cemetery_county", "cemetery_township"]
status = ["in_use", "accepted"]
mode = "car"
limits_min = [15, 30, 60]
group = "total"
measures = ["network"]

# 公益性公墓还能用多少年，见结果里的 burial.csv。比例是样例假设，换成本地规划的数并写明依据。
# How long the public cemeteries last; the share is assumed for the sample.
[burial]
deaths = "deaths"   # [[statistics]] 里的列；不写就按死亡率算 / without it, by the death rate
plots  = "gross"    # 清单没有墓穴数的，按每穴毛用地推算 / graves not listed come from land
[burial.parameters]
public_share = { value = 0.6, source = "样例假设，不是真实数据", grade = "K" }
)";

}  // namespace

void write_text(const std::filesystem::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out) throw std::runtime_error("sample: cannot write " + file.string());
}

void write_homes(const World& w, const Facilities& f, const std::filesystem::path& file) {
  std::string text = kBom;
  text += "编号,名称,类型,经度,纬度,建筑面积,状态,所属村代码\r\n";
  for (const auto& s : f.homes) {
    const LonLat at = lonlat_of(s.at);
    text +=
        fmt::format("{},{},儿童之家,{:.7f},{:.7f},{},{},{}\r\n", s.id, s.name, at.lon, at.lat,
                    s.area_m2, s.status == "planned" ? "规划" : "运营", w.villages[s.village].code);
  }
  write_text(file, text);
}

void write_deaths(const World& w, const std::filesystem::path& file) {
  std::string text = kBom;
  text += "代码,名称,死亡人数,火化人数\r\n";
  for (const auto& u : township_outlines(w)) {
    Headcount h;
    for (const auto v : u.villages) h += w.villages[v].people;
    Rng rng(hash_of(w.seed, 110, h.total, h.older60));
    const std::int64_t deaths =
        (h.older80 * rng.between(95, 115) + (h.older60 - h.older80) * rng.between(14, 19) +
         h.working * rng.between(1, 3)) /
        1000;
    text +=
        fmt::format("{},{},{},{}\r\n", u.code, u.name, deaths, deaths * rng.between(55, 98) / 100);
  }
  write_text(file, text);
}

void write_project(const World& w, const Facilities& f, bool roads,
                   const std::filesystem::path& file) {
  std::string text = fmt::format(
      "# 合成样例数据，非真实地区。Synthetic data, no real place.\n"
      "[project]\nname  = \"{}养老与殡葬设施布局（合成样例）\"\ndate  = 2025-12-31\ncrs   = "
      "\"auto\"\n"
      "# 市民政规划、年度方案、公共服务规划（征求意见稿，结果里标明）、生活圈标准、殡葬选址禁区。\n"
      "# 不用 henan-145：它的合计是全省的数；不用 benxi-145：那是另一个市。\n"
      "# Not henan-145, whose totals are the province's, nor benxi-145, another city's.\n"
      "rules = [\"kaifeng-145\", \"kaifeng-2023\", \"kaifeng-public-service-145\", "
      "\"living-circle\", \"burial-siting\"]\n"
      "\n[cells]\nsize_m = 100\n",
      w.name);
  const auto boundaries = [&](const char* level, const char* tree, const char* layer) {
    text += fmt::format(
        "\n[[boundaries]]\nlevel  = \"{}\"\ntree   = \"{}\"\npath   = \"units.gpkg\"\n"
        "layer  = \"{}\"\nfields = {{ code = \"code\", name = \"name\", class = \"class\", parent "
        "= "
        "\"parent\" }}\n",
        level, tree, layer);
  };
  boundaries("prefecture", "legal", "prefecture");
  boundaries("county", "legal", "county");
  boundaries("township", "legal", "township");
  boundaries("village", "legal", "village");
  boundaries("county", "management", "management");
  if (roads)
    text +=
        "\n[[network]]\npath   = \"roads.gpkg\"\nlayer  = \"roads\"\n"
        "fields = { class = \"class\", oneway = \"oneway\" }\n";
  text +=
      "\n[[population]]\npath = \"units.gpkg\"\nlayer = \"village\"\n"
      "columns = { total = \"total\", age0_2 = \"age0_2\", age3_5 = \"age3_5\", "
      "age6_14 = \"age6_14\", working = \"working\", older60 = \"older60\", "
      "older65 = \"older65\", older80 = \"older80\", disabled = \"disabled\", "
      "needy = \"needy\", households = \"households\" }\n";
  text +=
      "\n[[statistics]]\npath = \"死亡人口.csv\"\njoin = \"code\"\nlevel = \"township\"\n"
      "fields = { code = \"代码\" }\ncolumns = { deaths = \"死亡人数\", cremated = \"火化人数\" "
      "}\n";
  const auto facilities = [&](const char* layer, const char* more) {
    text += fmt::format(
        "\n[[facilities]]\npath = \"facilities.gpkg\"\nlayer = \"{}\"\nfields = {{ id = \"id\", "
        "name "
        "= \"name\", type = \"type\", status = \"status\", opened = \"opened\", unit = "
        "\"code\"{} }}\n",
        layer, more);
  };
  facilities("care",
             ", beds = \"beds\", nursing_beds = \"nursing\", area_m2 = \"area\", functions = "
             "\"functions\"");
  facilities("funeral", ", land_mu = \"land_mu\", graves = \"graves\"");
  facilities("children", ", places = \"places\"");
  facilities("health", ", beds = \"beds\", functions = \"functions\"");
  facilities("community", ", area_m2 = \"area\", functions = \"functions\"");
  facilities("services", ", functions = \"functions\"");
  facilities("venues", ", area_m2 = \"area\", functions = \"functions\"");
  facilities("hospitals", ", beds = \"beds\", functions = \"functions\"");
  facilities("veterans", "");
  text +=
      "\n[[facilities]]\npath = \"儿童之家.csv\"\nfields = { id = \"编号\", name = \"名称\", type "
      "= "
      "\"类型\", x = \"经度\", y = \"纬度\", area_m2 = \"建筑面积\", status = \"状态\", unit = "
      "\"所属村代码\" }\n";
  for (const char* role : {"residential", "estate"})
    text +=
        fmt::format("\n[[land]]\nrole = \"{0}\"\npath = \"land.gpkg\"\nlayer = \"{0}\"\n", role);
  for (const char* layer : {"water", "railway"})
    text += fmt::format("\n[[land]]\nrole = \"barrier\"\npath = \"land.gpkg\"\nlayer = \"{}\"\n",
                        layer);
  write_text(file, text + gazetteer_table() + lines_table(w) + plan_tables(w, f) + kServices);
}

void write_readme(const World& w, const std::filesystem::path& file) {
  const Headcount h = w.people();
  write_text(
      file, fmt::format("{0}（合成样例数据）\r\n"
                        "本文件夹中的一切都是程序按固定随机种子（{1}"
                        "）生成的：区划、代码、地名、人口、道路、设施均为虚构，\r\n"
                        "不对应任何真实地区，不得作为地图或统计数据使用。规模参照公开规划文件：10 "
                        "个县级单位（其中 1 个为\r\n"
                        "管理区，位于法定区划之内）、{2} 个乡镇（街道）、{3} 个村（社区），人口 "
                        "{4}，其中 60 岁以上 {5}。\r\n"
                        "units.gpkg 区划与人口；roads.gpkg 道路；land.gpkg "
                        "居住用地、小区、水系、铁路、选址禁区；facilities.gpkg 设施；\r\n"
                        "儿童之家.csv、死亡人口.csv、社会事务统计.csv 表格；地名录.csv "
                        "地名；lines.gpkg 县级界线；界桩.csv 界桩；project.toml 项目文件。坐标系 "
                        "EPSG:4547（CGCS2000 三度带，中央经线 114°）。\r\n"
                        "\r\n"
                        "{0} (Bianzhou), a synthetic sample\r\n"
                        "Everything in this folder was made by a program from a fixed seed ({1}): "
                        "divisions, codes,\r\n"
                        "names, people, roads and facilities are invented and stand for no real "
                        "place. Do not use it\r\n"
                        "as a map or as statistics. Its sizes follow published plans: 10 "
                        "county-level units (one of\r\n"
                        "them a management area inside legal ones), {2} townships, {3} villages "
                        "and communities,\r\n"
                        "{4} people of whom {5} are 60 or older. Coordinates are in EPSG:4547.\r\n",
                        w.name, w.seed, w.townships.size(), w.villages.size(), h.total, h.older60));
}

}  // namespace fangyuan::sample
