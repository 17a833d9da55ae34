// SPDX-License-Identifier: Apache-2.0
// Best sites: published and made-up instances, each answer checked by the evaluator.
//   siting_bench [JOB [SEED]]    JOB: pmed, newyork, points, wide, small, phased, or a part of a
//   row's name
// The clock is the processor's, of all threads. Last lines, tab-separated: job, value, unit,
// target, yes/no, ratio (none).
#include <cmath>
#include <random>
#include <string>

#include "bench/report.h"
#include "bench/siting_instances.h"
#include "core/siting/choose_sites.h"
#include "core/siting/evaluate.h"
#include "core/siting/phased.h"
#include "tests/core/siting/published.h"

namespace fangyuan {
namespace {

const std::string kFolder = std::string(FANGYUAN_SHARED_DATA) + "/siting";

struct Run {
  SitingAnswer answer;
  struct Moment {
    double ms;
    Wide value, bound;
  };
  std::vector<Moment> moments;
  /// Of value and bound at a time.
  double gap_at(double ms) const {
    double gap = 1;
    for (const Moment& m : moments)
      if (m.ms <= ms)
        gap = std::abs(static_cast<double>(m.value - m.bound)) / static_cast<double>(m.value);
    return gap;
  }
  Wide bound_at(double ms) const {
    Wide bound = 0;
    for (const Moment& m : moments)
      if (m.ms <= ms) bound = m.bound;
    return bound;
  }
  double reaches(Wide value) const {
    for (const Moment& m : moments)
      if (m.value == value) return m.ms;
    return std::numeric_limits<double>::infinity();
  }
  double within(double gap) const {
    for (const Moment& m : moments)
      if (gap_at(m.ms) <= gap) return m.ms;
    return std::numeric_limits<double>::infinity();
  }
};

Run solve(const SitingRequest& request, double time_ms) {
  Run run;
  SitingLimits limits;
  limits.time_ms = time_ms;
  limits.clock_ms = bench::cpu_ms;
  limits.progress = [&](double ms, const Wide* value, const Wide* bound) {
    if (value != nullptr && bound != nullptr) run.moments.push_back({ms, *value, *bound});
  };
  run.answer = choose_sites(request, limits);
  bench::same("the evaluator", certify(request, run.answer), std::string());
  return run;
}

std::string million(Wide value) {
  return Amount::from_millionths(static_cast<std::int64_t>(value)).to_string();
}

void pmed() {
  double slowest = 0;
  bool all = true;
  for (int i = 1; i <= 20; ++i) {
    const auto in = siting_test::read_pmed(kFolder + "/pmed/pmed" + std::to_string(i) + ".txt");
    const Run run = solve(in.request(SitingGoal::least_total), 20'000);
    std::printf("  pmed%d: %s, bound %s, %.3f s\n", i, million(run.answer.value).c_str(),
                million(run.answer.bound).c_str(), run.answer.time_ms / 1e3);
    all = all && run.answer.status == SitingStatus::optimal;
    slowest = std::max(slowest, run.answer.time_ms / 1e3);
  }
  bench::row("pmed1-20 all proven, the slowest", all ? slowest : INFINITY, "s", 0.5);
}

void new_york() {
  const std::vector<std::pair<std::uint32_t, int>> best{
      {50, 1'153'640}, {60, 1'288'174}, {70, 1'396'333}, {80, 1'481'434}, {90, 1'539'992}};
  for (const auto& [most, people] : best) {
    const auto in = siting_test::read_new_york(kFolder + "/NewYork.txt", most);
    const Run run = solve(in.request(SitingGoal::most_covered), 10'000);
    const Wide known = Wide{people} * 1'000'000;
    std::printf("  p = %u: %s of %d, bound %s at 1 s, %s at the end\n", most,
                million(run.answer.value).c_str(), people, million(run.bound_at(1000)).c_str(),
                million(run.answer.bound).c_str());
    const std::string name = "NewYork p=" + std::to_string(most);
    bench::row(name + ", best known found", run.reaches(known) / 1e3, "s", 5);
    bench::row(name + ", bound above the best known at 1 s",
               100 * (static_cast<double>(run.bound_at(1000)) / static_cast<double>(known) - 1),
               "%", 0.6);
    bench::row(name + ", value below the best known at the end",
               100 * (1 - static_cast<double>(run.answer.value) / static_cast<double>(known)), "%",
               0);
  }
}

struct Job {
  const char* name;
  bench::SitingKind kind;
  std::uint32_t most;
  double gap, time_ms, run_ms;
};

void made_up(const Job& job) {
  const bench::SitingInstance in = bench::SitingMaker(job.kind).make();
  SitingRequest request;
  request.pairs = in.pairs;
  request.people = in.people;
  request.sites = in.sites;
  request.most = job.most;
  const Run run = solve(request, job.run_ms);
  Wide all = 0;
  for (const People p : in.people) all += p.millionths();
  std::printf(
      "  %s: %zu pairs, %s of %s covered, bound %s, gap %.3f %% at 1 s, %.3f %% at the end\n",
      job.name, in.pairs.size(), million(run.answer.value).c_str(), million(all).c_str(),
      million(run.answer.bound).c_str(), 100 * run.gap_at(1000), 100 * run.answer.gap());
  bench::row(std::string(job.name) + ", gap at " +
                 std::to_string(static_cast<int>(job.time_ms / 1e3)) + " s",
             100 * run.gap_at(job.time_ms), "%", job.gap);
}

/// Candidates open over five periods, each with places for a two-hundredth of the people on average
/// (0.3 to 1.7 of that) and a price of 5 to 15 that has nothing to do with them; money for about 20
/// more in each period; every tenth stands already. People grow by 0 to 6 % a period, each point by
/// its own chance. In the end there are places for about two thirds of the people.
void phased(const std::string& name, const bench::SitingKind& kind) {
  const bench::SitingInstance in = bench::SitingMaker(kind).make();
  std::mt19937_64 random(kind.seed + 99);
  const auto unit = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  Amount all;
  for (const People p : in.people) all += p;
  std::vector<std::vector<People>> people{in.people};
  for (int t = 1; t < 5; ++t) people.push_back(people.back());
  for (std::size_t c = 0; c < in.people.size(); ++c)
    for (std::size_t t = 1; t < 5; ++t)
      people[t][c] = Amount::from_double(people[t - 1][c].to_double() * (1 + 0.06 * unit()));
  std::vector<std::int64_t> price(in.sites);
  std::vector<Amount> capacity(in.sites);
  std::vector<SiteState> state(in.sites, SiteState::free);
  for (std::size_t j = 0; j < in.sites; ++j) {
    price[j] = 5 + static_cast<std::int64_t>(11 * unit());
    capacity[j] =
        Amount::from_whole(static_cast<std::int64_t>(all.to_double() / 200 * (0.3 + 1.4 * unit())));
    if (j % 10 == 0) state[j] = SiteState::open;
  }
  PhasedRequest request;
  request.pairs = in.pairs;
  request.cells = in.people.size();
  request.sites = in.sites;
  request.state = state;
  request.price = price;
  request.capacity = capacity;
  for (std::size_t t = 0; t < 5; ++t)
    request.periods.push_back({people[t], 1, {}, static_cast<std::int64_t>(200 * (t + 1))});
  std::vector<std::pair<double, double>> gaps;  // ms, gap
  SitingLimits limits;
  limits.time_ms = 10'000;
  limits.clock_ms = bench::cpu_ms;
  limits.progress = [&](double ms, const Wide* value, const Wide* bound) {
    if (value != nullptr && bound != nullptr && *value > 0)
      gaps.emplace_back(ms, static_cast<double>(*bound) / static_cast<double>(*value) - 1);
  };
  const PhasedAnswer answer = plan_phases(request, limits);
  bench::same("the evaluator", certify(request, answer), std::string());
  const PhasedValue value = evaluate(request, answer.opened);
  Amount nearest;
  for (const Amount a : value.nearest_first) nearest += a;
  std::printf("  %s: %zu pairs, %zu opened, %s person-periods, bound %s; nearest first %s\n",
              name.c_str(), in.pairs.size(), answer.opened.size(), million(answer.value).c_str(),
              million(answer.bound).c_str(), nearest.to_string().c_str());
  double at_1 = INFINITY, at_3 = INFINITY;
  for (const auto& [ms, gap] : gaps) {
    if (ms <= 1000) at_1 = gap;
    if (ms <= 3000) at_3 = gap;
  }
  std::printf("  gap %.3f %% at 1 s, %.3f %% at 3 s\n", 100 * at_1, 100 * at_3);
  bench::row(name + ", gap at 10 s", 100 * answer.gap(), "%", 1);
}

}  // namespace
}  // namespace fangyuan

int main(int argc, char** argv) {
  using namespace fangyuan;
  const std::string only = argc > 1 ? argv[1] : "";
  const std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  const auto wanted = [&](const std::string& job) { return job.find(only) != std::string::npos; };
  bench::print_machine();
  if (wanted("pmed")) pmed();
  if (wanted("newyork")) new_york();
  const std::vector<Job> jobs{
      {"points 5,000, p=50, 40 circles a point",
       {5'000, 0, 40, 0.2, seed},
       50,
       0.5,
       10'000,
       10'000},
      {"points 5,000, p=50, 100 circles a point",
       {5'000, 0, 100, 0.2, seed},
       50,
       0.5,
       10'000,
       10'000},
      {"wide 100,000 x 1,000, p=20", {100'000, 1'000, 50, 0.2, seed}, 20, 1, 20'000, 20'000},
      {"wide 100,000 x 1,000, p=50", {100'000, 1'000, 50, 0.2, seed}, 50, 1, 20'000, 20'000},
      {"small 100,000 x 10,000, p=100", {100'000, 10'000, 20, 0.2, seed}, 100, 0.5, 5'000, 5'000},
      {"small 100,000 x 10,000, p=500", {100'000, 10'000, 20, 0.2, seed}, 500, 0.5, 5'000, 5'000}};
  for (const Job& job : jobs)
    if (wanted(job.name)) made_up(job);
  for (const double pairs : {10.0, 30.0}) {
    const std::string name =
        "phased 5 x 50,000 x 500, " + std::to_string(static_cast<int>(pairs)) + " circles a point";
    if (wanted(name)) phased(name, {50'000, 500, pairs, 0.2, seed});
  }
  return 0;
}
