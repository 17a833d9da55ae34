// SPDX-License-Identifier: Apache-2.0
// Edits of sites over HTTP against `run --scenario` of the file that the server wrote of them.
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <thread>

#include "core/base/problem.h"
#include "sim/study/study.h"
#include "tests/app/csv_table.h"
#include "tests/app/raw_client.h"
#include "tests/app/small_town.h"
#include "viewer/server/server.h"

namespace fangyuan::test {
namespace {

using Json = nlohmann::json;

/// Services of every kind beside those of the town.
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
straight_speed_mps = 8
direction = "from"

[[services]]
id = "places"
facilities = ["clinic", "community_care"]
mode = "ebike"
limits_min = [3, 6]
group = "total"
capacity = "beds"
need = 0.02
catchment = "own:township"
)";

std::unique_ptr<const Study> study_of(const std::filesystem::path& project) {
  Problems problems;
  Stages stages;
  return load_study(read_project(project, problems), stages, problems);
}

Answer post(std::uint16_t port, const std::string& target, const std::string& body,
            const std::string& type = "application/json") {
  RawClient client(port);
  client.send("POST " + target +
              " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + type +
              "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  return client.receive();
}

long long millionths(const std::string& text) { return std::llround(std::stod(text) * 1e6); }
long long millionths(const Json& number) { return std::llround(number.get<double>() * 1e6); }

class WhatIfTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    town_ = new SmallTown;
    town_->append("project.toml", kMoreServices);
    const Outcome outcome = town_->run();
    ASSERT_EQ(outcome.exit, 0) << outcome.err;
    server_ = new Server(options(), study_of(town_->project()));
  }
  static void TearDownTestSuite() {
    delete server_;
    delete town_;
    server_ = nullptr;
  }
  static ServeOptions options() {
    ServeOptions o;
    o.run_folder = town_->out();
    o.port = 0;
    return o;
  }
  static Answer ask_coverage(const Json& body) {
    return post(server_->port(), "/api/v1/coverage", body.dump());
  }
  static Answer refused(const Json& edits) {
    return ask_coverage({{"service", "care"}, {"edits", edits}});
  }

  static SmallTown* town_;
  static Server* server_;
};
SmallTown* WhatIfTest::town_ = nullptr;
Server* WhatIfTest::server_ = nullptr;

constexpr const char* kParts[] = {"total", "served", "no_capacity", "out_of_reach", "unconnected"};

/// Every figure of one answer stands in the table; how many differ from `other`.
int compare(const Json& shown, const Json& other, const std::vector<CsvRow>& table,
            const CsvRow& wanted) {
  int differ = 0;
  CsvRow key = wanted;
  key["level"] = "all";
  key["tree"] = "";
  const CsvRow all = one_row(table, key);
  for (const char* part : kParts) {
    EXPECT_EQ(millionths(shown.at("all").at(part)), millionths(all.at(part))) << part;
    differ += shown.at("all").at(part) != other.at("all").at(part);
  }
  for (std::size_t i = 0; i < shown.at("codes").size(); ++i) {
    key = wanted;
    key["code"] = shown.at("codes")[i];
    const CsvRow row = one_row(table, key);
    EXPECT_EQ(shown.at("names")[i], row.at("name"));
    for (const char* part : kParts)
      EXPECT_EQ(millionths(shown.at(part)[i]), millionths(row.at(part))) << part << key["code"];
  }
  return differ;
}

struct Case {
  const char* name;
  const char* edits;
};

class SameAsRun : public WhatIfTest, public ::testing::WithParamInterface<Case> {};

TEST_P(SameAsRun, BeforeIsTheRunAndAfterTheRunOfTheSavedScenario) {
  const Json edits = Json::parse(GetParam().edits);
  const Answer toml = post(server_->port(), "/api/v1/scenario",
                           Json{{"name", "试 \"甲\"\n"}, {"edits", edits}}.dump());
  ASSERT_EQ(toml.status, 200) << toml.body;
  EXPECT_EQ(toml.headers.at("content-type"), "application/toml; charset=utf-8");
  const auto file = town_->root() / "plan.toml", out = town_->root() / GetParam().name;
  put_file(file, toml.body);
  const Outcome run = run_program({"run", town_->project().string(), "--out", out.string(),
                                   "--scenario", file.string(), "--force"});
  ASSERT_EQ(run.exit, 0) << run.err << toml.body;
  const auto before = csv_table(town_->out() / "coverage.csv");
  const auto after = csv_table(out / "coverage.csv");
  const Json changes = Json::parse(read_file(out / "changes.json"));
  int questions = 0, differ = 0;
  for (const CsvRow& row : after) {
    if (row.at("level") != "all") continue;
    for (const char* level : {"county", "township"}) {
      CsvRow key{{"tree", "legal"}, {"level", level}};
      for (const char* column : {"service", "limit", "measure", "group"})
        key[column] = row.at(column);
      Json body = key;
      body["edits"] = edits;
      const Answer answer = ask_coverage(body);
      ASSERT_EQ(answer.status, 200) << answer.body;
      const Json j = Json::parse(answer.body);
      SCOPED_TRACE(body.dump());
      compare(j.at("before"), j.at("after"), before, key);
      differ += compare(j.at("after"), j.at("before"), after, key);
      ++questions;
      for (std::size_t i = 0; i < edits.size(); ++i)
        for (const char* language : {"zh", "en"})
          EXPECT_EQ(j.at("edits")[i].at(language), changes.at("edits")[i].at(language));
    }
  }
  EXPECT_GT(questions, 60);
  EXPECT_GT(differ, 0);
}

const Case kCases[] = {
    {"Open",
     R"([{"kind": "open", "id": "f9", "name": "新站", "type": "community_care",
          "at": [114.3149, 34.8163], "amounts": {"beds": 3.5}}])"},
    // On a place where people live, before all others by its id, in the other township's corner.
    {"OpenOnAPlace",
     R"([{"kind": "open", "id": "a0", "type": "clinic", "at": [114.3371, 34.8171],
          "amounts": {"beds": 2}, "functions": ["community_care"]}])"},
    {"OpenOffTheStreets",
     R"([{"kind": "open", "id": "x", "type": "community_care", "at": [114.45, 34.81]},
         {"kind": "close", "site": "f1"}])"},
    {"Move", R"([{"kind": "move", "site": "f1", "at": [114.3335, 34.8030]}])"},
    {"Close", R"([{"kind": "close", "sites": ["f2"]}])"},
    {"Reduce", R"([{"kind": "reduce", "site": "f1", "amounts": {"beds": 39}},
                   {"kind": "reduce", "site": "f2", "amounts": {"beds": 28}}])"},
    {"Convert", R"([{"kind": "convert", "site": "f3", "type": "community_care",
                     "amounts": {"beds": 10}}])"},
    {"Suspend", R"([{"kind": "change", "site": "f2", "status": "suspended"}])"},
    {"Several",
     R"([{"kind": "extend", "of_type": "community_care", "amounts": {"beds": 1}},
         {"kind": "open", "id": "f10", "type": "community_care", "at": [114.3025, 34.8190],
          "amounts": {"beds": 1}, "opened": "2024-05-01", "note": "红线待批"},
         {"kind": "open", "id": "f1b", "type": "community_care", "xy": [527000, 3853500],
          "amounts": {"beds": 1}},
         {"kind": "move", "site": "f2", "at": [114.3311, 34.8112]},
         {"kind": "close", "site": "f3", "on": "2025-06-30"}])"},
};
INSTANTIATE_TEST_SUITE_P(Edits, SameAsRun, ::testing::ValuesIn(kCases),
                         [](const auto& one) { return one.param.name; });

TEST_F(WhatIfTest, NoEditsChangeNothing) {
  const Answer a = ask_coverage({{"service", "care"}, {"edits", Json::array()}});
  ASSERT_EQ(a.status, 200) << a.body;
  const Json j = Json::parse(a.body);
  EXPECT_EQ(j.at("before"), j.at("after"));
}

TEST_F(WhatIfTest, SitesTellWhereTheyEnterAndWhyNot) {
  const Answer a = refused(Json::parse(
      R"([{"kind": "move", "site": "f1", "at": [114.3012, 34.8012]},
          {"kind": "open", "id": "far", "type": "community_care", "at": [114.45, 34.81],
           "amounts": {"beds": 10}}])"));
  ASSERT_EQ(a.status, 200) << a.body;
  const Json j = Json::parse(a.body);
  ASSERT_EQ(j.at("sites").size(), 2U);
  EXPECT_EQ(j.at("sites")[0].at("reason"), "street");
  EXPECT_NEAR(j.at("sites")[0].at("access_m").get<double>(), 110, 3);  // 0.0012° to the west road
  EXPECT_NEAR(j.at("sites")[0].at("snap")[0].get<double>(), 114.30, 1e-5);
  EXPECT_EQ(j.at("sites")[1].at("reason"), "no_street");
  EXPECT_EQ(j.at("sites")[1].at("access_limit_m"), 500);
  EXPECT_FALSE(j.at("sites")[1].contains("snap"));
  ASSERT_EQ(j.at("warnings").size(), 2U) << j.at("warnings").dump(1);
  for (std::size_t i : {0U, 1U}) {  // it lies in no unit, and no street is near
    EXPECT_EQ(j.at("warnings")[i].at("code"), i ? "facility-unconnected" : "facility-outside");
    EXPECT_EQ(j.at("warnings")[i].at("pointer"), "/edits/1/at");
  }
}

TEST_F(WhatIfTest, ManyAtOnceGetTheirOwnAnswers) {
  constexpr int kClients = 8, kRounds = 12;
  const auto body = [](int client) {
    const char* services[] = {"care", "near", "places", "both"};
    return Json{{"service", services[client % 4]},
                {"tree", "legal"},
                {"level", "township"},
                {"edits",
                 {{{"kind", "move"}, {"site", "f1"}, {"at", {114.301 + 0.004 * client, 34.8033}}},
                  {{"kind", "open"},
                   {"id", "n" + std::to_string(client)},
                   {"type", "clinic"},
                   {"at", {114.339 - 0.004 * client, 34.8177}}}}}};
  };
  std::vector<std::string> alone;
  for (int c = 0; c < kClients; ++c) alone.push_back(ask_coverage(body(c)).body);
  for (int c = 1; c < kClients; ++c) EXPECT_NE(alone[0], alone[static_cast<std::size_t>(c)]);
  std::vector<int> wrong(kClients);
  std::vector<std::thread> clients;
  for (int c = 0; c < kClients; ++c)
    clients.emplace_back([&, c] {
      for (int i = 0; i < kRounds; ++i)
        wrong[static_cast<std::size_t>(c)] +=
            ask_coverage(body(c)).body != alone[static_cast<std::size_t>(c)];
    });
  for (std::thread& t : clients) t.join();
  EXPECT_EQ(wrong, std::vector<int>(kClients));
}

TEST_F(WhatIfTest, EveryMistakeIsToldWithItsPlace) {
  const Answer a = refused(Json::parse(
      R"([{"kind": "close", "site": "f7"}, {"kind": "open", "id": "f1", "type": "kiosk", "at": [1, 2]},
          {"kind": "shrink", "site": "f1"}, {"kind": "extend", "site": "f1", "amuonts": {}},
          {"kind": "move", "site": "f1", "at": [200, 34]}])"));
  EXPECT_EQ(a.status, 400);
  EXPECT_EQ(a.headers.at("content-type"), "application/problem+json");
  const Json errors = Json::parse(a.body).at("errors");
  std::set<std::string> found;
  for (const Json& e : errors)
    found.insert(e.at("code").get<std::string>() + ' ' + e.at("pointer").get<std::string>());
  for (const char* one : {"value-bad /edits/2/kind", "key-unknown /edits/3/amuonts",
                          "key-missing /edits/3/amounts", "value-bad /edits/4/at"})
    EXPECT_TRUE(found.contains(one)) << one << a.body;
  EXPECT_FALSE(errors[0].at("rule_zh").get<std::string>().empty());
  const Json second = Json::parse(
      refused(Json::parse(R"([{"kind": "close", "site": "f7"}, {"kind": "close_road", "ways": [1]},
               {"kind": "open", "id": "f1", "type": "kiosk", "at": [114.3, 34.8]}])"))
          .body);
  found.clear();
  for (const Json& e : second.at("errors"))
    found.insert(e.at("code").get<std::string>() + ' ' + e.at("pointer").get<std::string>());
  EXPECT_EQ(found,
            (std::set<std::string>{"edit-unknown /edits/0/site", "edit-not-live /edits/1/kind",
                                   "id-duplicate /edits/2/id", "type-bad /edits/2/type"}));
}

TEST_F(WhatIfTest, HostileBodiesAreRefused) {
  const std::uint16_t port = server_->port();
  std::string deep = "1";
  for (int i = 0; i < 20000; ++i) deep = '[' + deep + ']';
  Json many = Json::array(), wide = Json::array();
  for (int i = 0; i < 201; ++i) many.push_back({{"kind", "close"}, {"site", "f1"}});
  for (int i = 0; i < 6000; ++i) wide.push_back("f" + std::to_string(i));
  const std::string bodies[] = {
      "",
      "{",
      "[]",
      "7",
      "null",
      "\"edits\"",
      "{\"edits\": 1}",
      "{\"edits\": [1, null]}",
      "{}",
      "{\"edits\": [{\"kind\": null}]}",
      "{\"edits\": [{\"kind\": \"close\", \"site\": {}}]}",
      "{\"edits\": [], \"service\": 5}",
      "{\"edits\": [], \"service\": \"moon\"}",
      "{\"edits\": [], \"limit\": \"77\"}",
      "{\"edits\": [], \"measure\": \"air\"}",
      "{\"edits\": [], \"level\": \"moon\"}",
      "{\"edits\": [], \"group\": \"elves\"}",
      "{\"edits\": [], \"surprise\": 1}",
      "{\"edits\": [{\"kind\": \"close\", \"site\": \"\xff\"}]}",
      "{\"edits\": [{\"kind\": " + deep + "}]}",
      "{\"edits\": " + many.dump() + "}",
      "{\"edits\": [{\"kind\": \"close\", \"sites\": " + wide.dump() + "}]}",
      R"({"edits": [{"kind": "open\"\n[[edits]]", "]": "[", "": {"a b": 1e400}}]})",
      R"({"edits": [{"kind": "move", "site": "f1", "at": [1e308, -1e308]}]})",
      R"({"edits": [{"kind": "open", "id": "z", "type": "clinic", "xy": [1e300, 1e300]}]})",
      R"({"edits": [{"kind": "open", "id": "\u0000\u007f", "type": "clinic", "at": [99999999999999999999, 1]}]})"};
  for (const std::string& body : bodies) {
    const Answer a = post(port, "/api/v1/coverage", body);
    EXPECT_EQ(a.status, 400) << body.substr(0, 200) << '\n' << a.body.substr(0, 200);
    EXPECT_FALSE(Json::parse(a.body).at("errors").empty()) << body.substr(0, 200);
  }
  EXPECT_EQ(post(port, "/api/v1/coverage", std::string(2'000'000, ' ')).status, 413);
  EXPECT_EQ(post(port, "/api/v1/coverage", "{\"edits\":[]}", "text/plain").status, 415);
  EXPECT_EQ(post(port, "/api/v1/project", "{}").status, 405);
  const Answer get = ask(port, "/api/v1/scenario");
  EXPECT_EQ(get.status, 405);
  EXPECT_EQ(get.headers.at("allow"), "POST");
  EXPECT_EQ(ask(port, "/api/v1/coverage?service=care").status, 200);
}

TEST_F(WhatIfTest, WithoutItsProjectARunTakesNoEdits) {
  Server plain(options());
  EXPECT_EQ(post(plain.port(), "/api/v1/coverage", R"({"edits": []})").status, 409);
  EXPECT_EQ(Json::parse(ask(plain.port(), "/api/v1/project").body).at("what_if"), false);
  EXPECT_EQ(Json::parse(ask(server_->port(), "/api/v1/project").body).at("what_if"), true);
}

TEST_F(WhatIfTest, AnotherStudyIsRefused) {
  const auto code = [&](SmallTown& other) {
    try {
      Server server(options(), study_of(other.project()));
    } catch (const InputError& e) {
      return e.problems().front().code;
    }
    return std::string("none");
  };
  SmallTown same;
  same.append("project.toml", kMoreServices);
  EXPECT_EQ(code(same), "none");
  same.append("facilities.csv", "f5,More,clinic,0,in_use,2010-01-01,114.3125,34.8025\n");
  EXPECT_EQ(code(same), "project-differs");
  SmallTown other;
  EXPECT_EQ(code(other), "project-differs");
}

}  // namespace
}  // namespace fangyuan::test
