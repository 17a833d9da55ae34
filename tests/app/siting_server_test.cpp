// SPDX-License-Identifier: Apache-2.0
// Sitings over HTTP against `fangyuan site` of the same request, and against the page's own figures
// of the edits that they end with; what is refused, and what becomes of those nobody waits for.
#include <gtest/gtest.h>

#include <cmath>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "sim/study/study.h"
#include "tests/app/raw_client.h"
#include "tests/app/small_town.h"
#include "viewer/server/server.h"
#include "viewer/server/siting_jobs.h"

namespace fangyuan::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const char kPoints[] = R"([
  {"id": "a", "at": [114.3031, 34.8032]}, {"id": "b", "at": [114.3131, 34.8131], "name": "乙"},
  {"id": "c", "at": [114.3181, 34.8182]}, {"id": "d", "at": [114.3281, 34.8081], "price": 3},
  {"id": "e", "at": [114.3381, 34.8181]}, {"id": "f", "at": [114.3379, 34.8021]}])";

Json request_of(const char* head) {
  return {{"site", Json::parse(head)}, {"candidates", {{{"points", Json::parse(kPoints)}}}}};
}

std::string request(const std::string& method, const std::string& target,
                    const std::string& body = "", const std::string& type = "application/json") {
  return method + ' ' + target +
         " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + type +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

class SitingServerTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    town_ = new SmallTown;
    const Outcome outcome = town_->run();
    ASSERT_EQ(outcome.exit, 0) << outcome.err;
    ServeOptions o;
    o.run_folder = town_->out();
    o.port = 0;
    server_ = new Server(o, study());
  }
  static void TearDownTestSuite() {
    delete server_;
    delete town_;
    server_ = nullptr;
  }
  static std::unique_ptr<const Study> study() {
    Problems problems;
    Stages stages;
    return load_study(read_project(town_->project(), problems), stages, problems);
  }
  static Answer send(const std::string& method, const std::string& target,
                     const std::string& body = "", const std::string& type = "application/json") {
    RawClient client(server_->port());
    client.send(request(method, target, body, type));
    return client.receive();
  }
  static Json wait_for(const std::string& id) {
    for (int i = 0; i < 600; ++i) {
      const Json j = Json::parse(send("GET", "/api/v1/siting/" + id).body);
      if (j.at("state") != "queued" && j.at("state") != "running") return j;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return {{"state", "too late"}};
  }
  static Json ask(const Json& what) {
    const Answer a = send("POST", "/api/v1/siting", what.dump());
    EXPECT_EQ(a.status, 202) << a.body;
    const Json head = Json::parse(a.body);
    EXPECT_EQ(a.headers.at("location"), "/api/v1/siting/" + head.at("id").get<std::string>());
    return wait_for(head.at("id"));
  }

  static SmallTown* town_;
  static Server* server_;
};
SmallTown* SitingServerTest::town_ = nullptr;
Server* SitingServerTest::server_ = nullptr;

struct Case {
  const char *name, *head;
};
class SameAsSite : public SitingServerTest, public ::testing::WithParamInterface<Case> {};

TEST_P(SameAsSite, AnswersScenarioAndFigures) {
  const Json asked = request_of(GetParam().head);
  const Json job = ask(asked);
  ASSERT_EQ(job.at("state"), "done") << job.dump(1);
  const Json& result = job.at("result");

  // The same request as a file, given to the program.
  std::string toml = "[site]\n";
  for (const auto& [key, value] : asked.at("site").items())
    toml += key + " = " + value.dump() + '\n';
  toml += "\n[[candidates]]\npoints = [\n";
  for (const Json& p : asked.at("candidates")[0].at("points")) {
    toml += "  {";
    for (const auto& [key, value] : p.items())
      toml += (toml.back() == '{' ? " " : ", ") + key + " = " + value.dump();
    toml += " },\n";
  }
  const fs::path file = town_->root() / "request.toml", out = town_->root() / GetParam().name;
  put_file(file, toml + "]\n");
  const Outcome ran = run_program({"site", town_->project().string(), "--request", file.string(),
                                   "--out", out.string(), "--force"});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  const Json own = Json::parse(read_file(out / "site.json"));
  EXPECT_EQ(result.at("coverage"), own.at("coverage"));
  if (own.contains("answer")) {
    for (const char* key : {"value", "bound", "gap", "optimal", "unit", "certificate"})
      EXPECT_EQ(result.at("answer").at(key), own.at("answer").at(key)) << key;
    EXPECT_EQ(result.at("sites"), own.at("sites"));
    const std::string scenario = result.at("scenario");
    const std::string saved = read_file(out / "scenario.toml");
    EXPECT_EQ(scenario.substr(scenario.find("[[edits]]")), saved.substr(saved.find("[[edits]]")));
  }
}
INSTANTIATE_TEST_SUITE_P(
    Kinds, SameAsSite,
    ::testing::Values(Case{"most", R"({"service": "care", "kind": "most-covered", "sites": 2})"},
                      Case{"choose", R"({"service": "care", "kind": "most-covered", "sites": 2,
                           "existing": "choose"})"},
                      Case{"fewest",
                           R"({"service": "care", "kind": "fewest-sites", "share": 0.2})"},
                      Case{"average", R"({"service": "care", "kind": "least-average", "sites": 1,
                            "unreachable": "leave-out"})"},
                      Case{"score", R"({"service": "care", "kind": "score"})"}),
    [](const auto& param) { return std::string(param.param.name); });

TEST_F(SitingServerTest, EditsOfAResultGiveItsFiguresOnThePage) {
  const Json result =
      ask(request_of(R"({"service": "clinic", "kind": "most-covered", "sites": 2})")).at("result");
  ASSERT_FALSE(result.at("edits").empty());
  for (const Json& line : result.at("coverage")) {
    const Answer a = send("POST", "/api/v1/coverage",
                          Json{{"service", "clinic"},
                               {"limit", line.at("limit")},
                               {"group", line.at("group")},
                               {"edits", result.at("edits")}}
                              .dump());
    ASSERT_EQ(a.status, 200) << a.body;
    const Json shown = Json::parse(a.body);
    EXPECT_EQ(shown.at("before").at("all").at("served"), line.at("before"));
    EXPECT_EQ(shown.at("after").at("all").at("served"), line.at("after"));
  }
  EXPECT_EQ(result.at("curve").back().at("covered"), result.at("answer").at("value"));
  for (const Json& site : result.at("chosen")) EXPECT_EQ(site.at("at").size(), 2U);
}

TEST_F(SitingServerTest, AGridWithinARingStaysInIt) {
  Json asked = request_of(R"({"service": "care", "kind": "score"})");
  asked["candidates"] = Json::parse(R"([{"grid_m": 150, "over": "units",
      "within": [[114.305, 34.803], [114.315, 34.803], [114.315, 34.813], [114.305, 34.813]]}])");
  const Json job = ask(asked);
  ASSERT_EQ(job.at("state"), "done") << job.dump(1);
  const Json& scores = job.at("result").at("scores");
  ASSERT_GT(scores.size(), 10U);
  for (const Json& s : scores) {
    EXPECT_NEAR(s.at("at")[0].get<double>(), 114.31, 0.0051);
    EXPECT_NEAR(s.at("at")[1].get<double>(), 34.808, 0.0051);
  }
  asked["candidates"][0]["grid_m"] = 0.1;
  const Json refused = ask(asked);
  EXPECT_EQ(refused.at("state"), "failed");
  EXPECT_EQ(refused.at("errors")[0].at("code"), "site-too-large");
  EXPECT_EQ(refused.at("errors")[0].at("pointer"), "/candidates/0/grid_m");
}

std::set<std::string> pointers(const Answer& a) {
  std::set<std::string> out;
  const Json j = Json::parse(a.body);
  for (const Json& e : j.at("errors")) out.insert(e.at("pointer"));
  return out;
}

TEST_F(SitingServerTest, EveryMistakeIsToldAtOnce) {
  const Answer a = send("POST", "/api/v1/siting", R"({
    "site": {"service": "moon", "kind": "most-covered", "sites": 1, "weights": {"elves": 1}},
    "candidates": [{"facilities": ["kiosk"]}, {"land": "none"}]})");
  EXPECT_EQ(a.status, 400);
  EXPECT_EQ(a.headers.at("content-type"), "application/problem+json");
  EXPECT_EQ(pointers(a), (std::set<std::string>{"/site/service", "/site/weights/elves",
                                                "/candidates/0/facilities", "/candidates/1/land"}));
  const Answer b = send("POST", "/api/v1/siting", R"({
    "site": {"service": "care", "kind": "best", "sites": 100000, "moon": 1},
    "candidates": [{"grid_m": 5, "land": ""}, {"points": [{"id": "", "at": [999, 0]}]}], "x": 1})");
  EXPECT_EQ(b.status, 400);
  EXPECT_EQ(pointers(b),
            (std::set<std::string>{"/site/kind", "/site/moon", "/site/sites", "/candidates/0/path",
                                   "/candidates/1/points/0/id", "/candidates/1/points/0/at", "/x"}))
      << b.body;
}

TEST_F(SitingServerTest, NoFileBesideTheProjectIsTouched) {
  const fs::path outside = town_->root() / "outside.csv";
  put_file(outside, "id,name,lon,lat\nsecret,s,114.3,34.8\n");
  fs::create_symlink(outside, town_->project() / "link.csv");
  std::set<std::string> answers;
  for (const std::string& path :
       {outside.string(), std::string("../outside.csv"), std::string("link.csv"),
        std::string("/etc/passwd"), std::string("nowhere.csv"), std::string("/vsicurl/http://x/y"),
        std::string("/vsizip/../outside.csv"), std::string("PG:host=x"), std::string("."),
        std::string("WFS:http://127.0.0.1/")}) {
    Json asked = request_of(R"({"service": "care", "kind": "score"})");
    asked["candidates"] = {{{"path", path}}};
    const Answer a = send("POST", "/api/v1/siting", asked.dump());
    EXPECT_EQ(a.status, 400) << path;
    Json error = Json::parse(a.body).at("errors")[0];
    EXPECT_EQ(error.at("value"), path);
    answers.insert(error.at("rule"));
  }
  EXPECT_EQ(answers.size(), 1U) << *answers.begin();  // nothing is told of what there is
  put_file(town_->project() / "own.csv", "id,name,lon,lat\no1,own,114.3131,34.8131\n");
  Json asked = request_of(R"({"service": "care", "kind": "score"})");
  asked["candidates"] = {{{"path", "own.csv"}, {"fields", {{"id", "id"}, {"name", "name"}}}}};
  EXPECT_EQ(ask(asked).at("result").at("scores")[0].at("id"), "o1");
}

TEST_F(SitingServerTest, HostileBodiesAreRefused) {
  std::string deep = "1";
  for (int i = 0; i < 20000; ++i) deep = '[' + deep + ']';
  Json many = Json::array();
  for (int i = 0; i < 9000; ++i)
    many.push_back({{"id", "p" + std::to_string(i)}, {"at", {114.3, 34.8}}});
  const std::string bodies[] = {
      "",
      "{",
      "[]",
      "null",
      "{}",
      R"({"site": 1, "candidates": 2})",
      R"({"site": null, "candidates": []})",
      R"({"site": {}, "candidates": [null]})",
      "{\"site\": " + deep + "}",
      R"({"site": {"service": "care", "kind": "score"}, "candidates": [{"points": )" + many.dump() +
          "}]}",
      R"({"site": {"service": "care\"\n[x]", "kind": "score"}, "candidates": [{"points": []}]})",
      R"({"site": {"service": "care", "kind": "most-covered", "sites": 1e99},
          "candidates": [{"grid_m": -1}]})",
      R"({"site": {"service": "care", "kind": "score", "time_limit_s": 1e9},
          "candidates": [{"grid_m": 1e-300, "over": "units", "within": [[1, 2]]}]})"};
  for (const std::string& body : bodies) {
    const Answer a = send("POST", "/api/v1/siting", body);
    EXPECT_EQ(a.status, 400) << body.substr(0, 200) << '\n' << a.body.substr(0, 200);
    EXPECT_FALSE(Json::parse(a.body).at("errors").empty()) << body.substr(0, 200);
  }
  EXPECT_EQ(send("POST", "/api/v1/siting", std::string(2'000'000, ' ')).status, 413);
  EXPECT_EQ(send("POST", "/api/v1/siting", "{}", "text/plain").status, 415);
  EXPECT_EQ(send("PUT", "/api/v1/siting", "{}").status, 405);
  EXPECT_EQ(send("POST", "/api/v1/siting/x", "{}").headers.at("allow"), "GET, HEAD, DELETE");
  for (const char* method : {"GET", "DELETE"})
    EXPECT_EQ(send(method, "/api/v1/siting/0123").status, 404) << method;
}

TEST_F(SitingServerTest, WithoutItsProjectNothingIsSought) {
  ServeOptions o;
  o.run_folder = town_->out();
  o.port = 0;
  Server plain(o);
  RawClient client(plain.port());
  client.send(request("GET", "/api/v1/siting"));
  EXPECT_EQ(client.receive().status, 409);
}

TEST_F(SitingServerTest, WhoGoesAwayLosesNothing) {
  const std::string body = request_of(R"({"service": "care", "kind": "score"})").dump();
  const auto count = [] {
    return Json::parse(send("GET", "/api/v1/siting").body).at("jobs").size();
  };
  const std::size_t before = count();
  {
    RawClient client(server_->port());
    client.send(request("POST", "/api/v1/siting", body));
  }
  Json jobs;
  for (int i = 0; i < 200 && jobs.size() <= before; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    jobs = Json::parse(send("GET", "/api/v1/siting").body).at("jobs");
  }
  EXPECT_EQ(wait_for(jobs.back().at("id")).at("state"), "done");
}

/// Holds a siting at a stage until it is let go.
class Gate {
 public:
  SitingQueue queue(std::size_t waiting, std::size_t ended) {
    return {waiting, ended, [this](std::string_view stage) {
              std::unique_lock lock(mutex_);
              if (stage != "reach") return;
              ++at_gate_;
              changed_.notify_all();
              changed_.wait(lock, [this] { return open_; });
            }};
  }
  void wait_until_held() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return at_gate_ > 0; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int at_gate_ = 0;
  bool open_ = false;
};

class SitingQueueTest : public SitingServerTest {
 protected:
  static HttpRequest post() {
    HttpRequest r;
    r.body = request_of(R"({"service": "care", "kind": "most-covered", "sites": 1})").dump();
    return r;
  }
  static std::string id_of(const HttpResponse& r) { return Json::parse(*r.body).at("id"); }
  static std::string state_of(const SitingJobs& jobs, const std::string& id) {
    return Json::parse(*jobs.show(id).body).value("state", "none");
  }
  static std::string ended(const SitingJobs& jobs, const std::string& id) {
    for (int i = 0; i < 600; ++i) {
      const std::string state = state_of(jobs, id);
      if (state != "queued" && state != "running") return state;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return "too late";
  }
};

TEST_F(SitingQueueTest, OneIsComputedAFewWaitAndTheRestIsRefused) {
  const auto own = study();
  Gate gate;
  SitingJobs jobs(*own, gate.queue(2, 4));
  const std::string first = id_of(jobs.submit(post()));
  gate.wait_until_held();
  const std::string second = id_of(jobs.submit(post())), third = id_of(jobs.submit(post()));
  const HttpResponse full = jobs.submit(post());
  EXPECT_EQ(full.status, 503);
  EXPECT_TRUE(full.headers.contains("Retry-After"));
  const Json running = Json::parse(*jobs.show(first).body);
  EXPECT_EQ(running.at("state"), "running");
  EXPECT_EQ(running.at("progress").at("stage"), "reach");
  EXPECT_EQ(Json::parse(*jobs.show(third).body).at("waiting"), 2);
  // What waits is cancelled at once, and makes room.
  EXPECT_EQ(Json::parse(*jobs.cancel(second).body).at("state"), "cancelled");
  const std::string fourth = id_of(jobs.submit(post()));
  // What is computed ends at its next step.
  jobs.cancel(first);
  EXPECT_EQ(state_of(jobs, first), "running");
  gate.open();
  EXPECT_EQ(ended(jobs, first), "cancelled");
  EXPECT_EQ(ended(jobs, third), "done");
  EXPECT_EQ(ended(jobs, fourth), "done");
  // Of those that ended the last four are kept.
  EXPECT_EQ(ended(jobs, id_of(jobs.submit(post()))), "done");
  EXPECT_EQ(Json::parse(*jobs.list().body).at("jobs").size(), 4U);
  EXPECT_EQ(jobs.show(first).status, 404);
  jobs.cancel(fourth);
  EXPECT_EQ(jobs.show(fourth).status, 404);
}

TEST_F(SitingQueueTest, EndsWithItsServer) {
  const auto own = study();
  Gate gate;
  std::thread opener;
  {
    SitingJobs jobs(*own, gate.queue(8, 8));
    jobs.submit(post());
    jobs.submit(post());
    gate.wait_until_held();
    opener = std::thread([&] { gate.open(); });
  }
  opener.join();
}

}  // namespace
}  // namespace fangyuan::test
