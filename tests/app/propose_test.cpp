// SPDX-License-Identifier: Apache-2.0
// fangyuan propose: every option is what run --scenario says of it, vetoes are measured, ties are
// ties, and what it refuses.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "geo/crs/frame.h"
#include "tests/app/csv_table.h"
#include "tests/app/small_town.h"

namespace fangyuan::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Ring = std::vector<XY>;

/// A drawing as offices hand it in: closed polylines and a text in each, zone-prefixed.
class Drawing {
 public:
  void line(const std::string& layer, const Ring& ring, bool closed = true) {
    entities_ +=
        fmt::format("0\nLWPOLYLINE\n8\n{}\n90\n{}\n70\n{}\n", layer, ring.size(), closed ? 1 : 0);
    for (const XY p : ring) entities_ += fmt::format("10\n{:.4f}\n20\n{:.4f}\n", p.x, p.y);
  }
  void text(const std::string& layer, XY at, const std::string& words) {
    entities_ += fmt::format("0\nTEXT\n8\n{}\n10\n{:.4f}\n20\n{:.4f}\n40\n5.0\n1\n{}\n", layer,
                             at.x, at.y, words);
  }
  std::string bytes() const {
    return "0\nSECTION\n2\nENTITIES\n" + entities_ + "0\nENDSEC\n0\nEOF\n";
  }

 private:
  std::string entities_;
};

/// CGCS2000 zone 38, its number in front of the easting.
XY zone38(double lon, double lat) {
  static const Frame frame("EPSG:4526");
  return frame.to_xy(LonLat{lon, lat});
}

Ring square(XY middle, double half) {
  return {{middle.x - half, middle.y - half},
          {middle.x + half, middle.y - half},
          {middle.x + half, middle.y + half},
          {middle.x - half, middle.y + half}};
}

class ProposeTown : public SmallTown {
 public:
  ProposeTown() {
    Drawing drawing;
    const std::vector<std::tuple<const char*, double, double>> sites{
        {"jia", 114.3042, 34.8138}, {"yi", 114.3168, 34.8172}, {"bing", 114.3345, 34.8075}};
    for (const auto& [name, lon, lat] : sites) {
      const XY at = zone38(lon, lat);
      drawing.line("HX", square(at, 40));
      drawing.text("HX", {at.x - 5, at.y + 3}, name);
    }
    put_file(root() / "red.dxf", drawing.bytes());
  }
  fs::path plan() const { return root() / "plan"; }
  Outcome propose(const std::string& request, std::vector<std::string> more = {}) const {
    put_file(root() / "request.toml", request);
    std::vector<std::string> words{
        "propose", project().string(), "--request", (root() / "request.toml").string(),
        "--out",   plan().string(),    "--force"};
    words.insert(words.end(), more.begin(), more.end());
    return run_program(words);
  }
  Json answer() const { return Json::parse(read_file(plan() / "proposals.json")); }
};

std::string request_of(const std::string& head, const std::string& more = "") {
  return "[proposal]\n" + head +
         "\n[[sites]]\npath = \"red.dxf\"\ncrs = \"EPSG:4526\"\nprice = 120\n" + more;
}

using Served = std::map<std::pair<std::string, std::string>, std::string>;

/// [limit, group] → served on the whole, as written in coverage.csv.
Served served(const fs::path& run, const std::string& service, const std::string& measure) {
  Served all;
  for (auto& row : csv_table(run / "coverage.csv"))
    if (row["service"] == service && row["level"] == "all" && row["measure"] == measure)
      all[{row["limit"], row["group"]}] = row["served"];
  return all;
}

/// Places of the option's sites at a limit, and the need put there, as facilities.csv tells them.
std::pair<double, double> places(const fs::path& run, const std::string& service,
                                 const std::string& limit, const std::set<std::string>& ids) {
  std::pair<double, double> sum{0, 0};
  for (auto& row : csv_table(run / "facilities.csv"))
    if (row["service"] == service && row["limit"] == limit && ids.contains(row["facility"])) {
      sum.first += std::stod(row["capacity"]);
      sum.second += std::stod(row["load"]);
    }
  return sum;
}

/// Least share served of the townships, of the leading group.
double worst_share(const fs::path& run, const std::string& service, const std::string& limit,
                   const std::string& group) {
  double worst = 2;
  for (auto& row : csv_table(run / "coverage.csv"))
    if (row["service"] == service && row["level"] == "township" && row["measure"] == "network" &&
        row["limit"] == limit && row["group"] == group && row["tree"] == "legal" &&
        !row["code"].empty())
      worst = std::min(worst, std::stod(row["served"]) / std::stod(row["total"]));
  return worst;
}

std::string gini(const fs::path& run, const std::string& service, const std::string& limit) {
  for (auto& row : csv_table(run / "equality.csv"))
    if (row["service"] == service && row["limit"] == limit && row["level"] == "township" &&
        row["measure"] == "network" && row["indicator"] == "share_served")
      return row["gini"];
  return "";
}

/// From a cell to the nearest site, in hours or kilometres; people of a group beside it.
struct Way {
  double cost = 0, people = 0;
};
std::map<std::int64_t, Way> cells(const fs::path& run, const std::string& service,
                                  const std::string& group) {
  GDALAllRegister();
  const GDALDatasetUniquePtr data(GDALDataset::Open((run / "coverage.gpkg").c_str()));
  std::map<std::int64_t, Way> out;
  OGRLayer* layer = data->GetLayerByName("cells");
  for (const auto& f : *layer) {
    const int ms = f->GetFieldIndex((service + "_ms").c_str());
    const int at = ms >= 0 ? ms : f->GetFieldIndex((service + "_net_m").c_str());
    if (!f->IsFieldSetAndNotNull(at)) continue;
    out[f->GetFieldAsInteger64("cell")] = {f->GetFieldAsDouble(at) / (ms >= 0 ? 3.6e6 : 1e3),
                                           f->GetFieldAsDouble(group.c_str())};
  }
  return out;
}

struct Case {
  const char* name;
  const char* head;
  const char* service;
  const char* limit;
  const char* group;
  bool fills;
};

class EqualsRun : public testing::TestWithParam<Case> {};

TEST_P(EqualsRun, EveryOptionAndDoingNothing) {
  const Case& given = GetParam();
  ProposeTown town;
  const Outcome outcome =
      town.propose(request_of(std::string(given.head) + "all_up_to = 3\n", "[vary]\ndraws = 20\n"));
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  auto options = csv_table(town.plan() / "options.csv");
  ASSERT_EQ(options.size(), 8U);  // nothing, three, three pairs, all
  std::map<std::string, Served> told;
  for (auto& row : csv_table(town.plan() / "served.csv"))
    told[row["option"]][{row["limit"], row["group"]}] = row["served_after"];
  const Outcome before = town.run({"--force"});
  ASSERT_EQ(before.exit, 0) << before.err;
  const auto cells_before = cells(town.out(), given.service, given.group);
  const Served baseline = served(town.out(), given.service, "network");
  EXPECT_EQ(told.at("0"), baseline);
  std::set<std::string> different;
  for (auto& row : options) {
    SCOPED_TRACE(row["name"]);
    if (row["option"] == "0") {
      EXPECT_EQ(std::stod(row["newly"]), 0);
      EXPECT_EQ(row["sites"], "");
      EXPECT_EQ(row["scenario"], "");
      continue;
    }
    const Outcome run =
        town.run({"--force", "--scenario", (town.plan() / row["scenario"]).string()});
    ASSERT_EQ(run.exit, 0) << run.err;
    EXPECT_EQ(told.at(row["option"]), served(town.out(), given.service, "network"));
    different.insert(row["newly"]);
    EXPECT_EQ(row["gini"], gini(town.out(), given.service, given.limit));
    EXPECT_NEAR(std::stod(row["worst_share"]),
                worst_share(town.out(), given.service, given.limit, given.group), 1e-6);
    double saved = 0;
    for (const auto& [at, now] : cells(town.out(), given.service, given.group))
      if (const auto was = cells_before.find(at); was != cells_before.end())
        saved += now.people * (was->second.cost - now.cost);
    EXPECT_NEAR(std::stod(row[given.fills ? "saved_person_hours" : "saved_person_km"]), saved,
                0.002);  // metres and milliseconds are whole in the map
    if (given.fills) {
      std::set<std::string> ids;
      std::stringstream list(row["sites"]);
      for (std::string id; std::getline(list, id, ';');) ids.insert(id);
      const auto [capacity, load] = places(town.out(), given.service, given.limit, ids);
      EXPECT_EQ(std::stod(row["capacity"]), capacity);
      EXPECT_NEAR(std::stod(row["load"]), load, 1e-9);
      EXPECT_GT(load, 0);
    }
  }
  EXPECT_GT(different.size(), 3U);
}

const Case kCases[] = {
    {"by_length", "service = \"clinic\"\n", "clinic", "1000m", "total", false},
    {"with_capacity", "service = \"care\"\namounts = { beds = 12 }\n", "care", "900", "older60",
     true},
};
INSTANTIATE_TEST_SUITE_P(Propose, EqualsRun, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

std::map<std::string, std::string> check_of(const fs::path& plan, const std::string& site,
                                            const std::string& what) {
  for (auto& row : csv_table(plan / "checks.csv"))
    if (row["site"] == site && row["what"] == what) return row;
  return {};
}

std::string polygon(const std::vector<Ring>& rings) {
  static const Frame frame("EPSG:4526");
  std::string features;
  for (const Ring& ring : rings) {
    std::string points;
    for (std::size_t i = 0; i <= ring.size(); ++i) {
      const LonLat p = frame.to_lonlat(ring[i % ring.size()]);
      points += fmt::format("{}[{:.10f},{:.10f}]", i ? "," : "", p.lon, p.lat);
    }
    features += fmt::format(
        R"({}{{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}})",
        features.empty() ? "" : ",", points);
  }
  return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

/// jia is 80 m × 80 m. A strip covers its eastern 30 m, a second the northern 20 m: together
/// 30·80 + 20·80 − 30·20 = 3400 m².
TEST(Propose, WhatLiesOnABanIsMeasuredOnceAndAMissingLayerIsNoPass) {
  ProposeTown town;
  const XY jia = zone38(114.3042, 34.8138);
  put_file(town.project() / "redline.geojson", polygon({{{jia.x + 10, jia.y - 200},
                                                         {jia.x + 300, jia.y - 200},
                                                         {jia.x + 300, jia.y + 200},
                                                         {jia.x + 10, jia.y + 200}},
                                                        {{jia.x - 300, jia.y + 20},
                                                         {jia.x + 300, jia.y + 20},
                                                         {jia.x + 300, jia.y + 300},
                                                         {jia.x - 300, jia.y + 300}}}));
  town.append("project.toml",
              "\n[[land]]\nrole = \"exclusion\"\nname = \"生态保护红线\"\npath = "
              "\"redline.geojson\"\n");
  const Outcome outcome = town.propose(
      request_of("service = \"clinic\"\nleast = { land_mu = 9 }\n", "[vary]\ndraws = 0\n"));
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  auto on = check_of(town.plan(), "jia", "生态保护红线");
  EXPECT_EQ(on["verdict"], "veto");
  EXPECT_NEAR(std::stod(on["overlap_m2"]), 3400, 2);
  EXPECT_EQ(check_of(town.plan(), "yi", "生态保护红线")["verdict"], "clear");
  EXPECT_EQ(std::stod(check_of(town.plan(), "yi", "生态保护红线")["overlap_m2"]), 0);
  EXPECT_EQ(check_of(town.plan(), "yi", "永久基本农田")["verdict"], "unchecked");
  // 6,400 m² are 9.6 mu.
  EXPECT_EQ(check_of(town.plan(), "yi", "land_mu")["verdict"], "clear");
  EXPECT_NEAR(std::stod(check_of(town.plan(), "yi", "land_mu")["has"]), 9.6, 0.01);
  for (auto& row : csv_table(town.plan() / "options.csv")) {
    if (row["name"] == "jia") {
      EXPECT_EQ(row["verdict"], "veto");
      EXPECT_EQ(row["rank"], "");
      EXPECT_GT(std::stod(row["newly"]), 0);  // scored all the same
    } else if (row["name"] == "yi") {
      EXPECT_EQ(row["verdict"], "unchecked");
      EXPECT_NE(row["rank"], "");
    }
  }
  ASSERT_EQ(town.propose(request_of("service = \"clinic\"\nleast = { land_mu = 10 }\nmust_check = "
                                    "[]\n"))
                .exit,
            0);
  EXPECT_EQ(check_of(town.plan(), "yi", "land_mu")["verdict"], "veto");
  EXPECT_TRUE(check_of(town.plan(), "yi", "永久基本农田").empty());
}

TEST(Propose, APointHasNoAreaToPassWith) {
  ProposeTown town;
  put_file(town.root() / "points.csv", "id,name,lon,lat,price\np,place p,114.3042,34.8138,70\n");
  put_file(town.project() / "far.geojson", polygon({square(zone38(114.335, 34.817), 50)}));
  town.append("project.toml",
              "\n[[land]]\nrole = \"exclusion\"\nname = \"far\"\npath = \"far.geojson\"\n");
  const Outcome outcome = town.propose(
      "[proposal]\nservice = \"clinic\"\nmust_check = []\n[[sites]]\npath = \"points.csv\"\nfields "
      "= { id = \"id\", name = \"name\", price = \"price\" }\n");
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  EXPECT_EQ(check_of(town.plan(), "p", "far")["verdict"], "unchecked");
  EXPECT_EQ(check_of(town.plan(), "p", "far")["overlap_m2"], "");
  EXPECT_EQ(town.answer().at("sites").at(0).at("price"), 70);
}

/// Neighbours are counted from the red line, once for a combination.
TEST(Propose, NeighboursWithin500Metres) {
  ProposeTown town;
  ASSERT_EQ(town.propose(request_of("service = \"clinic\"\nall_up_to = 2\n")).exit, 0);
  std::map<std::string, double> near;
  for (auto& row : csv_table(town.plan() / "options.csv"))
    near[row["name"]] = std::stod(row["within_500m"]);
  // People stand on a grid of 0.005°; by hand, from the edges of the square around jia.
  double jia = 0;
  int n = 0;
  for (int i = 0; i < 8; ++i)
    for (int j = 0; j < 4; ++j) {
      ++n;
      const XY p = zone38(114.3021 + 0.005 * i, 34.8021 + 0.005 * j);
      const XY at = zone38(114.3042, 34.8138);
      const double dx = std::max(0.0, std::abs(p.x - at.x) - 40);
      const double dy = std::max(0.0, std::abs(p.y - at.y) - 40);
      if (std::hypot(dx, dy) <= 500) jia += 100.5 + 7 * n;
    }
  EXPECT_GT(jia, 0);
  EXPECT_NEAR(near.at("jia"), jia, 1e-6);
  EXPECT_LE(near.at("jia＋yi"), near.at("jia") + near.at("yi"));
}

/// Two sites side by side serve the same people: no draw tells them apart.
TEST(Propose, ATieIsCalledATie) {
  ProposeTown town;
  put_file(town.root() / "points.csv",
           "id,name,lon,lat\na,A,114.3042,34.8138\nb,B,114.30421,34.8138\nc,C,114.3230,34.8030\n");
  const Outcome outcome = town.propose(
      "[proposal]\nservice = \"clinic\"\n[[sites]]\npath = \"points.csv\"\nfields = { id = \"id\", "
      "name = \"name\" }\n[vary]\ndraws = 100\n");
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  std::map<std::string, std::map<std::string, std::string>> by_name;
  for (auto& row : csv_table(town.plan() / "options.csv")) by_name[row["name"]] = row;
  EXPECT_EQ(by_name["A"]["newly"], by_name["B"]["newly"]);
  EXPECT_EQ(by_name["A"]["rank"], "1");
  EXPECT_EQ(by_name["B"]["rank"], "1");
  EXPECT_NE(by_name["A"]["tie"], "");
  EXPECT_EQ(by_name["A"]["tie"], by_name["B"]["tie"]);
  EXPECT_EQ(std::stod(by_name["A"]["share_first"]), 1);
  EXPECT_NE(by_name["C"]["tie"], by_name["A"]["tie"]);
  EXPECT_LT(std::stod(by_name["A"]["newly_p05"]), std::stod(by_name["A"]["newly"]));
  EXPECT_GT(std::stod(by_name["A"]["newly_p95"]), std::stod(by_name["A"]["newly"]));
  EXPECT_NE(outcome.out.find("并列"), std::string::npos);
}

/// The spread of a sum over units of factors 1 ± 10 % stays within it; without any, nothing moves.
TEST(Propose, DrawsAreSeededAndWithinWhatIsAsked) {
  ProposeTown town;
  const std::string head = "service = \"care\"\namounts = { beds = 12 }\nall_up_to = 2\n";
  std::map<std::string, std::string> first;
  for (const char* threads : {"1", "2"}) {
    ASSERT_EQ(
        town.propose(request_of(head, "[vary]\ndraws = 50\nseed = 7\n"), {"--threads", threads})
            .exit,
        0);
    for (const char* name : {"options.csv", "served.csv", "checks.csv", "draws.csv",
                             "proposals.gpkg", "comparison.pdf", "option-001.toml"}) {
      const std::string bytes = read_file(town.plan() / name);
      ASSERT_FALSE(bytes.empty()) << name;
      EXPECT_TRUE(first.emplace(name, bytes).first->second == bytes) << name;
    }
  }
  ASSERT_EQ(town.propose(request_of(head, "[vary]\ndraws = 50\nseed = 8\n")).exit, 0);
  EXPECT_NE(read_file(town.plan() / "draws.csv"), first.at("draws.csv"));
  ASSERT_EQ(town.propose(request_of("service = \"clinic\"\n",
                                    "[vary]\ndraws = 50\nseed = 7\ndemand = 0.2\n"))
                .exit,
            0);
  std::map<std::string, double> told;
  for (auto& row : csv_table(town.plan() / "options.csv"))
    told[row["option"]] = std::stod(row["newly"]);
  double least = 2, most = 0;
  for (auto& row : csv_table(town.plan() / "draws.csv")) {
    EXPECT_EQ(row["speed"], "1.000");  // the limit is in metres
    if (told.at(row["option"]) == 0) continue;
    const double ratio = std::stod(row["newly"]) / told.at(row["option"]);
    EXPECT_GE(ratio, 0.8 - 1e-6);
    EXPECT_LE(ratio, 1.2 + 1e-6);
    least = std::min(least, ratio);
    most = std::max(most, ratio);
  }
  EXPECT_LT(least, 0.9);
  EXPECT_GT(most, 1.1);
}

TEST(Propose, OneSheetOfPaperThatSaysWhatItIsNot) {
  ProposeTown town;
  const Outcome outcome = town.propose(request_of("name = \"三处卫生站\"\nservice = \"clinic\"\n"));
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  const std::string pdf = read_file(town.plan() / "comparison.pdf");
  EXPECT_EQ(pdf.compare(0, 5, "%PDF-"), 0);
  std::size_t pages = 0;
  const std::string mark = "/Type /Page";
  for (auto at = pdf.find(mark); at != std::string::npos; at = pdf.find(mark, at + 1))
    pages += pdf.at(at + mark.size()) == 's' ? 0U : 1U;  // not the tree of /Pages
  EXPECT_EQ(pages, 1U);
  const std::string archive = "/vsizip/" + (town.plan() / "comparison.xlsx").string();
  const auto member = [&](const char* name) {
    std::string text(1 << 20, '\0');
    VSILFILE* file = VSIFOpenL((archive + name).c_str(), "rb");
    if (file == nullptr) return std::string();
    text.resize(VSIFReadL(text.data(), 1, text.size(), file));
    VSIFCloseL(file);
    return text;
  };
  EXPECT_NE(member("/xl/sharedStrings.xml").find("初筛，不代替用地预审与选址意见"),
            std::string::npos);
  EXPECT_NE(member("/xl/sharedStrings.xml").find("三处卫生站"), std::string::npos);
  const std::string sheet = member("/xl/worksheets/sheet1.xml");
  EXPECT_NE(sheet.find("fitToPage=\"1\""), std::string::npos);
  EXPECT_EQ(sheet.find("fitToHeight"), std::string::npos);  // one page high, as wide
  EXPECT_NE(sheet.find("landscape"), std::string::npos);
  EXPECT_EQ(member("/xl/worksheets/sheet2.xml"), "");
  EXPECT_NE(outcome.out.find("初筛"), std::string::npos);
  EXPECT_EQ(town.answer().at("notice").at("zh"), "初筛，不代替用地预审与选址意见");
}

TEST(Propose, NamedOptionsBudgetAndPrices) {
  ProposeTown town;
  const Outcome outcome = town.propose(request_of(
      "service = \"clinic\"\nbudget = 250\nrank_by = \"price-per-newly\"\n",
      "[[options]]\nname = \"东西两处\"\nsites = [\"jia\", \"bing\"]\n[[options]]\nname = "
      "\"三处\"\nsites = [\"jia\", \"yi\", \"bing\"]\n"));
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  std::map<std::string, std::map<std::string, std::string>> by_name;
  for (auto& row : csv_table(town.plan() / "options.csv")) by_name[row["name"]] = row;
  ASSERT_EQ(by_name.size(), 6U);
  EXPECT_EQ(by_name["东西两处"]["price"], "240");
  EXPECT_EQ(by_name["三处"]["over_budget"], "true");
  EXPECT_EQ(by_name["三处"]["rank"], "");
  // The best ranked has the least price for each newly served.
  double best = 1e9, first = 0;
  for (auto& [name, row] : by_name) {
    if (row["rank"].empty() || row["price_per_newly"].empty()) continue;
    best = std::min(best, std::stod(row["price_per_newly"]));
    if (row["rank"] == "1") first = std::stod(row["price_per_newly"]);
  }
  EXPECT_EQ(best, first);
}

TEST(Propose, WithoutRoadsInStraightLinesAndSaysSo) {
  ProposeTown town;
  town.table("network", 0, "");
  const Outcome outcome = town.propose(request_of("service = \"care\"\namounts = { beds = 9 }\n"));
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  EXPECT_NE(outcome.err.find("warning proposal-no-roads"), std::string::npos) << outcome.err;
  std::map<std::string, Served> told;
  for (auto& row : csv_table(town.plan() / "served.csv"))
    told[row["option"]][{row["limit"], row["group"]}] = row["served_after"];
  ASSERT_EQ(town.run({"--force", "--scenario", (town.plan() / "option-002.toml").string()}).exit,
            0);
  EXPECT_EQ(told.at("2"), served(town.out(), "care", "straight"));
}

struct Refusal {
  const char* name;
  std::string request;
  std::vector<std::string> says;
};

class Refused : public testing::TestWithParam<Refusal> {};

TEST_P(Refused, WithAllThatIsWrongAndNothingWritten) {
  ProposeTown town;
  const XY a = zone38(114.31, 34.81);
  Drawing bad;
  bad.line("HX", square(a, 40), false);
  bad.line("HX", {{a.x, a.y}, {a.x + 80, a.y + 80}, {a.x + 80, a.y}, {a.x, a.y + 80}});
  bad.line("HX", square(zone38(114.9, 34.81), 40));
  put_file(town.root() / "bad.dxf", bad.bytes());
  Drawing odd;
  odd.line("HX", square({60'500'000, 3'850'000}, 40));
  put_file(town.root() / "odd.dxf", odd.bytes());
  put_file(town.root() / "twice.csv",
           "id,name,lon,lat\na,A,114.31,34.81\na,B,114.32,34.81\nb,A,114.33,34.81\n");
  const Outcome outcome = town.propose(GetParam().request);
  EXPECT_EQ(outcome.exit, 2) << outcome.err;
  for (const std::string& code : GetParam().says)
    EXPECT_NE(outcome.err.find("error " + code + ' '), std::string::npos) << code << " not in:\n"
                                                                          << outcome.err;
  EXPECT_FALSE(fs::exists(town.plan()));
}

const Refusal kRefusals[] = {
    {"no_table", "[[sites]]\npath = \"red.dxf\"\n", {"key-missing"}},
    {"open_crossing_outside_and_a_wrong_service",
     "[proposal]\nservice = \"clinik\"\n[[sites]]\npath = \"bad.dxf\"\ncrs = \"EPSG:4526\"\n",
     {"service-unknown", "redline-open", "redline-crosses"}},
    {"open_crossing_and_outside",
     "[proposal]\nservice = \"clinic\"\n[[sites]]\npath = \"bad.dxf\"\ncrs = \"EPSG:4526\"\n",
     {"redline-open", "redline-crosses", "proposal-outside"}},
    {"no_crs",
     "[proposal]\nservice = \"clinic\"\n[[sites]]\npath = \"red.dxf\"\n",
     {"crs-missing"}},
    {"unknown_zone",
     "[proposal]\nservice = \"clinic\"\n[[sites]]\npath = \"odd.dxf\"\n",
     {"crs-missing"}},
    {"doubled_ids_and_names",
     "[proposal]\nservice = \"clinic\"\n[[sites]]\npath = \"twice.csv\"\nfields = { id = \"id\", "
     "name = \"name\" }\n",
     {"proposal-twice"}},
    {"unknown_site_in_an_option",
     request_of("service = \"clinic\"\n", "[[options]]\nsites = [\"jiaa\"]\n"),
     {"proposal-unknown"}},
    {"budget_without_prices",
     "[proposal]\nservice = \"clinic\"\nbudget = 9\n[[sites]]\npath = \"red.dxf\"\ncrs = "
     "\"EPSG:4526\"\n",
     {"key-missing"}},
    {"no_such_file",
     "[proposal]\nservice = \"clinic\"\n[[sites]]\npath = \"none.dxf\"\n",
     {"file-missing"}},
};
INSTANTIATE_TEST_SUITE_P(Propose, Refused, testing::ValuesIn(kRefusals),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Propose, RefusesAProjectWithoutPeople) {
  ProposeTown town;
  town.table("population", 0, "");
  const Outcome outcome = town.propose(request_of("service = \"clinic\"\n"));
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_NE(outcome.err.find("error proposal-no-people"), std::string::npos) << outcome.err;
}

TEST(Propose, ASiteThatNoStreetIsNearIsTold) {
  ProposeTown town;
  put_file(town.root() / "points.csv", "id,lon,lat\nfar,114.3042,34.8138\n");
  town.append("project.toml", "\n[modes.walk]\naccess_limit_m = 5\n");
  const Outcome outcome = town.propose(
      "[proposal]\nservice = \"clinic\"\n[[sites]]\npath = \"points.csv\"\nfields = { id = \"id\" "
      "}\n");
  ASSERT_EQ(outcome.exit, 0) << outcome.err;
  EXPECT_NE(outcome.err.find("warning proposal-unconnected"), std::string::npos) << outcome.err;
  EXPECT_EQ(town.answer().at("sites").at(0).at("connected"), false);
}

}  // namespace
}  // namespace fangyuan::test
