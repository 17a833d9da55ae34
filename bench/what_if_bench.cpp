// SPDX-License-Identifier: Apache-2.0
// Eight pages that drag sites at the same time, over HTTP: how many answers they get a second.
//   what_if_bench PROJECT RUN [--requests N]
// Every request moves or opens a site at another place. Every answer is checked: its parts add up
// to everyone in every row, and it is, to the byte, what the same request gets when nobody else
// asks. Last lines, tab-separated: job, ms per answer on the wall, unit, target, yes/no, -.
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>
#include <random>
#include <thread>

#include "bench/report.h"
#include "core/coverage/nearest.h"
#include "sim/study/study.h"
#include "tests/app/raw_client.h"
#include "viewer/server/server.h"

namespace fangyuan {
namespace {

using Json = nlohmann::json;

constexpr int kClients = 8;

struct Town {
  std::string service;
  std::vector<std::string> sites;  ///< that serve
  std::string type;                ///< of new ones
  std::vector<LonLat> places;      ///< of people
};

Town town_of(const Study& study) {
  Town town;
  const Service& service = study.project.services.front();
  town.service = service.id;
  town.type = service.facility_types.front();
  for (const Facility& f : study.facilities.all)
    if (f.place && serves(f, service)) town.sites.push_back(f.id);
  for (const Place& p : study.population.cells.place) town.places.push_back(p.lonlat);
  return town;
}

std::string request_of(const Town& town, std::size_t number) {
  std::mt19937 dice(static_cast<std::mt19937::result_type>(number));
  const LonLat at = town.places[dice() % town.places.size()];
  Json edit{{"kind", "move"}, {"at", {at.lon, at.lat}}};
  if (number % 3 == 0 || town.sites.empty())
    edit.update({{"kind", "open"}, {"id", "new-" + std::to_string(number)}, {"type", town.type}});
  else
    edit["site"] = town.sites[dice() % town.sites.size()];
  const std::string body = Json{{"service", town.service}, {"edits", {edit}}}.dump();
  return "POST /api/v1/coverage HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
         "Content-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

long long millionths(const Json& number) { return std::llround(number.get<double>() * 1e6); }

/// Whether everyone is somewhere, in every row, and as many as before.
bool adds_up(const std::string& body) {
  const Json j = Json::parse(body);
  const Json &before = j.at("before"), &after = j.at("after");
  const auto good = [](const Json& of, auto cell) {
    long long sum = -millionths(cell(of.at("total")));
    for (const char* part : {"served", "no_capacity", "out_of_reach", "unconnected"})
      sum += millionths(cell(of.at(part)));
    return sum == 0;
  };
  const auto self = [](const Json& v) { return v; };
  if (!good(after.at("all"), self) || after.at("all").at("total") != before.at("all").at("total"))
    return false;
  for (std::size_t i = 0; after.contains("total") && i < after.at("total").size(); ++i)
    if (!good(after, [i](const Json& v) { return v[i]; }) ||
        after.at("total")[i] != before.at("total")[i])
      return false;
  return true;
}

std::string answer_to(test::RawClient& client, const std::string& request) {
  client.send(request);
  const test::Answer a = client.receive();
  if (a.status != 200) throw std::runtime_error("answer " + std::to_string(a.status) + a.body);
  return a.body;
}

int run(const std::string& project, const std::string& run_folder, std::size_t requests) {
  Problems problems;
  Stages stages;
  auto study = load_study(read_project(project, problems), stages, problems);
  const Town town = town_of(*study);
  ServeOptions options;
  options.run_folder = run_folder;
  options.port = 0;
  Server server(options, std::move(study));
  test::RawClient alone(server.port());
  answer_to(alone, request_of(town, 1));  // what a service needs is made when it is first asked for

  std::vector<std::string> bodies(requests);
  std::atomic<std::size_t> next{0};
  const double wall = bench::wall_ms(), cpu = bench::cpu_ms();
  std::vector<std::thread> clients;
  for (int c = 0; c < kClients; ++c)
    clients.emplace_back([&] {
      test::RawClient client(server.port());
      for (std::size_t i = next++; i < requests; i = next++)
        bodies[i] = answer_to(client, request_of(town, i));
    });
  for (std::thread& t : clients) t.join();
  const auto n = static_cast<double>(requests);
  const double wall_each = (bench::wall_ms() - wall) / n, cpu_each = (bench::cpu_ms() - cpu) / n;

  std::size_t bytes = 0;
  for (std::size_t i = 0; i < requests; ++i) {
    bench::same("an answer alone and among others", bodies[i],
                answer_to(alone, request_of(town, i)));
    bench::same("everyone and the sum of the parts", adds_up(bodies[i]), true);
    bytes += bodies[i].size();
  }
  std::printf(
      "%zu places, %zu sites, %zu requests of %d clients, %.0f bytes an answer: %.1f a second\n",
      town.places.size(), town.sites.size(), requests, kClients, static_cast<double>(bytes) / n,
      1000 / wall_each);
  const double target = town.places.size() > 200'000 ? 100 : 20;
  bench::row("what-if of 8 clients, wall per answer", wall_each, "ms", target);
  bench::row("what-if of 8 clients, processor per answer", cpu_each, "ms", target);
  return 0;
}

}  // namespace
}  // namespace fangyuan

int main(int argc, char** argv) {
  using namespace fangyuan;
  bench::expect_words(argc, argv, 2, 4, "what_if_bench PROJECT RUN [--requests N]");
  std::size_t requests = 200;
  if (argc == 5 && std::strcmp(argv[3], "--requests") == 0)
    requests = std::strtoul(argv[4], nullptr, 10);
  return bench::run_or_tell([&] { return run(argv[1], argv[2], requests); });
}
