// SPDX-License-Identifier: Apache-2.0
// Clients that mean harm, against every endpoint: each is answered or closed within bounds, nothing
// of the machine is told, nothing stays open, and everyone else is served meanwhile.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

#include "sim/study/study.h"
#include "tests/app/raw_client.h"
#include "tests/app/small_town.h"
#include "viewer/server/server.h"

namespace fangyuan::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const char* const kReads[] = {"/api/v1/project",
                              "/api/v1/units",
                              "/api/v1/facts",
                              "/api/v1/indicators",
                              "/api/v1/rows",
                              "/api/v1/coverage",
                              "/api/v1/circles",
                              "/api/v1/facilities",
                              "/api/v1/cells",
                              "/api/v1/cell-units",
                              "/api/v1/place?cell=0",
                              "/api/v1/siting",
                              "/conformance",
                              "/collections",
                              "/collections/units",
                              "/collections/units/schema",
                              "/collections/units/items",
                              "/collections/units/items/1",
                              "/api"};
const char* const kPosts[] = {"/api/v1/coverage", "/api/v1/scenario", "/api/v1/siting"};

class HostileTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    town_ = new SmallTown;
    const Outcome outcome = town_->run();
    ASSERT_EQ(outcome.exit, 0) << outcome.err;
  }
  static void TearDownTestSuite() { delete town_; }

  static std::unique_ptr<Server> serve(HttpLimits limits = {}, std::optional<fs::path> token = {}) {
    Problems problems;
    Stages stages;
    ServeOptions o;
    o.run_folder = town_->out();
    o.port = 0;
    o.limits = limits;
    o.token_file = std::move(token);
    return std::make_unique<Server>(
        o, load_study(read_project(town_->project(), problems), stages, problems));
  }
  static std::string post(const std::string& target, const std::string& headers,
                          const std::string& body = "") {
    return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
           headers + "\r\n" + body;
  }
  static void expect_alive(const Server& server) {
    EXPECT_EQ(test::ask(server.port(), "/api/v1/project").status, 200);
  }
  /// What only the machine that serves may know.
  static void expect_tells_nothing(const Answer& a, const std::string& of) {
    for (const std::string& secret :
         {town_->root().string(), std::string("root:"), std::string("/home/"), std::string("boost"),
          std::string("terminate"), std::string("std::")})
      EXPECT_EQ(a.body.find(secret), std::string::npos) << of << ": " << a.body.substr(0, 300);
  }
  static std::size_t open_files() {
    std::size_t n = 0;
    for ([[maybe_unused]] const auto& e : fs::directory_iterator("/proc/self/fd")) ++n;
    return n;
  }

  static SmallTown* town_;
};
SmallTown* HostileTest::town_ = nullptr;

TEST_F(HostileTest, EscapesReachNothing) {
  const auto server = serve();
  for (const std::string where :
       {"/", "/assets/", "/api/", "/api/v1/", "/api/v1/compared/", "/api/v1/siting/",
        "/collections/", "/collections/units/", "/collections/units/items/"})
    for (const std::string up :
         {"../run.json", "..%2frun.json", "%2e%2e/%2e%2e/etc/passwd", "..\\run.json",
          "....//run.json", "%252e%252e%252frun.json", "run.json%00", "/etc/passwd", "..;/run.json",
          "~root", "C:\\run.json", "\xff\xfe", "%c0%ae%c0%ae/run.json"}) {
      const Answer a = test::ask(server->port(), where + up);
      EXPECT_TRUE(a.status == 400 || a.status == 404) << where << up << ": " << a.status;
      expect_tells_nothing(a, where + up);
    }
  expect_alive(*server);
}

TEST_F(HostileTest, ParametersAreValuesAndNothingElse) {
  const auto server = serve();
  const std::string values[] = {"",
                                "..%2f..%2fetc%2fpasswd",
                                "%27%3b+DROP+TABLE+units%3b--",
                                "%22%20OR%20%221%22%3D%221",
                                "%00",
                                "%f0%9f%92%a3",
                                "-1",
                                "1e999",
                                "nan",
                                "99999999999999999999999999",
                                std::string(8000, 'a'),
                                "%7b%7d%5b%5d",
                                "*",
                                "%25s%25n"};
  for (const std::string target : kReads)
    for (const char* key : {"tree", "level", "service", "limit", "measure", "group", "site", "cell",
                            "table", "bbox", "offset", "name", "f", "datetime", "x"})
      for (const std::string& value : values) {
        const Answer a =
            test::ask(server->port(), target + (target.find('?') == std::string::npos ? "?" : "&") +
                                          key + '=' + value);
        EXPECT_TRUE(a.status == 200 || a.status == 400 || a.status == 404)
            << target << ' ' << key << '=' << value.substr(0, 40) << ": " << a.status;
        expect_tells_nothing(a, target);
      }
  expect_alive(*server);
}

TEST_F(HostileTest, HugeAndEndlessBodiesEnd) {
  const auto server = serve();
  for (const char* target : kPosts) {
    EXPECT_EQ(
        [&] {
          RawClient c(server->port());
          c.send(post(target, "Content-Length: 99999999999\r\n"));
          return c.receive().status;
        }(),
        413)
        << target;
    // A body whose end never comes.
    RawClient endless(server->port());
    endless.send(post(target, "Transfer-Encoding: chunked\r\n"));
    const std::string chunk = "4000\r\n" + std::string(0x4000, ' ') + "\r\n";
    std::size_t sent = 0;
    while (sent < (std::size_t{64} << 20) && endless.send(chunk)) sent += chunk.size();
    EXPECT_LT(sent, std::size_t{64} << 20) << target << " was read without end";
    // Two lengths, a length that is none, and a chunk that is none.
    for (const char* headers :
         {"Content-Length: 5\r\nContent-Length: 50\r\n", "Content-Length: -5\r\n",
          "Content-Length: 0x10\r\n", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"}) {
      RawClient c(server->port());
      c.send(post(target, headers, "zzzz\r\nabc"));
      c.finish_sending();
      const int status = c.receive().status;
      EXPECT_TRUE(status == 0 || (status >= 400 && status < 500)) << headers << status;
    }
  }
  expect_alive(*server);
}

TEST_F(HostileTest, WhatIsNoJsonIsToldSo) {
  const auto server = serve();
  std::string deep(50000, '[');
  for (const char* target : kPosts)
    for (const std::string& body :
         {std::string("{\"edits\": "), std::string("\xef\xbb\xbf{}"),
          std::string("{\"a\": 1e999999}"), std::string("{\"a\": \"\\ud800\"}"),
          std::string("\0{}", 3), deep, std::string("{\"site\": {\"service\": \"\xff\"}}"),
          std::string("NaN"), std::string("{\"a\":1,\"a\":2}"), std::string("[[[[{}]]]]"),
          std::string(1000000, '{')}) {
      RawClient c(server->port());
      c.send(post(target, "Content-Length: " + std::to_string(body.size()) + "\r\n", body));
      const Answer a = c.receive();
      EXPECT_EQ(a.status, 400) << target << ' ' << body.substr(0, 40);
      EXPECT_EQ(a.headers.at("content-type"), "application/problem+json");
      EXPECT_FALSE(Json::parse(a.body).at("errors").empty());
      expect_tells_nothing(a, target);
    }
  expect_alive(*server);
}

TEST_F(HostileTest, WhoDripsOrNeverReadsIsDropped) {
  HttpLimits limits;
  limits.read_timeout = std::chrono::seconds(1);
  limits.write_timeout = std::chrono::seconds(1);
  const auto server = serve(limits);
  // One byte now and then keeps no request alive.
  RawClient drips(server->port());
  std::thread dripping([&] {
    const std::string request = post("/api/v1/siting", "Content-Length: 100000\r\n");
    for (std::size_t i = 0; i < 100 && drips.send(request.substr(i, 1)); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
  });
  // Asks for more than the sockets hold, and reads none of it.
  RawClient deaf(server->port());
  std::string asks;
  for (int i = 0; i < 400; ++i)
    asks += "GET /collections/units/items HTTP/1.1\r\nHost: localhost\r\n\r\n";
  std::thread asking([&] { deaf.send(asks); });
  for (int i = 0; i < 10; ++i) expect_alive(*server);
  EXPECT_TRUE(drips.closed_within(10));
  dripping.join();
  asking.join();
  expect_alive(*server);
}

TEST_F(HostileTest, AWrongTokenOpensNothing) {
  put_file(town_->root() / "token", "a-long-enough-secret\n");
  const auto server = serve({}, town_->root() / "token");
  const std::string wrong[] = {"", "Authorization: Bearer a-long-enough-secreT\r\n",
                               "Authorization: Basic a-long-enough-secret\r\n",
                               "Authorization: Bearer\r\n",
                               "Authorization: Bearer " + std::string(10000, 'a') + "\r\n"};
  for (const std::string& header : wrong) {
    for (const char* target : kReads) {
      const Answer a = test::ask(server->port(), target, header);
      EXPECT_EQ(a.status, 401) << target;
      EXPECT_EQ(a.body.find("Westgate"), std::string::npos);
    }
    for (const char* target : kPosts) {
      RawClient c(server->port());
      c.send(post(target, header + "Content-Length: 2\r\n", "{}"));
      EXPECT_EQ(c.receive().status, 401) << target;
    }
    EXPECT_EQ(test::ask(server->port(), "/api/v1/siting/0", header, "DELETE").status, 401);
  }
  EXPECT_EQ(
      test::ask(server->port(), "/api/v1/siting", "Authorization: Bearer a-long-enough-secret\r\n")
          .status,
      200);
}

TEST_F(HostileTest, ANameThatPointsHereIsNotAnsweredWithoutAToken) {
  const auto status = [&](std::uint16_t port, const std::string& host,
                          const std::string& token = {}) {
    RawClient c(port);
    c.send("GET /api/v1/project" + token + " HTTP/1.1\r\nHost: " + host +
           "\r\nConnection: close\r\n\r\n");
    return c.receive().status;
  };
  const auto open = serve();
  for (const char* host : {"localhost", "localhost:8080", "127.0.0.1", "127.0.0.1:8080", "[::1]",
                           "[::1]:8080", "192.168.1.20:80", ""})
    EXPECT_EQ(status(open->port(), host), 200) << host;
  for (const char* host : {"evil.example", "evil.example:8080", "localhost.evil.example",
                           "127.0.0.1.evil.example", "[::1].evil", "[::1", "localhost@evil", "."})
    EXPECT_NE(status(open->port(), host), 200) << host;
  EXPECT_EQ(status(open->port(), "evil.example"), 421);
  RawClient posts(open->port());
  posts.send(
      "POST /api/v1/coverage HTTP/1.1\r\nHost: evil.example\r\nContent-Type: "
      "application/json\r\nContent-Length: 2\r\n\r\n{}");
  EXPECT_EQ(posts.receive().status, 421);
  put_file(town_->root() / "token", "a-long-enough-secret\n");
  const auto guarded = serve({}, town_->root() / "token");
  EXPECT_EQ(status(guarded->port(), "plan.example", "?token=a-long-enough-secret"), 200);
  EXPECT_EQ(status(guarded->port(), "plan.example"), 401);
}

TEST_F(HostileTest, FiveHundredConnectionsLeaveNothingBehind) {
  HttpLimits limits;
  limits.read_timeout = std::chrono::seconds(3);
  const auto server = serve(limits);
  expect_alive(*server);
  const std::size_t before = open_files();
  int answered = 0, refused = 0;
  {
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 500; ++i) {
      clients.push_back(std::make_unique<RawClient>(server->port()));
      const char* kinds[] = {"GET /api/v1/project HTTP/1.1\r\nHost: localhost\r\n\r\n",
                             "GET /collections/units/items HTTP/1.1\r\nHost: localhost\r\n\r\n",
                             "POST /api/v1/siting HTTP/1.1\r\nContent-Le", ""};
      clients.back()->send(kinds[i % 4]);
    }
    for (int i = 0; i < 500; ++i) {
      if (i % 4 > 1) continue;
      const int status = clients[static_cast<std::size_t>(i)]->receive().status;
      EXPECT_TRUE(status == 200 || status == 0) << status;
      (status == 200 ? answered : refused)++;
    }
  }
  EXPECT_GE(answered, 120);  // of those within the limit, half ask
  EXPECT_GT(refused, 0);     // of those beyond it
  for (int i = 0; i < 100 && open_files() > before + 2; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_LE(open_files(), before + 2);
  expect_alive(*server);
}

}  // namespace
}  // namespace fangyuan::test
