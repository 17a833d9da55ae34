// SPDX-License-Identifier: Apache-2.0
#include "tests/app/small_prefecture.h"

#include <fmt/format.h>

#include <set>
#include <stdexcept>
#include <utility>

namespace fangyuan::test {
namespace {

using Corner = std::pair<int, int>;

const char kProject[] = R"([project]
name = "Small prefecture"
date = 2026-03-01
rules = ["presence-basics"]

[[boundaries]]
level = "county"
path = "counties.geojson"
fields = { code = "code", name = "name", class = "class" }

[[boundaries]]
level = "township"
path = "townships.geojson"
fields = { code = "code", name = "name", class = "class", parent = "parent" }

[[boundaries]]
level = "village"
path = "villages.geojson"
fields = { code = "code", name = "name", class = "class", parent = "parent" }

[[network]]
path = "roads.geojson"
fields = { class = "class" }

[[population]]
path = "people.csv"
columns = { total = "total", older60 = "older60" }

[[facilities]]
path = "facilities.csv"
fields = { id = "id", name = "name", type = "type", beds = "beds", status = "status", unit = "unit", land_mu = "land_mu" }

[[services]]
id = "cemetery"
name = "乡镇公益性公墓"
facilities = ["cemetery_township"]
mode = "car"
limits_min = [60]
catchment = "own:township"

[[services]]
id = "care"
facilities = ["street_care"]
mode = "walk"
limits_min = [15]
group = "older60"
)";

const char kFacilities[] = R"(id,name,type,beds,status,lon,lat,land_mu,unit
c1,甲镇公墓,cemetery_township,0,in_use,114.3052,34.8052,12,
c2,乙乡公墓,cemetery_township,0,in_use,114.3352,34.8252,12,
s1,丁街道养老中心,street_care,60,in_use,114.3652,34.8152,0,
h1,卫生室,clinic,3,in_use,114.3153,34.8152,0,
h2,卫生室,clinic,5,in_use,,,0,410222101004
)";

double lon(int column) { return 114.30 + 0.01 * column; }
double lat(int row) { return 34.80 + 0.01 * row; }

/// The outline of some squares that hang together, with every corner of the grid on it.
std::string outline(const std::set<Corner>& squares) {
  std::map<Corner, std::vector<Corner>> next;
  const auto has = [&](int c, int r) { return squares.contains({c, r}); };
  for (const auto& [c, r] : squares) {
    if (!has(c, r - 1)) next[{c, r}].push_back({c + 1, r});
    if (!has(c + 1, r)) next[{c + 1, r}].push_back({c + 1, r + 1});
    if (!has(c, r + 1)) next[{c + 1, r + 1}].push_back({c, r + 1});
    if (!has(c - 1, r)) next[{c, r + 1}].push_back({c, r});
  }
  const Corner first = next.begin()->first;
  std::string out = fmt::format("[{:.2f},{:.2f}]", lon(first.first), lat(first.second));
  Corner at = first;
  do {
    at = next.at(at).front();
    out += fmt::format(",[{:.2f},{:.2f}]", lon(at.first), lat(at.second));
  } while (at != first);
  return "[[" + out + "]]";
}

std::string feature(const std::string& properties, const std::set<Corner>& squares) {
  return fmt::format(
      R"({{"type":"Feature","properties":{{{}}},"geometry":{{"type":"Polygon","coordinates":{}}}}})",
      properties, outline(squares));
}

std::string collection(const std::vector<std::string>& features) {
  return fmt::format("{{\"type\":\"FeatureCollection\",\"features\":[\n{}]}}\n",
                     fmt::join(features, ",\n"));
}

std::string roads() {
  std::vector<std::string> all;
  const auto street = [&](const char* road_class, double x, double y, double dx, double dy, int n) {
    std::string points;
    for (int i = 0; i <= n; ++i)
      points += fmt::format("{}[{:.4f},{:.4f}]", i ? "," : "", x + dx * i, y + dy * i);
    all.push_back(fmt::format(
        R"({{"type":"Feature","properties":{{"class":"{}"}},"geometry":{{"type":"LineString","coordinates":[{}]}}}})",
        road_class, points));
  };
  for (int i = 0; i < 8; ++i) street("residential", 114.305 + 0.01 * i, 34.805, 0, 0.01, 2);
  for (int j = 0; j < 3; ++j) street("secondary", 114.305, 34.805 + 0.01 * j, 0.01, 0, 7);
  return collection(all);
}

}  // namespace

SmallPrefecture::SmallPrefecture() {
  townships = {{"410222101", "甲镇", "镇", "410222"},
               {"410222201", "乙乡", "乡", "410222"},
               {"410223101", "丙镇", "镇", "410223"},
               {"410223001", "丁街道", "街道", "410223"}};
  const char* const names[4][6] = {
      {"东村", "柳园村", "新立村", "白庄村", "和平村", "石桥村"},
      {"河西村", "和平村", "李集村", "杏园村", "大王村", "小王村"},
      {"北关村", "南关村", "马庄村", "刘楼村", "八里村", "高阳村"},
      {"花园社区", "新华社区", "建设社区", "文化社区", "工农社区", "和谐社区"}};
  for (int t = 0; t < 4; ++t)
    for (int i = 0; i < 6; ++i)
      villages.push_back(
          {fmt::format("{}{:03}", townships[std::size_t(t)].code, (t == 3 ? 1 : 201) + i),
           names[t][i], 2 * t + i / 3, i % 3, townships[std::size_t(t)].code});
  put("project.toml", kProject);
  put("facilities.csv", kFacilities);
  replace("facilities.csv", "410222101004", "410222101204");
  put("roads.geojson", roads());
  std::string people = "id,lon,lat,total,older60\n";
  int n = 0;
  for (int c = 0; c < 8; ++c)
    for (int r = 0; r < 3; ++r)
      for (int k = 0; k < 2; ++k)
        people += fmt::format("p{},{:.4f},{:.4f},{}.25,{}\n", n, 114.3031 + 0.01 * c + 0.004 * k,
                              34.8042 + 0.01 * r, 100 + 13 * n, 20 + n),
            ++n;
  put("people.csv", people);
  write();
}

void SmallPrefecture::write() {
  std::vector<std::string> features;
  std::map<std::string, std::set<Corner>> of_township, of_county;
  for (const Village& v : villages) {
    of_township[v.township].insert({v.column, v.row});
    const bool community = v.name.ends_with("社区");
    features.push_back(feature(fmt::format(R"("code":"{}","name":"{}","class":"{}","parent":"{}")",
                                           v.code, v.name, community ? "社区" : "村", v.township),
                               {{v.column, v.row}}));
  }
  put("villages.geojson", collection(features));
  features.clear();
  for (const Township& t : townships) {
    of_county[t.county].insert(of_township[t.code].begin(), of_township[t.code].end());
    features.push_back(feature(fmt::format(R"("code":"{}","name":"{}","class":"{}","parent":"{}")",
                                           t.code, t.name, t.unit_class, t.county),
                               of_township[t.code]));
  }
  put("townships.geojson", collection(features));
  features.clear();
  for (const auto& [code, squares] : of_county)
    features.push_back(feature(fmt::format(R"("code":"{}","name":"{}","class":"县")", code,
                                           code == "410222" ? "甲县" : "丙县"),
                               squares));
  put("counties.geojson", collection(features));
}

SmallPrefecture::Village& SmallPrefecture::village(const std::string& code) {
  for (Village& v : villages)
    if (v.code == code) return v;
  throw std::runtime_error("no village " + code);
}

SmallPrefecture::Township& SmallPrefecture::township(const std::string& code) {
  for (Township& t : townships)
    if (t.code == code) return t;
  throw std::runtime_error("no township " + code);
}

void SmallPrefecture::put(const std::string& file, const std::string& bytes) {
  put_file(project() / file, bytes);
}

void SmallPrefecture::replace(const std::string& file, const std::string& before,
                              const std::string& after) {
  std::string text = read_file(project() / file);
  const auto at = text.find(before);
  if (at == std::string::npos) throw std::runtime_error(file + " does not hold " + before);
  put(file, text.replace(at, before.size(), after));
}

Outcome SmallPrefecture::run(const std::string& scenario, const std::string& out) const {
  std::vector<std::string> words{"run", project().string(), "--out", (root() / out).string(),
                                 "--force"};
  if (!scenario.empty()) {
    put_file(root() / "change.toml", scenario);
    words.insert(words.end(), {"--scenario", (root() / "change.toml").string()});
  }
  return run_program(words);
}

}  // namespace fangyuan::test
