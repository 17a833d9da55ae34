// SPDX-License-Identifier: Apache-2.0
// fangyuan serve over real sockets: what it answers, what it refuses, what it survives.
#include "viewer/server/server.h"

#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

#include "core/base/problem.h"
#include "tests/app/raw_client.h"
#include "tests/app/tiny_run.h"

namespace fangyuan {
namespace {

using Json = nlohmann::json;
using test::Answer;
using test::ask;
using test::RawClient;

const std::string kUnits = "/api/v1/units?tree=legal&level=township";

class ServerTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new test::TempFolder;
    test::write_tiny_run(folder_->path() / "run");
    server_ = new Server(options());
  }
  static void TearDownTestSuite() {
    delete server_;
    delete folder_;
  }
  static ServeOptions options() {
    ServeOptions o;
    o.run_folder = folder_->path() / "run";
    o.port = 0;
    return o;
  }
  static std::uint16_t port() { return server_->port(); }

  static test::TempFolder* folder_;
  static Server* server_;
};
test::TempFolder* ServerTest::folder_ = nullptr;
Server* ServerTest::server_ = nullptr;

TEST_F(ServerTest, FiguresAreTheTablesOwnDigits) {
  const Answer a =
      ask(port(), "/api/v1/coverage?service=care&limit=900&measure=network&group=total");
  ASSERT_EQ(a.status, 200);
  EXPECT_NE(a.body.find("\"total\":[60,40.5]"), std::string::npos) << a.body;
  const Json j = Json::parse(a.body);
  EXPECT_EQ(j["names"][0], "甲\"镇\"");
  EXPECT_EQ(j["all"]["total"], 100.5);
  EXPECT_EQ(j["all"]["served"], 30);
  EXPECT_TRUE(j["mean_time_s"][1].is_null());
}

TEST_F(ServerTest, UnitsAreNumberedLikeTheFiguresAndLieWhereTheyShould) {
  const Json j = Json::parse(ask(port(), kUnits).body);
  ASSERT_EQ(j["features"].size(), 2U);
  EXPECT_EQ(j["features"][1]["id"], 1);
  EXPECT_EQ(j["features"][1]["properties"]["code"], "410001002");
  // EPSG:4547 has its false easting of 500 km at 114° E.
  EXPECT_NEAR(j["features"][0]["geometry"]["coordinates"][0][0][0].get<double>(), 114.0, 1e-5);
}

/// Every answer that a first view asks for, of a run that lacks something.
Json first_view(const test::TinyRun& has) {
  test::TempFolder other;
  test::write_tiny_run(other.path(), has);
  ServeOptions o;
  o.run_folder = other.path();
  o.port = 0;
  Server server(o);
  const std::string place = has.boundaries ? "?" : "?tree=&level=";  // as the page names "none"
  Json all;
  for (const char* what :
       {"project", "units", "coverage", "facts", "indicators", "facilities", "circles", "cells"}) {
    const std::string name = what;
    std::string target = "/api/v1/" + name;
    if (name == "units" || name == "coverage" || name == "facts") target += place;
    const Answer a = ask(server.port(), target);
    EXPECT_EQ(a.status, 200) << target << ": " << a.body;
    all[name] = a.body.starts_with("FYC2") ? Json(a.body.size()) : Json::parse(a.body);
  }
  return all;
}

TEST_F(ServerTest, ARunWithoutBoundariesShowsTheFiguresOfEveryone) {
  const Json j = first_view({.boundaries = false});
  EXPECT_EQ(j["project"]["levels"], Json::array());
  EXPECT_EQ(j["coverage"]["all"]["total"], 100.5);
  EXPECT_FALSE(j["coverage"].contains("codes"));
  EXPECT_TRUE(j["units"]["features"].empty());
  EXPECT_NEAR(j["project"]["bounds"][0].get<double>(), 114.0, 0.01);  // of the cells
}

TEST_F(ServerTest, ARunWithoutPeopleShowsCirclesUnitsAndPresence) {
  const Json j = first_view({.people = false});
  EXPECT_EQ(j["project"]["figures"], false);
  EXPECT_EQ(j["project"]["groups"], Json::array());
  EXPECT_EQ(j["project"]["limits"], (Json{{"care", {"300", "900"}}}));  // the joint one has none
  EXPECT_EQ(j["project"]["measures"]["care"], Json::array({"network"}));
  EXPECT_EQ(j["project"]["levels"][0]["units"], 2);
  EXPECT_EQ(j["units"]["features"].size(), 2U);
  EXPECT_EQ(j["units"]["features"][1]["id"], 1);
  EXPECT_TRUE(j["coverage"]["all"].is_null());
  EXPECT_EQ(j["facts"]["facilities_community_care"], Json::array({1, 0}));
  EXPECT_EQ(j["facts"]["name"][0], "甲\"镇\"");
  EXPECT_EQ(j["cells"], 8);
}

TEST_F(ServerTest, ARunWithoutServicesShowsUnits) {
  const Json j = first_view({.people = false, .services = false});
  EXPECT_EQ(j["project"]["limits"], Json::object());
  EXPECT_EQ(j["project"]["measures"], Json::object());
  EXPECT_EQ(j["units"]["features"].size(), 2U);
  EXPECT_TRUE(j["circles"]["features"].empty());
}

TEST_F(ServerTest, AServiceWhoseTypesNoFacilityHasIsToldAsUnlisted) {
  EXPECT_EQ(first_view({})["project"]["unlisted"], Json::object());
  EXPECT_EQ(first_view({.listed = false})["project"]["unlisted"],
            (Json{{"care", {"community_care"}}}));
}

TEST_F(ServerTest, TrustIsToldByUnitAndByLevel) {
  const Json project = Json::parse(ask(port(), "/api/v1/project").body);
  EXPECT_EQ(project["levels"][0]["trust"], (Json{{"A", 1}, {"C", 1}}));
  const Json facts = Json::parse(ask(port(), "/api/v1/facts?tree=legal&level=township").body);
  EXPECT_EQ(facts["trust"], Json::array({"A", "C"}));
  EXPECT_EQ(facts["reasons"][1], "roads-thin-c");
}

TEST_F(ServerTest, WhatIsServedStaysOfOneRunWhenTheFolderIsReplaced) {
  test::TempFolder other;
  test::write_tiny_run(other.path() / "run");
  ServeOptions o = options();
  o.run_folder = other.path() / "run";
  Server server(o);
  std::filesystem::remove_all(other.path() / "run");
  test::write_tiny_run(other.path() / "run", {.boundaries = false});
  EXPECT_EQ(Json::parse(ask(server.port(), kUnits).body)["features"].size(), 2U);
  const Json j = Json::parse(ask(server.port(), "/api/v1/coverage?service=care&limit=900").body);
  EXPECT_EQ(j["total"], Json::array({60, 40.5}));
}

TEST_F(ServerTest, ASecondRunIsServedBesideTheFirst) {
  const std::filesystem::path second = folder_->path() / "second";
  test::write_tiny_run(second);
  test::write_text(second / "changes.json", R"({"scenario": "乙案", "hash": "ab", "edits": []})");
  ServeOptions o = options();
  o.compared = second;
  Server server(o);
  const Json project = Json::parse(ask(server.port(), "/api/v1/project").body);
  EXPECT_EQ(project["changes"], nullptr);
  EXPECT_EQ(project["compared"]["changes"]["scenario"], "乙案");
  EXPECT_EQ(project["compared"]["limits"], project["limits"]);
  EXPECT_NE(project["compared"]["hash"], project["hash"]);
  const std::string what = "coverage?service=care&limit=900&measure=network&group=total";
  EXPECT_EQ(ask(server.port(), "/api/v1/compared/" + what).body,
            ask(server.port(), "/api/v1/" + what).body);
  EXPECT_EQ(ask(server.port(), "/api/v1/compared/coverage?limit=77").status, 400);
  EXPECT_EQ(ask(server.port(), "/api/v1/compared/compared/project").status, 404);
  EXPECT_EQ(ask(port(), "/api/v1/compared/" + what).status, 404);
  EXPECT_EQ(Json::parse(ask(port(), "/api/v1/project").body)["compared"], nullptr);
  o.compared = folder_->path() / "nowhere";
  EXPECT_THROW(Server{o}, InputError);
}

TEST_F(ServerTest, CirclesComeUnitedOrBySite) {
  const Json whole = Json::parse(ask(port(), "/api/v1/circles?service=care&limit=900").body);
  ASSERT_EQ(whole["features"].size(), 1U);
  EXPECT_FALSE(whole["features"][0]["properties"].contains("site"));
  const Json each = Json::parse(ask(port(), "/api/v1/circles?service=care&limit=900&site=*").body);
  EXPECT_EQ(each["features"][0]["properties"]["site"], "f1");
  EXPECT_TRUE(
      Json::parse(ask(port(), "/api/v1/circles?service=care&limit=300").body)["features"].empty());
}

TEST_F(ServerTest, CellsAreColumnsWithSecondsRoundedUp) {
  const Answer a = ask(port(), "/api/v1/cells?service=care&group=total");
  ASSERT_EQ(a.body.size(), 8U + 18U * 4U);
  EXPECT_EQ(a.body.substr(0, 4), "FYC2");
  std::uint16_t cost[4] = {};
  std::memcpy(cost, a.body.data() + 8U + 16U * 4U, sizeof cost);
  EXPECT_EQ(cost[0], 101);  // 100,001 ms
  EXPECT_EQ(cost[1], 900);
  EXPECT_EQ(cost[2], 65535);
  EXPECT_EQ(cost[3], 65534);  // not connected to the network
  double people[4] = {};
  std::memcpy(people, a.body.data() + 8U, sizeof people);
  EXPECT_EQ(people[3], 40'500'000);  // millionths
}

TEST_F(ServerTest, CellsKnowTheirUnitsByTheRowsOfFigures) {
  const Answer a = ask(port(), "/api/v1/cell-units?tree=legal&level=township");
  ASSERT_EQ(a.body.size(), 8U + 4U * 4U);
  EXPECT_EQ(a.body.substr(0, 4), "FYU1");
  std::uint32_t row[4] = {};
  std::memcpy(row, a.body.data() + 8U, sizeof row);
  EXPECT_EQ(std::vector(row, row + 4), (std::vector<std::uint32_t>{0, 0, 0xFFFFFFFF, 1}));
}

TEST_F(ServerTest, APlaceTellsWhatTheRunKnowsOfIt) {
  const Json j = Json::parse(ask(port(), "/api/v1/place?cell=1").body);
  EXPECT_EQ(j["properties"]["care_ms"], 900000);
  EXPECT_EQ(j["properties"]["care_site"], "f1");
  EXPECT_FALSE(
      Json::parse(ask(port(), "/api/v1/place?cell=2").body)["properties"].contains("care_ms"));
  EXPECT_EQ(ask(port(), "/api/v1/place?cell=4").status, 404);
  for (const char* wrong : {"", "-1", "1x", "99999999999999999999"})
    EXPECT_EQ(ask(port(), std::string("/api/v1/place?cell=") + wrong).status, 400) << wrong;
}

TEST_F(ServerTest, RowsAreTheTablesOwnTexts) {
  const Json j = Json::parse(ask(port(), "/api/v1/rows?table=filling&tree=legal").body);
  EXPECT_EQ(j["columns"][2], "need");
  ASSERT_EQ(j["rows"].size(), 2U);
  EXPECT_EQ(j["rows"][0], (Json{"legal", "甲\"镇\"", "2.500000"}));
  const std::string one = "/api/v1/rows?table=filling&name=%E4%B9%99%E9%95%87";
  EXPECT_EQ(Json::parse(ask(port(), one).body)["rows"].size(), 1U);
  EXPECT_EQ(Json::parse(ask(port(), "/api/v1/rows?table=filling&name=x").body)["rows"].size(), 0U);
  EXPECT_EQ(ask(port(), "/api/v1/rows?table=filling&moon=1").status, 400);
  EXPECT_EQ(ask(port(), "/api/v1/rows?table=../run").status, 400);
  const Json project = Json::parse(ask(port(), "/api/v1/project").body);
  EXPECT_EQ(project["tables"], Json{"filling"});
  EXPECT_EQ(project["hash"].get<std::string>().size(), 16U);
}

TEST_F(ServerTest, TooManyRowsAreRefusedWithACure) {
  const std::filesystem::path folder = folder_->path() / "many";
  test::write_tiny_run(folder);
  std::string csv = "tree,name\n";
  for (int i = 0; i < 30001; ++i) csv += "legal," + std::to_string(i) + '\n';
  test::write_text(folder / "access.csv", csv);
  ServeOptions o = options();
  o.run_folder = folder;
  Server many(o);
  EXPECT_EQ(ask(many.port(), "/api/v1/rows?table=access").status, 413);
  const Json one = Json::parse(ask(many.port(), "/api/v1/rows?table=access&name=30000").body);
  EXPECT_EQ(one["rows"].size(), 1U);
}

TEST_F(ServerTest, TheHashTellsRunsApartByWhatWentIn) {
  const auto hash_of = [&](const char* name, const char* date, const char* changes = "") {
    const std::filesystem::path folder = folder_->path() / name;
    test::write_tiny_run(folder);
    std::ifstream in(folder / "run.json");
    std::string text((std::istreambuf_iterator<char>(in)), {});
    text.replace(text.find("2025-12-31"), 10, date);
    test::write_text(folder / "run.json", text);
    if (*changes) test::write_text(folder / "changes.json", changes);
    ServeOptions o = options();
    o.run_folder = folder;
    Server server(o);
    return Json::parse(ask(server.port(), "/api/v1/project").body)["hash"].get<std::string>();
  };
  EXPECT_EQ(hash_of("h1", "2025-12-31"), hash_of("h2", "2025-12-31"));
  EXPECT_NE(hash_of("h1", "2025-12-31"), hash_of("h2", "2025-12-30"));
  EXPECT_NE(hash_of("h1", "2025-12-31"), hash_of("h3", "2025-12-31", R"({"hash": "ab"})"));
  EXPECT_THROW(hash_of("h4", "2025-12-31", "{"), InputError);
}

TEST_F(ServerTest, CellsByStraightLineAreSecondsToo) {
  const Answer a = ask(port(), "/api/v1/cells?service=care&measure=straight&group=total");
  ASSERT_EQ(a.body.size(), 8U + 18U * 4U);
  std::uint16_t cost[4] = {};
  std::memcpy(cost, a.body.data() + 8U + 16U * 4U, sizeof cost);
  EXPECT_EQ(cost[0], 0);
  EXPECT_EQ(cost[1], 300);    // 375 m at 1.25 m/s
  EXPECT_EQ(cost[2], 453);    // 565.685 m
  EXPECT_EQ(cost[3], 65535);  // a straight line needs no street
  EXPECT_EQ(ask(port(), "/api/v1/cells?service=care&measure=air&group=total").status, 400);
}

TEST_F(ServerTest, RangesAreServedAndImpossibleOnesRefused) {
  const std::string whole = ask(port(), kUnits).body;
  const Answer middle = ask(port(), kUnits, "Range: bytes=10-19\r\n");
  EXPECT_EQ(middle.status, 206);
  EXPECT_EQ(middle.body, whole.substr(10, 10));
  EXPECT_EQ(middle.headers.at("content-range"), "bytes 10-19/" + std::to_string(whole.size()));
  EXPECT_EQ(ask(port(), kUnits, "Range: bytes=-7\r\n").body, whole.substr(whole.size() - 7));
  EXPECT_EQ(ask(port(), kUnits, "Range: bytes=0-999999999999\r\n").body, whole);
  const Answer beyond = ask(port(), kUnits, "Range: bytes=999999999-\r\n");
  EXPECT_EQ(beyond.status, 416);
  EXPECT_EQ(beyond.headers.at("content-range"), "bytes */" + std::to_string(whole.size()));
  EXPECT_EQ(ask(port(), kUnits, "Range: bytes=nonsense\r\n").status, 200);
  EXPECT_EQ(ask(port(), kUnits, "Range: bytes=99999999999999999999999-\r\n").status, 200);
  EXPECT_EQ(ask(port(), kUnits, "Range: bytes=0-1\r\nIf-Range: \"other\"\r\n").status, 200);
}

TEST_F(ServerTest, WhatTheClientHasIsNotSentAgain) {
  const Answer first = ask(port(), kUnits);
  const std::string tag = first.headers.at("etag");
  const Answer again = ask(port(), kUnits, "If-None-Match: " + tag + "\r\n");
  EXPECT_EQ(again.status, 304);
  EXPECT_TRUE(again.body.empty());
  EXPECT_EQ(ask(port(), kUnits, "If-None-Match: \"x\"\r\n").status, 200);
  EXPECT_EQ(ask(port(), kUnits, "If-None-Match: *\r\n").status, 304);
}

TEST_F(ServerTest, CompressedAnswersHaveATagOfTheirOwn) {
  const Answer plain = ask(port(), "/api/v1/circles?service=care&limit=900");
  const Answer packed =
      ask(port(), "/api/v1/circles?service=care&limit=900", "Accept-Encoding: br, gzip\r\n");
  EXPECT_EQ(packed.headers.at("content-encoding"), "gzip");
  EXPECT_EQ(packed.body.substr(0, 2), "\x1f\x8b");
  EXPECT_NE(packed.headers.at("etag"), plain.headers.at("etag"));
  EXPECT_EQ(plain.headers.count("content-encoding"), 0U);
  EXPECT_EQ(ask(port(), "/api/v1/circles?service=care&limit=900",
                "Accept-Encoding: gzip\r\nIf-None-Match: " + packed.headers.at("etag") + "\r\n")
                .status,
            304);
}

TEST_F(ServerTest, HeadHasTheHeadersOfGetAndNoBody) {
  const Answer get = ask(port(), kUnits), head = ask(port(), kUnits, "", "HEAD");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers.at("content-length"), std::to_string(get.body.size()));
  RawClient client(port());
  client.send("HEAD " + kUnits + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(client.receive(true).body.empty());
  EXPECT_EQ(client.receive().status, 0);  // nothing came after the headers
}

TEST_F(ServerTest, OneConnectionTakesManyRequests) {
  RawClient client(port());
  const std::string request = "GET /api/v1/project HTTP/1.1\r\nHost: localhost\r\n\r\n";
  client.send(request + request + request);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.receive().status, 200) << i;
}

TEST_F(ServerTest, NothingBesideThePageIsReachable) {
  for (const char* target :
       {"/../run.json", "/%2e%2e/run.json", "/..%2frun.json", "/..%5crun.json", "/a/%2E%2E/%2E%2E/",
        "/\\..\\run.json", "/assets/../../etc/passwd", "/./index.html"})
    EXPECT_EQ(ask(port(), target).status, 400) << target;
  for (const char* target :
       {"/run.json", "/coverage.csv", "/etc/passwd", "/assets/", "//etc/passwd"})
    EXPECT_EQ(ask(port(), target).status, 404) << target;
}

TEST_F(ServerTest, MalformedAddressesAreRefused) {
  for (const char* target : {"/%zz", "/%", "/%2", "/%00", "/%ff%fe", "nowhere", "*",
                             "/api/v1/units?level=%c3%28", "/api/v1/units?%=1"})
    EXPECT_EQ(ask(port(), target).status, 400) << target;
}

TEST_F(ServerTest, WhatIsNotHttpIsRefused) {
  for (const char* bytes : {"\x16\x03\x01\x02\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
                            "GET / HTTP/1.1\nHost x\n\n"}) {
    RawClient client(port());
    client.send(bytes);
    const int status = client.receive().status;
    EXPECT_TRUE(status == 400 || status == 0) << status << bytes;
    EXPECT_TRUE(client.closed_within(5)) << bytes;
  }
}

TEST_F(ServerTest, OversizedRequestsAreRefusedByName) {
  EXPECT_EQ(ask(port(), "/", "X-Long: " + std::string(40000, 'a') + "\r\n").status, 431);
  EXPECT_EQ(ask(port(), "/" + std::string(40000, 'a')).status, 431);
  EXPECT_EQ(ask(port(), "/", "Content-Length: 99999999\r\n", "POST").status, 413);
  RawClient client(port());
  client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3000000\r\n\r\n");
  client.send(std::string(3000000, 'b'));
  EXPECT_EQ(client.receive().status, 413);
}

TEST_F(ServerTest, OnlyReadingIsKnown) {
  for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS", "BREW"}) {
    const Answer a = ask(port(), "/api/v1/project", "", method);
    EXPECT_EQ(a.status, 405) << method;
    EXPECT_EQ(a.headers.at("allow"), "GET, HEAD");
  }
}

TEST_F(ServerTest, EveryWrongParameterIsNamed) {
  const Answer a =
      ask(port(), "/api/v1/coverage?service=nothing&limit=77&group=elves&sevrice=care");
  EXPECT_EQ(a.status, 400);
  EXPECT_EQ(a.headers.at("content-type"), "application/problem+json");
  const Json errors = Json::parse(a.body)["errors"];
  ASSERT_EQ(errors.size(), 4U) << a.body;
  EXPECT_EQ(errors[0]["pointer"], "/query/service");
  EXPECT_EQ(errors[0]["value"], "nothing");
  EXPECT_EQ(errors[0]["rule"], "must be one of care");
  EXPECT_EQ(errors[1]["pointer"], "/query/limit");
  EXPECT_EQ(errors[2]["pointer"], "/query/group");
  EXPECT_EQ(errors[3]["pointer"], "/query/sevrice");
  // A right limit of a wrong service is no second mistake.
  EXPECT_EQ(
      Json::parse(ask(port(), "/api/v1/circles?service=nothing&limit=900").body)["errors"].size(),
      1U);
}

TEST_F(ServerTest, TheRootIsThePageOrTheLandingPage) {
  const auto type = [&](const char* accept) {
    return ask(port(), "/", std::string("Accept: ") + accept + "\r\n").headers.at("content-type");
  };
  EXPECT_TRUE(type("application/json").starts_with("application/json"));
  EXPECT_TRUE(type("text/html;q=0.3, application/json").starts_with("application/json"));
  EXPECT_TRUE(type("text/html,application/xhtml+xml,*/*;q=0.8").starts_with("text/html"));
  EXPECT_TRUE(type("*/*").starts_with("text/html"));
  EXPECT_TRUE(ask(port(), "/").headers.at("content-type").starts_with("text/html"));
  const Json j = Json::parse(ask(port(), "/", "Accept: application/json\r\n").body);
  EXPECT_EQ(j["title"], "试验 <b>");
  EXPECT_FALSE(j["links"].empty());
}

TEST_F(ServerTest, EveryAnswerForbidsWhatThePageDoesNotNeed) {
  const Answer a = ask(port(), "/");
  EXPECT_NE(a.headers.at("content-security-policy").find("default-src 'self'"), std::string::npos);
  EXPECT_EQ(a.headers.at("x-content-type-options"), "nosniff");
}

TEST_F(ServerTest, SlowClientsAreDroppedAndOthersAnsweredMeanwhile) {
  ServeOptions o = options();
  o.limits.read_timeout = std::chrono::seconds(1);
  Server server(o);
  RawClient slow(server.port());
  slow.send("GET / HTTP/1.1\r\nHost:");
  EXPECT_EQ(ask(server.port(), "/api/v1/project").status, 200);
  EXPECT_TRUE(slow.closed_within(8));
}

TEST_F(ServerTest, ConnectionsBeyondTheLimitAreClosed) {
  ServeOptions o = options();
  o.limits.max_connections = 2;
  Server server(o);
  const std::string request = "GET /api/v1/project HTTP/1.1\r\nHost: localhost\r\n\r\n";
  RawClient first(server.port()), second(server.port());
  first.send(request);
  second.send(request);
  EXPECT_EQ(first.receive().status, 200);
  EXPECT_EQ(second.receive().status, 200);
  RawClient third(server.port());
  EXPECT_TRUE(third.closed_within(5));
  first.send(request);
  EXPECT_EQ(first.receive().status, 200);
}

TEST_F(ServerTest, ATokenIsNeededForDataWhereOneIsSet) {
  const auto file = folder_->path() / "token";
  test::write_text(file, "a-long-enough-secret\r\n");
  ServeOptions o = options();
  o.token_file = file;
  Server server(o);
  const std::uint16_t p = server.port();
  const Answer refused = ask(p, "/api/v1/project");
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(refused.headers.at("www-authenticate"), "Bearer");
  EXPECT_EQ(refused.body.find("试验"), std::string::npos);
  EXPECT_EQ(ask(p, "/", "Accept: application/json\r\n").status, 401);
  EXPECT_EQ(ask(p, "/api/v1/project", "Authorization: Bearer wrong-but-long-one\r\n").status, 401);
  EXPECT_EQ(ask(p, "/api/v1/project", "Authorization: Bearer \r\n").status, 401);
  EXPECT_EQ(ask(p, "/api/v1/project?token=a-long-enough-secre").status, 401);
  EXPECT_EQ(ask(p, "/api/v1/project", "Authorization: Bearer a-long-enough-secret\r\n").status,
            200);
  EXPECT_EQ(ask(p, "/api/v1/project?token=a-long-enough-secret").status, 200);
  EXPECT_EQ(ask(p, kUnits + "&token=a-long-enough-secret").status, 200);
  EXPECT_EQ(ask(p, "/").status, 200);  // the page itself holds no data
}

TEST_F(ServerTest, ItsAddressIsOneThatABrowserCanOpen) {
  const auto file = folder_->path() / "token";
  test::write_text(file, "a-long-enough-secret\n");
  ServeOptions o = options();
  o.token_file = file;
  o.host = "0.0.0.0";
  const Server server(o);
  EXPECT_EQ(server.address(), "http://127.0.0.1:" + std::to_string(server.port()) + '/');
  EXPECT_EQ(server_->address(), "http://127.0.0.1:" + std::to_string(port()) + '/');
}

std::string refusal(const ServeOptions& o) {
  try {
    Server server(o);
  } catch (const InputError& e) {
    return e.problems().front().code;
  }
  return "none";
}

TEST_F(ServerTest, StartingIsRefusedWithACode) {
  ServeOptions o = options();
  o.host = "0.0.0.0";
  EXPECT_EQ(refusal(o), "host-open");
  o = options();
  o.token_file = folder_->path() / "no-such-file";
  EXPECT_EQ(refusal(o), "token-unreadable");
  test::write_text(folder_->path() / "short", "short\n");
  o.token_file = folder_->path() / "short";
  EXPECT_EQ(refusal(o), "token-unreadable");
  o = options();
  o.run_folder = folder_->path() / "no-such-folder";
  EXPECT_EQ(refusal(o), "run-missing");
  EXPECT_EQ(refusal(options()), "none");
}

TEST_F(ServerTest, DamagedRunFoldersAreNamed) {
  const auto damaged = [&](const char* file, const std::string& text) {
    test::TempFolder other;
    test::write_tiny_run(other.path());
    if (text == "gone")
      std::filesystem::remove(other.path() / file);
    else if (text == "half")  // ends within a row, which still has all its commas
      std::filesystem::resize_file(other.path() / file,
                                   std::filesystem::file_size(other.path() / file) - 2);
    else
      test::write_text(other.path() / file, text);
    ServeOptions o = options();
    o.run_folder = other.path();
    return refusal(o);
  };
  EXPECT_EQ(damaged("run.json", "gone"), "run-unreadable");
  EXPECT_EQ(damaged("run.json", "{\"a\":"), "run-unreadable");
  EXPECT_EQ(damaged("run.json", "[]"), "run-unreadable");
  EXPECT_EQ(damaged("run.json", "{}"), "run-unreadable");
  EXPECT_EQ(damaged("run.json", R"({"config":{"services":[{"name":"no id"}]}})"), "run-unreadable");
  EXPECT_EQ(damaged("coverage.csv", "gone"), "run-unreadable");
  EXPECT_EQ(damaged("coverage.csv", "a,b\r\n1,2\r\n"), "run-unreadable");
  EXPECT_EQ(damaged("coverage.csv", "half"), "run-unreadable");
  EXPECT_EQ(damaged("units.csv", "gone"), "run-unreadable");
  EXPECT_EQ(damaged("units.csv", "a,b\r\n1,2\r\n"), "run-unreadable");
  EXPECT_EQ(damaged("units.csv", "half"), "run-unreadable");
  EXPECT_EQ(damaged("coverage.gpkg", "gone"), "run-unreadable");
  EXPECT_EQ(damaged("coverage.gpkg", "not a database"), "run-unreadable");
}

TEST_F(ServerTest, AnAddressThatCannotBeUsedIsToldWithItsCure) {
  const auto told = [](const ServeOptions& o, auto&& act) {
    try {
      act(o);
    } catch (const InputError& e) {
      return e.problems().front();
    }
    return Problem{.code = "none"};
  };
  const auto start = [](const ServeOptions& o) { const Server second(o); };
  ServeOptions o = options();
  o.port = port();
  for (const Problem& p : {told(o, start), told(o, check_serve_options)}) {
    EXPECT_EQ(p.code, "port-in-use");
    EXPECT_EQ(p.value, std::to_string(port()));
    EXPECT_NE(p.rule.zh.find("--port 0"), std::string::npos);
    EXPECT_NE(p.rule.en.find("--port 0"), std::string::npos);
  }
  test::write_text(folder_->path() / "long-enough", "a-long-enough-secret\n");
  o.token_file = folder_->path() / "long-enough";
  for (const char* host : {"192.0.2.1", "no-address"}) {  // of nobody (RFC 5737); a name
    o.host = host;
    EXPECT_EQ(told(o, start).code, "address-unusable") << host;
  }
  EXPECT_EQ(told(options(), check_serve_options).code, "none");
}

/// Valid requests with bytes changed, removed, doubled or added, and pure noise.
std::string mutated(std::mt19937& random) {
  static const std::vector<std::string> kSeeds{
      "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
      "GET /api/v1/units?tree=legal&level=township HTTP/1.1\r\nHost: localhost\r\nRange: "
      "bytes=1-5\r\n\r\n",
      "GET /api/v1/coverage?service=care&limit=900&measure=network HTTP/1.1\r\nAccept: */*\r\n\r\n",
      "HEAD /api/v1/cells?service=care HTTP/1.0\r\nIf-None-Match: \"a\"\r\n\r\n",
      "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
      "GET /%e6%96%b9?a=%20&b HTTP/1.1\r\nAccept-Encoding: gzip\r\nAuthorization: B x\r\n\r\n"};
  const auto below = [&](std::size_t n) {
    return static_cast<std::size_t>(random() % static_cast<std::uint32_t>(n));
  };
  std::string s = kSeeds[below(kSeeds.size())];
  if (below(20) == 0) s.assign(below(400), ' ');
  for (std::size_t k = 1 + below(6); k > 0 && !s.empty(); --k) {
    const std::size_t at = below(s.size());
    switch (below(5)) {
      case 0:
        s[at] = static_cast<char>(random());
        break;
      case 1:
        s.erase(at, 1 + below(8));
        break;
      case 2:
        s.insert(at, s.substr(at, below(40)));
        break;
      case 3:
        s.insert(at, 1, static_cast<char>(random()));
        break;
      default:
        s.insert(at, "%2e%2e/");
        break;
    }
  }
  return s;
}

TEST_F(ServerTest, ThousandsOfBrokenRequestsChangeNothing) {
  std::mt19937 random(20251231);
  const std::string before = ask(port(), kUnits).body;
  for (int i = 0; i < 3000; ++i) {
    RawClient client(port());
    client.send(mutated(random));
    client.finish_sending();
    const int status = client.receive(true).status;
    EXPECT_TRUE(status != 500) << i;
  }
  EXPECT_EQ(ask(port(), kUnits).body, before);
}

}  // namespace
}  // namespace fangyuan
