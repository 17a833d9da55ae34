// SPDX-License-Identifier: Apache-2.0
// The best filling of many cells and sites, proven by its prices, beside nearest-first.
//   filling_bench [CELLS SITES PAIRS_PER_CELL SEED [CAPACITY/DEMAND]]
// Last lines, tab-separated: job, value, unit, target, yes/no, ratio.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <tuple>

#include "bench/report.h"
#include "core/filling/certificate.h"
#include "core/filling/live_filling.h"

namespace fangyuan {
namespace {

using Point = std::pair<double, double>;
double distance(Point a, Point b) {
  const double x = a.first - b.first, y = a.second - b.second;
  return std::sqrt(x * x + y * y);
}

struct Input {
  std::vector<FillPair> pairs;
  std::vector<Amount> need, capacity;
  Amount reachable;  ///< need of cells with a pair
  BestFillRequest request() const { return {pairs, need, capacity}; }
};

/// Towns of very different size in a square, people around them, sites where people live but less
/// unequally, capacity in proportion to nothing but chance: some sites stand in the wrong place.
class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}
  double unit() { return static_cast<double>(random_() >> 11) * 0x1p-53; }

  Input make(std::size_t cells, std::size_t sites, double pairs_per_cell, double capacity_ratio) {
    struct Town {
      double x, y, spread, share;
    };
    std::vector<Town> towns;
    for (int i = 0; i < 40; ++i)
      towns.push_back({unit(), unit(), 0.01 + 0.06 * unit(), std::pow(unit(), 3) + 0.01});
    const auto place = [&](double power) {
      double sum = 0, at = 0;
      for (const Town& t : towns) sum += std::pow(t.share, power);
      double left = unit() * sum;
      std::size_t town = 0;
      while (town + 1 < towns.size() && (at = std::pow(towns[town].share, power)) < left) {
        left -= at;
        ++town;
      }
      const double r = towns[town].spread * std::sqrt(-2 * std::log(1 - unit()));
      const double angle = 6.283185307179586 * unit();
      return unit() < 0.2 ? std::pair(unit(), unit())
                          : std::pair(towns[town].x + r * std::cos(angle),
                                      towns[town].y + r * std::sin(angle));
    };
    std::vector<std::pair<double, double>> cell(cells), site(sites);
    for (auto& c : cell) c = place(1.0);
    for (auto& s : site) s = place(0.6);

    Input in;
    for (std::size_t i = 0; i < cells; ++i)
      in.need.push_back(Amount::from_millionths(static_cast<std::int64_t>(random_() % 3'000'000)));
    std::vector<std::vector<std::pair<double, std::uint32_t>>> near(cells);
    std::vector<double> all;
    for (std::size_t c = 0; c < cells; ++c) {
      for (std::uint32_t s = 0; s < sites; ++s) near[c].emplace_back(distance(cell[c], site[s]), s);
      if (c % 64 == 0)
        for (const auto& [d, s] : near[c]) all.push_back(d);
    }
    const auto cut = static_cast<std::size_t>(static_cast<double>(all.size()) * pairs_per_cell /
                                              static_cast<double>(sites));
    std::nth_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(cut), all.end());
    const double limit = all[cut];
    for (std::size_t c = 0; c < cells; ++c) {
      bool any = false;
      for (const auto& [d, s] : near[c])
        if (d <= limit) {
          any = true;
          in.pairs.push_back(
              {CellId(c), s, Cost(static_cast<std::uint32_t>(d / limit * 1'800'000))});
        }
      if (any) in.reachable += in.need[c];
    }
    std::vector<double> weight(sites);
    for (double& w : weight) w = 0.3 + unit();
    const double whole = std::accumulate(weight.begin(), weight.end(), 0.0);
    for (const double w : weight)
      in.capacity.push_back(
          Amount::from_double(in.reachable.to_double() * capacity_ratio * w / whole));
    return in;
  }

 private:
  std::mt19937_64 random_;
};

struct Simple {
  Amount served;
  Wide cost = 0;
};

/// As core/coverage/capacity.h: pairs by cost, site, cell, each site filled until it is full.
Simple nearest_first(const Input& in) {
  std::vector<FillPair> pairs = in.pairs;
  std::ranges::sort(pairs, {},
                    [](const FillPair& p) { return std::tuple(p.cost, p.rank, p.cell); });
  std::vector<Amount> need = in.need, room = in.capacity;
  Simple simple;
  for (const FillPair& p : pairs) {
    const Amount placed = std::min(need[p.cell.index()], room[p.rank]);
    need[p.cell.index()] -= placed;
    room[p.rank] -= placed;
    simple.served += placed;
    simple.cost += Wide{placed.millionths()} * p.cost.value();
  }
  return simple;
}

double mean_s(Wide cost, Amount served) {
  return static_cast<double>(cost) / 1e3 / static_cast<double>(served.millionths());
}

void measure(const Input& in, double ratio, bool judged) {
  BestFilling best;
  const bench::Least least =
      bench::least_of(judged ? 3 : 1, [&] { best = fill_best(in.request()); });
  const std::string fault = certify(in.request(), best);
  const Simple simple = nearest_first(in);
  std::printf("\ncapacity/demand %.2f: %zu cells, %zu sites, %zu pairs, need in reach %s\n", ratio,
              in.need.size(), in.capacity.size(), in.pairs.size(),
              in.reachable.to_string().c_str());
  std::printf(
      "  best          served %s, mean %.3f s, %zu split cells, %zu rounds; wall %.0f ms, "
      "cpu %.0f ms\n",
      best.served.to_string().c_str(), mean_s(best.cost, best.served), best.split, best.rounds,
      least.wall, least.cpu);
  std::printf("  nearest-first served %s, mean %.3f s: a better assignment wins %s people\n",
              simple.served.to_string().c_str(), mean_s(simple.cost, simple.served),
              (best.served - simple.served).to_string().c_str());
  std::printf("  certificate: %s\n", fault.empty() ? "proven by its prices" : fault.c_str());
  bench::same("the certificate", fault, std::string());
  if (judged)
    bench::row("best filling, capacity 1.1 × demand, processor time", least.cpu / 1e3, "s", 3);
}

/// Ten sites close and open again, one after the other: what a change takes, answer included.
void measure_changes(const Input& in) {
  LiveFilling live(in.request());
  double dearest = 0, sum = 0;
  std::vector<Amount> capacity = in.capacity;
  for (int n = 0; n < 20; ++n) {
    const auto site =
        static_cast<std::uint32_t>((n / 2 * 37 + 11) % static_cast<int>(capacity.size()));
    capacity[site] = n % 2 == 0 ? Amount() : in.capacity[site];
    BestFilling now;
    const bench::Least least = bench::least_of(1, [&] {
      live.set_capacity(site, capacity[site]);
      now = live.answer();
    });
    dearest = std::max(dearest, least.cpu);
    sum += least.cpu;
    if (n % 5 == 0)
      bench::same("the certificate", certify({in.pairs, in.need, capacity}, now), std::string());
  }
  std::printf("  a site closed or opened again: %.0f ms on average\n", sum / 20);
  bench::row("best filling after one site's change, the dearest of 20", dearest, "ms", 200);
}

}  // namespace
}  // namespace fangyuan

int main(int argc, char** argv) {
  using namespace fangyuan;
  bench::expect_words(argc, argv, 0, 5,
                      "filling_bench [CELLS [SITES [PAIRS_A_CELL [SEED [CAPACITY/DEMAND]]]]]");
  const std::size_t cells = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 200'000;
  const std::size_t sites = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 500;
  const double per_cell = argc > 3 ? std::strtod(argv[3], nullptr) : 12;
  const std::uint64_t seed = argc > 4 ? std::strtoull(argv[4], nullptr, 10) : 7;
  bench::print_machine();
  std::printf("input: seed %llu\n", static_cast<unsigned long long>(seed));
  std::vector<double> ratios{1.5, 0.9, 1.1};
  if (argc > 5) ratios = {std::strtod(argv[5], nullptr)};
  for (const double ratio : ratios)
    measure(Generator(seed).make(cells, sites, per_cell, ratio), ratio, ratio == 1.1);
  measure_changes(Generator(seed).make(cells, sites, per_cell, ratios.back()));
  return 0;
}
