// SPDX-License-Identifier: Apache-2.0
// POST /api/v1/ways against what a run writes of every cell: the nearest site, its cost to the
// millisecond, and the way's own length along the ellipsoid.
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "geo/crs/frame.h"
#include "sim/study/study.h"
#include "tests/app/raw_client.h"
#include "tests/app/small_town.h"
#include "viewer/server/server.h"

namespace fangyuan::test {
namespace {

using Json = nlohmann::json;
constexpr int kCells = 32;

const char kMoreServices[] = R"(
[[services]]
id = "own"
facilities = ["community_care"]
mode = "bicycle"
limits_m = [600, 2000]
catchment = "own:township"

[[services]]
id = "drive"
facilities = ["clinic", "community_care"]
mode = "car"
limits_min = [1, 2]
direction = "from"
)";

std::unique_ptr<const Study> study_of(const std::filesystem::path& project) {
  Problems problems;
  Stages stages;
  return load_study(read_project(project, problems), stages, problems);
}

/// The town with one-way streets: of the third street north one may only drive up.
class WaysTest : public ::testing::Test {
 protected:
  WaysTest() {
    town_.append("project.toml", kMoreServices);
    town_.replace("roads.geojson", R"({"class":"residential"})",
                  R"({"class":"residential","oneway":"yes"})");
    town_.set("fields = { class = \"class\" }",
              "fields = { class = \"class\", oneway = \"oneway\" }");
    const Outcome outcome = town_.run();
    EXPECT_EQ(outcome.exit, 0) << outcome.err;
    ServeOptions options;
    options.run_folder = town_.out();
    options.port = 0;
    server_ = std::make_unique<Server>(options, study_of(town_.project()));
  }

  Answer post(const std::string& body) const {
    RawClient client(server_->port());
    client.send(
        "POST /api/v1/ways HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
        "application/json\r\nContent-Length: " +
        std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.receive();
  }
  Json ways(const Json& body) const {
    const Answer a = post(body.dump());
    EXPECT_EQ(a.status, 200) << a.body;
    return Json::parse(a.body);
  }

  SmallTown town_;
  std::unique_ptr<Server> server_;
};

/// Of a service, as `/place` of a run knows it; −1: nobody is reached.
double run_cost(const Json& place, const std::string& service) {
  const std::string ms = service + "_ms", metres = service + "_net_m";
  if (place.contains(ms) && !place.at(ms).is_null()) return place.at(ms).get<double>();
  if (place.contains(metres) && !place.at(metres).is_null())
    return place.at(metres).get<double>() * 1000;
  return -1;
}

LonLat at(const Json& p) { return {p[0].get<double>(), p[1].get<double>()}; }

double length_mm(const Json& line) {
  double sum = 0;
  for (std::size_t i = 1; i < line.size(); ++i) sum += geodesic_mm(at(line[i - 1]), at(line[i]));
  return sum;
}

/// Every cell and service of a run folder against the answers with `edits`.
void same_as_run(const Json& edits, std::uint16_t run_port,
                 const std::function<Json(const Json&)>& ways) {
  int reached = 0, beyond = 0, lengths = 0;
  for (int c = 0; c < kCells; ++c) {
    const Json feature = Json::parse(ask(run_port, "/api/v1/place?cell=" + std::to_string(c)).body);
    const Json& place = feature.at("properties");
    for (const Json& all : ways({{"cell", c}, {"edits", edits}})) {
      const std::string service = all.at("service");
      SCOPED_TRACE(service + " of cell " + std::to_string(c));
      const double cost = run_cost(place, service);
      if (cost < 0) {
        EXPECT_TRUE(all.at("sites").empty());
        const Json further = ways({{"cell", c}, {"service", service}, {"edits", edits}})[0];
        for (const Json& site : further.at("sites")) {  // told as what it is
          EXPECT_EQ(further.at("beyond"), true);
          EXPECT_GT(site.at("cost").get<double>(), all.at("limit").get<double>());
          EXPECT_LE(site.at("cost").get<double>(), 6 * all.at("limit").get<double>());
        }
        ++beyond;
        continue;
      }
      ASSERT_EQ(all.at("sites").size(), 1U);
      const Json& nearest = all.at("sites")[0];
      EXPECT_NEAR(nearest.at("cost").get<double>(), cost, 0.5);
      EXPECT_EQ(nearest.at("id"), place.at(service + "_site"));
      ++reached;
      const Json drawn =
          ways({{"cell", c}, {"service", service}, {"count", 3}, {"edits", edits}})[0];
      const Json& way = drawn.at("sites")[0];
      EXPECT_EQ(way.at("cost"), nearest.at("cost"));
      EXPECT_EQ(
          way.at("leave").get<int>() + way.at("along").get<int>() + way.at("enter").get<int>(),
          way.at("cost").get<int>());
      const Json& line = way.at("line");
      if (way.at("cost") == 0) {  // the site stands where the people live
        EXPECT_EQ(line.size(), 1U);
        continue;
      }
      ASSERT_GE(line.size(), 2U);
      EXPECT_EQ(line.back(), way.at("at"));
      EXPECT_NEAR(at(line[0]).lon, at(feature.at("geometry").at("coordinates")).lon, 1e-6);
      if (all.at("unit") == "mm") {  // the way drawn is as long as it costs
        EXPECT_NEAR(length_mm(line), way.at("cost").get<double>(), 20.0);
        ++lengths;
      }
      for (std::size_t i = 1; i < drawn.at("sites").size(); ++i)
        EXPECT_LE(drawn.at("sites")[i - 1].at("cost"), drawn.at("sites")[i].at("cost"));
    }
  }
  EXPECT_GE(reached, 50);
  EXPECT_GT(beyond, 5);
  EXPECT_GT(lengths, 15);
}

TEST_F(WaysTest, EveryCellAndServiceAsTheRunHasIt) {
  same_as_run(Json::array(), server_->port(), [&](const Json& body) { return ways(body); });
}

TEST_F(WaysTest, WithEditsAsTheRunOfTheScenario) {
  const Json edits = Json::parse(R"([
    {"kind": "move", "site": "f1", "at": [114.3335, 34.8030]},
    {"kind": "open", "id": "a0", "type": "community_care", "at": [114.3021, 34.8171]},
    {"kind": "close", "site": "f2"}])");
  RawClient client(server_->port());
  const std::string body = Json{{"name", "x"}, {"edits", edits}}.dump();
  client.send(
      "POST /api/v1/scenario HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
      "application/json\r\nContent-Length: " +
      std::to_string(body.size()) + "\r\n\r\n" + body);
  put_file(town_.root() / "plan.toml", client.receive().body);
  ServeOptions options;
  options.run_folder = town_.root() / "plan";
  options.port = 0;
  const Outcome run =
      run_program({"run", town_.project().string(), "--out", options.run_folder.string(),
                   "--scenario", (town_.root() / "plan.toml").string()});
  ASSERT_EQ(run.exit, 0) << run.err;
  const Server planned(options);
  same_as_run(edits, planned.port(), [&](const Json& asked) { return ways(asked); });
}

TEST_F(WaysTest, WrongQuestionsAreTold) {
  for (const char* body : {R"({"edits": [], "cell": 32})", R"({"edits": [], "cell": -1})",
                           R"({"edits": [], "cell": 1.5})", R"({"edits": [], "cell": "1"})",
                           R"({"edits": [], "service": "both"})",
                           R"({"edits": [], "service": "moon"})", R"({"edits": [], "count": 6})",
                           R"({"edits": 1})", R"({"edits": [{"kind": "close", "site": "f7"}]})",
                           R"({"edits": [], "surprise": 1})", "[]"}) {
    const Answer a = post(body);
    EXPECT_EQ(a.status, 400) << body << a.body;
    EXPECT_FALSE(Json::parse(a.body).at("errors").empty()) << body;
  }
  const Answer get = ask(server_->port(), "/api/v1/ways");
  EXPECT_EQ(get.status, 405);
  EXPECT_EQ(get.headers.at("allow"), "POST");
}

}  // namespace
}  // namespace fangyuan::test
